package dev.drover.domain.script.post;

/** The sound that is added to a post. */
public sealed interface AddedSound {

  /** Leaves the sound as the app sets it. */
  record Untouched() implements AddedSound {}

  /** Removes any sound that the app adds by itself. */
  record Off() implements AddedSound {}

  /** Uses the first sound that the app recommends. */
  record Recommended() implements AddedSound {}

  /** Uses the first sound that the app finds for a phrase. */
  record Searched(String keyword) implements AddedSound {
    public Searched {
      if (keyword.isBlank()) {
        throw new IllegalArgumentException("a sound is searched by a phrase");
      }
    }
  }
}
