package dev.drover.domain.app;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The web address of one post. Its host determines the platform.
 *
 * @param value without query and fragment
 */
public record PostUrl(String value) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "https?://(?<host>[A-Za-z0-9.-]+)(?<path>/[\\p{L}\\p{M}\\p{N}@._~/-]*)(?:[?#]\\S*)?");
  private static final Pattern TIKTOK_VIDEO =
      Pattern.compile("/@[\\p{L}\\p{M}\\p{N}._-]{1,64}/(?:video|photo)/\\d{1,25}/?");
  private static final Pattern TIKTOK_SHORT = Pattern.compile("/[A-Za-z0-9]{1,32}/?");
  private static final Pattern INSTAGRAM = Pattern.compile("/(?:p|reel)/[A-Za-z0-9_-]{1,64}/?");

  public PostUrl {
    if (!isPost(value)) {
      throw new IllegalArgumentException(
          "must be a post's address: tiktok.com/@user/video/N, vm.tiktok.com/X, instagram.com/p/X or"
              + " instagram.com/reel/X");
    }
  }

  /**
   * Parses an address as people copy it: with or without {@code https://} and the parameters that
   * sharing adds.
   *
   * @throws IllegalArgumentException if it is not a post's address; the message says what is
   */
  public static PostUrl parse(String text) {
    String trimmed = text.strip();
    String absolute = trimmed.contains("://") ? trimmed : "https://" + trimmed;
    Matcher shape = SHAPE.matcher(absolute);
    return new PostUrl(
        shape.matches()
            ? "https://" + shape.group("host").toLowerCase(Locale.ROOT) + shape.group("path")
            : absolute);
  }

  private static boolean isPost(String url) {
    Matcher shape = SHAPE.matcher(url);
    if (!shape.matches()) {
      return false;
    }
    String path = shape.group("path");
    return switch (shape.group("host")) {
      case "tiktok.com", "www.tiktok.com", "m.tiktok.com" -> TIKTOK_VIDEO.matcher(path).matches();
      case "vm.tiktok.com", "vt.tiktok.com" -> TIKTOK_SHORT.matcher(path).matches();
      case "instagram.com", "www.instagram.com" -> INSTAGRAM.matcher(path).matches();
      default -> false;
    };
  }

  public Platform platform() {
    return value.contains("instagram.com/") ? Platform.INSTAGRAM : Platform.TIKTOK;
  }

  @Override
  public String toString() {
    return value;
  }
}
