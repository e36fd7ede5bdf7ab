package dev.drover.testkit.memory;

import dev.drover.testkit.contract.MaterialLibraryContract;

class InMemoryMaterialLibraryTest extends MaterialLibraryContract {
  InMemoryMaterialLibraryTest() {
    super(Memory.empty().library());
  }
}
