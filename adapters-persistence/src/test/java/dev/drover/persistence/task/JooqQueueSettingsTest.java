package dev.drover.persistence.task;

import dev.drover.persistence.JooqStorage;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.testkit.contract.QueueSettingsContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class JooqQueueSettingsTest extends QueueSettingsContract {
  JooqQueueSettingsTest(Database database) {
    super(new JooqStorage(database));
  }
}
