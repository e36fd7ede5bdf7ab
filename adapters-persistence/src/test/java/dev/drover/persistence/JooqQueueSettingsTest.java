package dev.drover.persistence;

import dev.drover.testkit.contract.QueueSettingsContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class JooqQueueSettingsTest extends QueueSettingsContract {
  JooqQueueSettingsTest(Database database) {
    super(new JooqStorage(database));
  }
}
