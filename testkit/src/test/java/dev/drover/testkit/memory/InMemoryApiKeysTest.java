package dev.drover.testkit.memory;

import dev.drover.testkit.contract.ApiKeysContract;

class InMemoryApiKeysTest extends ApiKeysContract {
  InMemoryApiKeysTest() {
    super(Memory.empty());
  }
}
