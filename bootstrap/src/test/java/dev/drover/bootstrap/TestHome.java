package dev.drover.bootstrap;

import dev.drover.device.adb.AdbPhones;
import dev.drover.persistence.testing.PreparedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;

/**
 * Home directories for servers under test, with a ready ADB key, because creating one takes longer
 * than many tests, and a ready database, because creating one takes longer still.
 */
final class TestHome {
  private static final List<String> KEY_PAIR = List.of("adbkey.pub", "adbkey");

  private TestHome() {}

  /** Created when the first home directory needs a key. */
  private static final class Keys {
    static final Path FOLDER = make();

    private static Path make() {
      try {
        Path folder = Files.createTempDirectory("drover-adb-key");
        new AdbPhones(folder, "127.0.0.1", 1, Clock.systemUTC()).close();
        folder.toFile().deleteOnExit();
        KEY_PAIR.forEach(file -> folder.resolve(file).toFile().deleteOnExit());
        return folder;
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  /**
   * Prepares a directory as a home whose embedded PostgreSQL was started before, unless a test has
   * put something else there.
   */
  static Path withDatabase(Path folder) {
    Path postgres = at(folder).resolve("postgres");
    try {
      if (Files.notExists(postgres)) {
        PreparedPostgres.withDatabase(postgres);
      } else if (Files.isDirectory(postgres)) {
        PreparedPostgres.withPrograms(postgres);
      }
      return folder;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Prepares a directory as a home, unless it is one already. */
  static Path at(Path folder) {
    try {
      Files.createDirectories(folder);
      for (String file : KEY_PAIR) {
        if (!Files.exists(folder.resolve(file))) {
          Files.copy(
              Keys.FOLDER.resolve(file), folder.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
      return folder;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
