package dev.drover.http.guard;

import java.util.Locale;
import java.util.Set;

/**
 * Tells by the names of a request's headers whether a browser or a proxy may be behind it. Programs
 * that call the API themselves send none of these headers, so what is filled in for them is never
 * filled in for a web page.
 */
public final class TraceOfBrowser {
  private static final Set<String> NAMES =
      Set.of("origin", "referer", "cookie", "forwarded", "via", "x-real-ip");

  private static final Set<String> PREFIXES = Set.of("sec-", "x-forwarded");

  private TraceOfBrowser() {}

  /** Whether browsers or proxies send a header of this name, in upper or lower case. */
  public static boolean isIn(String headerName) {
    String name = headerName.toLowerCase(Locale.ROOT);
    return NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
  }
}
