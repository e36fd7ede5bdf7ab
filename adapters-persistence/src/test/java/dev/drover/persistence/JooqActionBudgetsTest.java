package dev.drover.persistence;

import dev.drover.testkit.contract.ActionBudgetsContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class JooqActionBudgetsTest extends ActionBudgetsContract {
  JooqActionBudgetsTest(Database database) {
    super(new JooqStorage(database));
  }
}
