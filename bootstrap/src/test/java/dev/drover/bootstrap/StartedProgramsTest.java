package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests the programs that the server starts: their environment, and their end. */
@EnabledOnOs(OS.LINUX)
@Timeout(180)
class StartedProgramsTest {
  @TempDir private Path home;

  private static List<ProcessHandle> postgres(Set<ProcessHandle> family) {
    return family.stream()
        .filter(process -> process.info().command().orElse("").endsWith("/postgres"))
        .toList();
  }

  @Test
  void the_demo_ends_whole_without_its_database() throws Exception {
    try (ServerProcess demo = ServerProcess.start(home, "demo", "--phones", "2")) {
      Set<ProcessHandle> family = demo.family();
      List<ProcessHandle> postgres = postgres(family);
      assertThat(postgres).isNotEmpty();
      for (ProcessHandle process : postgres) {
        process.destroyForcibly();
        process.onExit().get(20, TimeUnit.SECONDS);
      }

      demo.terminate();

      assertThat(demo.awaitExit()).as(demo::output).isZero();
      for (ProcessHandle process : family) {
        process.onExit().get(20, TimeUnit.SECONDS);
      }
      assertThat(demo.output())
          .contains("still lists the virtual phones")
          .doesNotContain("ended by themselves");
    }
  }

  @Test
  void the_virtual_phones_are_given_no_setting_of_the_server() throws Exception {
    String key = "a".repeat(43) + "=";
    try (ServerProcess demo =
        ServerProcess.launch(home, Map.of("DROVER_SECRET_KEY", key), "demo", "--phones", "1")) {
      demo.awaitAnswer();
      List<ProcessHandle> phones =
          demo.family().stream()
              .filter(process -> process.pid() != demo.pid())
              .filter(process -> process.info().command().orElse("").endsWith("/java"))
              .toList();
      assertThat(phones).hasSize(1);
      assertThat(Files.readString(Path.of("/proc/" + phones.getFirst().pid() + "/environ")))
          .contains("PATH=")
          .doesNotContain(key)
          .doesNotContain("DROVER_");
    }
  }
}
