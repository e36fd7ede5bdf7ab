package dev.drover.virtualphone.app;

import dev.drover.virtualphone.config.Language;

/** A text of an app, in each of its languages. */
public interface Label {
  String in(Language language);

  /** Chooses the text in a language. */
  static String choose(
      Language language, String english, String french, String spanish, String chinese) {
    return switch (language) {
      case ENGLISH -> english;
      case FRENCH -> french;
      case SPANISH -> spanish;
      case CHINESE -> chinese;
    };
  }
}
