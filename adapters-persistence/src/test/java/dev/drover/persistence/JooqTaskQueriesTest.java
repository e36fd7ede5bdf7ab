package dev.drover.persistence;

import dev.drover.testkit.contract.TaskQueriesContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class JooqTaskQueriesTest extends TaskQueriesContract {
  JooqTaskQueriesTest(Database database) {
    super(new JooqStorage(database));
  }
}
