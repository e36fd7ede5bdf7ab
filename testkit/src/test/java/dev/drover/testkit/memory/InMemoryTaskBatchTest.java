package dev.drover.testkit.memory;

import dev.drover.testkit.contract.TaskBatchContract;

class InMemoryTaskBatchTest extends TaskBatchContract {
  InMemoryTaskBatchTest() {
    super(Memory.empty());
  }
}
