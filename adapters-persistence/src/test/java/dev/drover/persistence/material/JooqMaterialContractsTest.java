package dev.drover.persistence.material;

import static dev.drover.testkit.SampleTasks.NODE;
import static dev.drover.testkit.SampleTasks.NOW;

import dev.drover.persistence.JooqStorage;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.testkit.contract.MaterialLibraryContract;
import dev.drover.testkit.contract.MaterialSupplyContract;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs the contracts of the material library and stock on PostgreSQL. */
class JooqMaterialContractsTest {
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final long LARGEST_BYTES = 1024 * 1024;

  @Nested
  @ExtendWith(RealPostgres.class)
  class Library extends MaterialLibraryContract {
    Library(Database database, @TempDir Path folder) {
      super(new JooqMaterialLibrary(database, folder, LARGEST_BYTES, NODE, CLOCK));
    }
  }

  @Nested
  @ExtendWith(RealPostgres.class)
  class Supply extends MaterialSupplyContract {
    Supply(Database database, @TempDir Path folder) {
      super(
          new JooqStorage(database),
          _ -> new JooqMaterialLibrary(database, folder, LARGEST_BYTES, NODE, CLOCK),
          _ -> new JooqMaterialStock(database, folder, CLOCK));
    }
  }
}
