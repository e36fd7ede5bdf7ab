package dev.drover.virtualphone.app;

import dev.drover.virtualphone.config.Language;

/** A text of an app, in each of its languages. */
public interface Label {
  String in(Language language);

  /**
   * Chooses the text in a language. The first four stand beside the label; the others are in the
   * files {@code words_TAG.properties}, since a line has no place for ten.
   *
   * @param key the label's key in those files, such as {@code tiktok.HOME}
   */
  static String choose(
      String key,
      Language language,
      String english,
      String french,
      String spanish,
      String chinese) {
    return switch (language) {
      case ENGLISH -> english;
      case FRENCH -> french;
      case SPANISH -> spanish;
      case CHINESE -> chinese;
      case GERMAN, PORTUGUESE, INDONESIAN, VIETNAMESE, RUSSIAN, JAPANESE ->
          WordFile.of(language).text(key);
    };
  }
}
