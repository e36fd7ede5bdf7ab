package dev.drover.domain.task;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The four states as clients of the API number them. */
public enum TaskStatus {
  PENDING(0),
  RUNNING(1),
  COMPLETED(2),
  FAILED(3);

  private final int code;

  TaskStatus(int code) {
    this.code = code;
  }

  /** 0..3, on the wire and in the database. */
  public int code() {
    return code;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<TaskStatus> ofCode(int code) {
    return Arrays.stream(values()).filter(status -> status.code == code).findFirst();
  }

  /** Finds a status by its number or its name, as clients write it: {@code 0}, {@code pending}. */
  public static Optional<TaskStatus> ofText(String text) {
    return Arrays.stream(values())
        .filter(
            status -> status.wireName().equals(text) || Integer.toString(status.code).equals(text))
        .findFirst();
  }
}
