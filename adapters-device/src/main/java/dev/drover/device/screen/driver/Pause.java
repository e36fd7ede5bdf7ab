package dev.drover.device.screen.driver;

import java.time.Duration;

/** Lets time pass; throws if the attempt is stopped. */
@FunctionalInterface
public interface Pause {
  void of(Duration duration);
}
