package dev.drover.persistence.postgres;

import dev.drover.persistence.JooqStorage;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.testkit.contract.QueueEventsContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class JooqQueueEventsTest extends QueueEventsContract {
  JooqQueueEventsTest(Database database) {
    super(new JooqStorage(database));
  }
}
