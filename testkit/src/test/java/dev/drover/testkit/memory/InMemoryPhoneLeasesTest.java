package dev.drover.testkit.memory;

import dev.drover.domain.node.NodeId;
import dev.drover.testkit.contract.PhoneLeasesContract;
import java.time.Duration;

class InMemoryPhoneLeasesTest extends PhoneLeasesContract {
  InMemoryPhoneLeasesTest() {
    super(Memory.empty());
  }

  @Override
  protected void letLeasesAge(Duration by) {
    ((InMemoryStorage) storage).letLeasesAge(by);
  }

  @Override
  protected void addOlderServer(NodeId node) {
    ((InMemoryStorage) storage).addOlderServer(node);
  }
}
