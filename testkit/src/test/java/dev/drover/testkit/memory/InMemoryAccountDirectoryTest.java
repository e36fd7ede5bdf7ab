package dev.drover.testkit.memory;

import dev.drover.testkit.contract.AccountDirectoryContract;

class InMemoryAccountDirectoryTest extends AccountDirectoryContract {
  InMemoryAccountDirectoryTest() {
    super(Memory.empty());
  }
}
