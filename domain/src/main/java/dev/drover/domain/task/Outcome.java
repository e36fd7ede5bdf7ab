package dev.drover.domain.task;

import java.util.Locale;

/** What an ended attempt did to the outside world. */
public enum Outcome {
  /** Nothing was changed. */
  NO_EFFECT,
  /** The work was done, and the screen said so afterwards. */
  COMMITTED,
  /** The decisive step was begun, and nobody saw whether it took effect. */
  UNKNOWN;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
