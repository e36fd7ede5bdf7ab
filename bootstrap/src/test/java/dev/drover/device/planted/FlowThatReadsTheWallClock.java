package dev.drover.device.planted;

import java.time.Instant;

/** Time comes from an injected clock. */
public final class FlowThatReadsTheWallClock {
  private FlowThatReadsTheWallClock() {}

  public static Instant now() {
    return Instant.now();
  }
}
