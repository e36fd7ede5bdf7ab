package dev.drover.domain.script.profile;

import java.util.Locale;
import java.util.Set;

/**
 * The address that a profile shows.
 *
 * @param value as it was given, at most 500 characters without blanks
 */
public record ProfileLink(String value) {
  private static final int LONGEST = 500;
  private static final Set<String> SCHEMES = Set.of("http", "https");

  public ProfileLink {
    boolean blank =
        value
            .codePoints()
            .anyMatch(
                character ->
                    Character.isWhitespace(character)
                        || Character.isSpaceChar(character)
                        || Character.isISOControl(character));
    if (value.isEmpty() || value.length() > LONGEST || blank || !bare(value).contains(".")) {
      throw new IllegalArgumentException(
          "must be an address such as https://example.com/shop, at most "
              + LONGEST
              + " characters without blanks");
    }
    int scheme = value.indexOf("://");
    if (scheme >= 0 && !SCHEMES.contains(value.substring(0, scheme).toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("must be an http:// or https:// address");
    }
  }

  /** Returns whether a text that an app shows is this address; apps leave out parts of it. */
  public boolean isShownAs(String text) {
    return bare(text.strip()).equals(bare(value));
  }

  /** Returns an address without its scheme, {@code www.} and last slash; the host in lower case. */
  private static String bare(String address) {
    int scheme = address.indexOf("://");
    String rest = scheme < 0 ? address : address.substring(scheme + 3);
    int slash = rest.indexOf('/');
    String host = (slash < 0 ? rest : rest.substring(0, slash)).toLowerCase(Locale.ROOT);
    String path = slash < 0 ? "" : rest.substring(slash);
    return (host.startsWith("www.") ? host.substring(4) : host)
        + (path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
  }

  @Override
  public String toString() {
    return value;
  }
}
