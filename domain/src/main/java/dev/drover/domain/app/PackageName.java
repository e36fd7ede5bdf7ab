package dev.drover.domain.app;

import java.util.regex.Pattern;

/**
 * An Android application id, such as {@code com.zhiliaoapp.musically}. A clone of an app has its
 * own.
 */
public record PackageName(String value) {
  /** Android's rule: two or more dot-separated segments that begin with a letter. */
  private static final Pattern ALLOWED =
      Pattern.compile("[A-Za-z][A-Za-z0-9_]*+(?:\\.[A-Za-z][A-Za-z0-9_]*+)++");

  public PackageName {
    if (value.length() > 223 || !ALLOWED.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a package name looks like com.zhiliaoapp.musically: letters, digits and _ in segments"
              + " joined by dots");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
