package dev.drover.persistence.device;

import dev.drover.persistence.JooqStorage;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.testkit.contract.DeviceDirectoryContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class JooqDeviceDirectoryTest extends DeviceDirectoryContract {
  JooqDeviceDirectoryTest(Database database) {
    super(new JooqStorage(database));
  }
}
