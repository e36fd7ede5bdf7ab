package dev.drover.domain.access;

import java.util.regex.Pattern;

/** What the operator calls a key; it stands in the audit log. */
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
