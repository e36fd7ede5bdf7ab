package dev.drover.testkit.memory;

import dev.drover.testkit.contract.TaskQueriesContract;

class InMemoryTaskQueriesTest extends TaskQueriesContract {
  InMemoryTaskQueriesTest() {
    super(Memory.empty());
  }
}
