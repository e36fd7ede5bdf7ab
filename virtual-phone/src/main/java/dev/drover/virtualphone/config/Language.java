package dev.drover.virtualphone.config;

import java.util.Arrays;

/** The languages of the apps. */
public enum Language {
  ENGLISH("en"),
  FRENCH("fr"),
  SPANISH("es"),
  CHINESE("zh"),
  GERMAN("de"),
  PORTUGUESE("pt"),
  INDONESIAN("id"),
  VIETNAMESE("vi"),
  RUSSIAN("ru"),
  JAPANESE("ja");

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /** Returns its BCP 47 tag, such as {@code de}. */
  public String tag() {
    return tag;
  }

  /** Returns its code in Android's packages, which keep some of old. */
  public String androidCode() {
    return this == INDONESIAN ? "in" : tag;
  }

  /**
   * The language of a phone's locale; apps that do not know it speak English.
   *
   * @param locale such as {@code fr-FR}
   */
  public static Language ofLocale(String locale) {
    String wanted = locale.replace('_', '-').replaceFirst("-.*", "");
    return Arrays.stream(values())
        .filter(language -> language.tag.equals(wanted))
        .findFirst()
        .orElse(ENGLISH);
  }
}
