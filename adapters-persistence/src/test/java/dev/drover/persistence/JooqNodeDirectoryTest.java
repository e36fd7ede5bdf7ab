package dev.drover.persistence;

import dev.drover.testkit.contract.NodeDirectoryContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class JooqNodeDirectoryTest extends NodeDirectoryContract {
  JooqNodeDirectoryTest(Database database) {
    super(new JooqStorage(database));
  }
}
