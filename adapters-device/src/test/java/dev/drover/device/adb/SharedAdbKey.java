package dev.drover.device.adb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** One ADB key for all homes of a test run, because creating one takes longer than most tests. */
public final class SharedAdbKey {
  private static final List<String> KEY_PAIR = List.of("adbkey.pub", "adbkey");

  private SharedAdbKey() {}

  /** Created when the first home needs it. */
  private static final class Made {
    static final Path FOLDER = make();

    private static Path make() {
      try {
        Path folder = Files.createTempDirectory("drover-adb-key");
        AdbKey.below(folder);
        folder.toFile().deleteOnExit();
        KEY_PAIR.forEach(file -> folder.resolve(file).toFile().deleteOnExit());
        return folder;
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  /**
   * Copies the key into a home that has none.
   *
   * @return the home
   */
  public static synchronized Path into(Path home) {
    try {
      Files.createDirectories(home);
      for (String file : KEY_PAIR) {
        if (!Files.exists(home.resolve(file))) {
          Files.copy(
              Made.FOLDER.resolve(file), home.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
      return home;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
