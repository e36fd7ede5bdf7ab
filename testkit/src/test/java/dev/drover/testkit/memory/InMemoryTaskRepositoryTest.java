package dev.drover.testkit.memory;

import dev.drover.testkit.contract.TaskRepositoryContract;

class InMemoryTaskRepositoryTest extends TaskRepositoryContract {
  InMemoryTaskRepositoryTest() {
    super(Memory.empty());
  }
}
