package dev.drover.device;

import dev.drover.testkit.contract.DeviceGatewayContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Runs the gateway's contract over ADB, on virtual phones. */
class DadbDeviceGatewayContractTest extends DeviceGatewayContract {
  DadbDeviceGatewayContractTest(@TempDir Path home) {
    super(new VirtualPhoneLab(home, false));
  }
}
