package dev.drover.testkit.memory;

import dev.drover.testkit.contract.WebSessionsContract;

class InMemoryWebSessionsTest extends WebSessionsContract {
  InMemoryWebSessionsTest() {
    super(Memory.empty());
  }
}
