package dev.drover.testkit.memory;

import dev.drover.testkit.contract.TaskArtifactsContract;

class InMemoryTaskArtifactsTest extends TaskArtifactsContract {
  InMemoryTaskArtifactsTest() {
    super(Memory.empty());
  }
}
