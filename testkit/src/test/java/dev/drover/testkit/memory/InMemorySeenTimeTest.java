package dev.drover.testkit.memory;

import dev.drover.testkit.contract.SeenTimeContract;

class InMemorySeenTimeTest extends SeenTimeContract {
  InMemorySeenTimeTest() {
    super(Memory.empty());
  }
}
