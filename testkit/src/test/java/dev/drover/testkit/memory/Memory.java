package dev.drover.testkit.memory;

import dev.drover.testkit.SampleTasks;
import dev.drover.testkit.SettableClock;
import java.time.ZoneId;
import java.util.Random;

/** Creates a storage in memory for the contract suites. */
final class Memory {
  private Memory() {}

  static InMemoryStorage empty() {
    return new InMemoryStorage(
        new SettableClock(SampleTasks.NOW), ZoneId.of("Europe/Berlin"), new Random(7));
  }
}
