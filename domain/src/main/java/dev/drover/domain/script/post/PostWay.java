package dev.drover.domain.script.post;

/** How a post is started in the app. */
public sealed interface PostWay {

  String wireName();

  /** Shares the file to the app from outside. */
  record Share() implements PostWay {
    @Override
    public String wireName() {
      return "share";
    }
  }

  /** Uses the app's plus button and its gallery. */
  record AddButton() implements PostWay {
    @Override
    public String wireName() {
      return "addButton";
    }
  }

  /**
   * Starts from the page of a sound.
   *
   * @param sound its name, or its {@code https://} address
   */
  record UseSound(String sound) implements PostWay {
    public UseSound {
      if (sound.isBlank()) {
        throw new IllegalArgumentException("a sound has a name or an address");
      }
    }

    @Override
    public String wireName() {
      return "useSound";
    }
  }
}
