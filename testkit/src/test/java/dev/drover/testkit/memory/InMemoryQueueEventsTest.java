package dev.drover.testkit.memory;

import dev.drover.testkit.contract.QueueEventsContract;

class InMemoryQueueEventsTest extends QueueEventsContract {
  InMemoryQueueEventsTest() {
    super(Memory.empty());
  }
}
