package dev.drover.testkit.memory;

import dev.drover.testkit.contract.DeviceDirectoryContract;

class InMemoryDeviceDirectoryTest extends DeviceDirectoryContract {
  InMemoryDeviceDirectoryTest() {
    super(Memory.empty());
  }
}
