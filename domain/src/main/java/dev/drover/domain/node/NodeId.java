package dev.drover.domain.node;

import java.util.regex.Pattern;

/** The lasting name of one Drover server: the same after a restart on the same home. */
public record NodeId(String value) {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  public NodeId {
    if (!ALLOWED.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a node id is 1 to 64 letters, digits, dots, underscores or hyphens");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
