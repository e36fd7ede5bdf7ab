package dev.drover.virtualphone.app;

import dev.drover.virtualphone.config.Language;

/** Words of an app, in every language that it speaks. */
public interface Label {
  String in(Language language);

  /** Those in this language. */
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
