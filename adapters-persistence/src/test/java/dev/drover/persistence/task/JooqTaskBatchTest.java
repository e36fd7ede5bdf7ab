package dev.drover.persistence.task;

import dev.drover.persistence.JooqStorage;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.testkit.contract.TaskBatchContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class JooqTaskBatchTest extends TaskBatchContract {
  JooqTaskBatchTest(Database database) {
    super(new JooqStorage(database));
  }
}
