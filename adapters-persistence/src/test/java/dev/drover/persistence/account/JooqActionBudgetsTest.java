package dev.drover.persistence.account;

import dev.drover.persistence.JooqStorage;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.testkit.contract.ActionBudgetsContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class JooqActionBudgetsTest extends ActionBudgetsContract {
  JooqActionBudgetsTest(Database database) {
    super(new JooqStorage(database));
  }
}
