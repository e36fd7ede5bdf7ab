package dev.drover.device.screen.driver;

import java.time.Duration;

/** Lets time pass, unless the attempt is stopped: then it throws. */
@FunctionalInterface
public interface Pause {
  void of(Duration duration);
}
