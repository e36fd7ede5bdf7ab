package dev.drover.domain.access;

import java.util.regex.Pattern;

/** The operator's name for a key; the audit log shows it. */
public record ApiKeyName(String value) {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  public ApiKeyName {
    if (!ALLOWED.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "must be 1 to 64 letters, digits, dots, underscores or hyphens, a letter or digit first");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
