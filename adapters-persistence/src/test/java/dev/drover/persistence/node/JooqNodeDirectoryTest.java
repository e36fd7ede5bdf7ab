package dev.drover.persistence.node;

import dev.drover.persistence.JooqStorage;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.testkit.contract.NodeDirectoryContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class JooqNodeDirectoryTest extends NodeDirectoryContract {
  JooqNodeDirectoryTest(Database database) {
    super(new JooqStorage(database));
  }
}
