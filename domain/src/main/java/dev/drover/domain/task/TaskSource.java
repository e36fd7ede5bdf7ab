package dev.drover.domain.task;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a task came from. */
public enum TaskSource {
  API,
  UI;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<TaskSource> ofWireName(String wireName) {
    return Arrays.stream(values()).filter(source -> source.wireName().equals(wireName)).findFirst();
  }
}
