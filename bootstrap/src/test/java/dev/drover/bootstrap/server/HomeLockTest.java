package dev.drover.bootstrap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that one server at a time uses a home directory, in this process or another. */
class HomeLockTest {
  @TempDir private Path folder;

  /** Another process that tries to claim the home directory and reports the result. */
  static final class Other {
    private Other() {}

    public static void main(String[] arguments) {
      try (HomeLock _ = HomeLock.acquire(Path.of(arguments[0]))) {
        System.out.println("has it");
      } catch (HomeUnusable refused) {
        System.out.println(refused.getMessage());
      }
    }
  }

  private static String other(Path home, String umask) throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    "/bin/sh",
                    "-c",
                    "umask " + umask + "; exec \"$@\"",
                    "sh",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Other.class.getName(),
                    home.toString()))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void who_asks_twice_in_one_process_is_refused_and_the_first_keeps_it() throws Exception {
    Path home = folder.resolve("home");
    Path link = folder.resolve("link");
    try (HomeLock _ = HomeLock.acquire(home)) {
      Files.createSymbolicLink(link, home);
      for (Path path : List.of(home, link, home.resolve("../home"))) {
        assertThatThrownBy(() -> HomeLock.acquire(path).close())
            .isInstanceOf(HomeUnusable.class)
            .hasMessageContaining(
                "another Drover server (process " + ProcessHandle.current().pid());
        assertThat(other(home, "022")).contains("another Drover server");
      }
    }
    assertThat(other(home, "022")).contains("has it");
  }

  @Test
  void who_gave_it_back_may_take_it_again() {
    for (int i = 0; i < 3; i++) {
      HomeLock lock = HomeLock.acquire(folder);
      lock.close();
      lock.close();
    }
    HomeLock first = HomeLock.acquire(folder);
    first.close();
    HomeLock second = HomeLock.acquire(folder);
    try {
      // Closing twice must not release the next claim.
      first.close();
      assertThatThrownBy(() -> HomeLock.acquire(folder).close()).isInstanceOf(HomeUnusable.class);
    } finally {
      second.close();
    }
  }

  @ParameterizedTest(name = "umask {0}")
  @ValueSource(strings = {"000", "022", "077", "377"})
  @DisabledOnOs(OS.WINDOWS)
  void a_new_home_is_its_owners_alone(String umask) throws Exception {
    Path home = folder.resolve("new-" + umask);

    assertThat(other(home, umask)).contains("has it");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
        .isEqualTo("rwx------");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_home_that_is_there_keeps_its_permissions() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));

    HomeLock.acquire(folder).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwxr-x---");
  }
}
