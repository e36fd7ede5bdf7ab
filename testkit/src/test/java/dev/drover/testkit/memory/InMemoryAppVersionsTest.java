package dev.drover.testkit.memory;

import dev.drover.testkit.contract.AppVersionsContract;

class InMemoryAppVersionsTest extends AppVersionsContract {
  InMemoryAppVersionsTest() {
    super(Memory.empty());
  }
}
