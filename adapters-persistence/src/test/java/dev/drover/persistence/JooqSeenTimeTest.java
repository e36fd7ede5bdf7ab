package dev.drover.persistence;

import dev.drover.testkit.contract.SeenTimeContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class JooqSeenTimeTest extends SeenTimeContract {
  JooqSeenTimeTest(Database database) {
    super(new JooqStorage(database));
  }
}
