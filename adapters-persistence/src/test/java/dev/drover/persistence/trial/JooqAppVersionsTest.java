package dev.drover.persistence.trial;

import dev.drover.persistence.JooqStorage;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.testkit.contract.AppVersionsContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class JooqAppVersionsTest extends AppVersionsContract {
  JooqAppVersionsTest(Database database) {
    super(new JooqStorage(database));
  }
}
