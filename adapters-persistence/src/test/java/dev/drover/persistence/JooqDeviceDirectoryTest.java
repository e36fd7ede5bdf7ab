package dev.drover.persistence;

import dev.drover.testkit.contract.DeviceDirectoryContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class JooqDeviceDirectoryTest extends DeviceDirectoryContract {
  JooqDeviceDirectoryTest(Database database) {
    super(new JooqStorage(database));
  }
}
