package dev.drover.testkit.memory;

import dev.drover.testkit.contract.NodeDirectoryContract;

class InMemoryNodeDirectoryTest extends NodeDirectoryContract {
  InMemoryNodeDirectoryTest() {
    super(Memory.empty());
  }
}
