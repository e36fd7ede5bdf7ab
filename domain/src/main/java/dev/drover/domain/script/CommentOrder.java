package dev.drover.domain.script;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which line of a list of comments is taken. */
public enum CommentOrder {
  /** Any. */
  RANDOM,
  /** One after the other, from the first again after the last. */
  SEQUENTIAL;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<CommentOrder> ofWireName(String wireName) {
    return Arrays.stream(values()).filter(order -> order.wireName().equals(wireName)).findFirst();
  }
}
