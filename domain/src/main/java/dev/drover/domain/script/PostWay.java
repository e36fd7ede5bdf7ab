package dev.drover.domain.script;

/** How a post is brought into the app. */
public sealed interface PostWay {

  String wireName();

  /** The file is shared to the app from outside. */
  record Share() implements PostWay {
    @Override
    public String wireName() {
      return "share";
    }
  }

  /** By the app's own plus button and its gallery. */
  record AddButton() implements PostWay {
    @Override
    public String wireName() {
      return "addButton";
    }
  }

  /**
   * From the page of a sound.
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
