package dev.drover.persistence.node;

import dev.drover.persistence.JooqStorage;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.testkit.contract.SeenTimeContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class JooqSeenTimeTest extends SeenTimeContract {
  JooqSeenTimeTest(Database database) {
    super(new JooqStorage(database));
  }
}
