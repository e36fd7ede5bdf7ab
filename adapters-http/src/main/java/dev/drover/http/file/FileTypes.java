package dev.drover.http.file;

import java.util.Map;
import java.util.Optional;

/**
 * The media types of files that pages use, by the ends of their names. A file with another end is
 * not served.
 */
public final class FileTypes {
  public static final String HTML = "text/html; charset=utf-8";
  public static final String PLAIN_TEXT = "text/plain; charset=utf-8";

  private static final String JAVASCRIPT = "text/javascript; charset=utf-8";

  private static final Map<String, String> BY_END =
      Map.ofEntries(
          Map.entry("html", HTML),
          Map.entry("js", JAVASCRIPT),
          Map.entry("mjs", JAVASCRIPT),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/vnd.microsoft.icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("txt", PLAIN_TEXT));

  private FileTypes() {}

  /** Returns the media type of a file by its name; empty if files of its kind are not served. */
  public static Optional<String> of(String name) {
    return Optional.ofNullable(BY_END.get(name.substring(name.lastIndexOf('.') + 1)));
  }
}
