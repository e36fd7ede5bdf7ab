package dev.drover.testkit.memory;

import dev.drover.application.port.device.RepairIdeas;
import dev.drover.application.port.device.RepairIdeas.Idea;
import dev.drover.testkit.contract.RepairIdeasContract;
import java.util.List;

/** Tests the ideas of the test kit. */
class CannedIdeasTest extends RepairIdeasContract {
  @Override
  protected RepairIdeas having(List<Idea> ideas) {
    return new CannedIdeas(ideas);
  }

  @Override
  protected RepairIdeas withoutAny() {
    return new CannedIdeas(List.of());
  }
}
