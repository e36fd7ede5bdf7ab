package dev.drover.testkit.memory;

import dev.drover.testkit.contract.ActionBudgetsContract;

class InMemoryActionBudgetsTest extends ActionBudgetsContract {
  InMemoryActionBudgetsTest() {
    super(Memory.empty());
  }
}
