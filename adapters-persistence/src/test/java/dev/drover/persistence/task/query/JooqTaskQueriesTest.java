package dev.drover.persistence.task.query;

import dev.drover.persistence.JooqStorage;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.testkit.contract.TaskQueriesContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class JooqTaskQueriesTest extends TaskQueriesContract {
  JooqTaskQueriesTest(Database database) {
    super(new JooqStorage(database));
  }
}
