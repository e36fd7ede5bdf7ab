package dev.drover.domain.task;

import java.util.Locale;

/** What an ended attempt did to the outside world. */
public enum Outcome {
  /** Nothing was changed. */
  NO_EFFECT,
  /** The work was done, and the screen confirmed it. */
  COMMITTED,
  /** The decisive step was begun; whether it took effect was not seen. */
  UNKNOWN;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
