package dev.drover.testkit.memory;

import dev.drover.testkit.contract.QueueSettingsContract;

class InMemoryQueueSettingsTest extends QueueSettingsContract {
  InMemoryQueueSettingsTest() {
    super(Memory.empty());
  }
}
