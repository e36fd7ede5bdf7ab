package dev.drover.domain.script;

/** The sound that is laid over a post. */
public sealed interface AddedSound {

  /** Whatever the app does by itself. */
  record Untouched() implements AddedSound {}

  /** None: one that the app adds by itself is removed. */
  record Off() implements AddedSound {}

  /** The first that the app recommends. */
  record Recommended() implements AddedSound {}

  /** The first that the app finds for a phrase. */
  record Searched(String keyword) implements AddedSound {
    public Searched {
      if (keyword.isBlank()) {
        throw new IllegalArgumentException("a sound is searched by a phrase");
      }
    }
  }
}
