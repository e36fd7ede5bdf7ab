package dev.drover.virtualphone.config;

/** The languages of the apps. */
public enum Language {
  ENGLISH,
  FRENCH,
  SPANISH,
  CHINESE;

  /**
   * The language of a phone's locale; apps that do not know it speak English.
   *
   * @param locale such as {@code fr-FR}
   */
  public static Language ofLocale(String locale) {
    return switch (locale.replace('_', '-').replaceFirst("-.*", "")) {
      case "fr" -> FRENCH;
      case "es" -> SPANISH;
      case "zh" -> CHINESE;
      default -> ENGLISH;
    };
  }
}
