package dev.drover.device.words;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * The locale of strings in a table.
 *
 * @param language such as {@code de}; empty for strings that are there for all others
 * @param script such as {@code Hant}; mostly empty
 * @param region such as {@code BR}; mostly empty
 */
record TableLocale(String language, String script, String region) {
  private static final Set<String> TRADITIONAL = Set.of("TW", "HK", "MO");

  /**
   * @param language as the table stores it: two letters, or three packed into 15 bits
   */
  static TableLocale of(byte[] language, byte[] region, byte[] script) {
    String packed = unpacked(language, 'a');
    return new TableLocale(
        switch (packed) {
          // Android keeps the codes of old.
          case "in" -> "id";
          case "iw" -> "he";
          case "ji" -> "yi";
          default -> packed;
        },
        text(script),
        unpacked(region, '0'));
  }

  static TableLocale ofTag(String tag) {
    Locale locale = Locale.forLanguageTag(tag.replace('_', '-'));
    return new TableLocale(locale.getLanguage(), locale.getScript(), locale.getCountry());
  }

  private static String unpacked(byte[] two, char base) {
    if ((two[0] & 0x80) == 0) {
      return text(two);
    }
    int first = two[1] & 0x1f;
    int second = ((two[1] & 0xe0) >> 5) + ((two[0] & 0x03) << 3);
    int third = (two[0] & 0x7c) >> 2;
    return "" + (char) (base + first) + (char) (base + second) + (char) (base + third);
  }

  private static String text(byte[] letters) {
    return new String(letters, StandardCharsets.ISO_8859_1).replace("\0", "");
  }

  /** Returns whether a phone of a locale may show these strings as its own language's. */
  boolean speaks(TableLocale wanted) {
    return language.equals(wanted.language)
        && (!language.equals("zh") || isTraditional() == wanted.isTraditional())
        && (region.isEmpty() || wanted.region.isEmpty() || region.equals(wanted.region));
  }

  private boolean isTraditional() {
    return script.equals("Hant") || (script.isEmpty() && TRADITIONAL.contains(region));
  }
}
