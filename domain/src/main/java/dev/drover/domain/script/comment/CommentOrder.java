package dev.drover.domain.script.comment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The order in which the lines of a list of comments are used. */
public enum CommentOrder {
  /** Random. */
  RANDOM,
  /** One after the other; the first follows the last. */
  SEQUENTIAL;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<CommentOrder> ofWireName(String wireName) {
    return Arrays.stream(values()).filter(order -> order.wireName().equals(wireName)).findFirst();
  }
}
