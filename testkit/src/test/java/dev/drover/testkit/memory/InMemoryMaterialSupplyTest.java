package dev.drover.testkit.memory;

import dev.drover.testkit.contract.MaterialSupplyContract;

class InMemoryMaterialSupplyTest extends MaterialSupplyContract {
  InMemoryMaterialSupplyTest() {
    super(Memory.empty(), InMemoryStorage::library, InMemoryStorage::stock);
  }
}
