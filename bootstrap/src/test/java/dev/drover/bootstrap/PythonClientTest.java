package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the Python client's own tests. */
@Timeout(60)
class PythonClientTest {
  @Test
  void the_python_client_passes_its_own_tests(@TempDir Path home) throws Exception {
    assumeTrue(InstalledPrograms.has("python3"), "skipped: python3 is not on this machine");
    Path output = home.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder("python3", "-B", "-W", "error", "-m", "unittest", "test_drover")
            .directory(new File("../examples/python"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(50, TimeUnit.SECONDS)).as(Files.readString(output)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(output)).isZero();
      assertThat(Files.readString(output)).containsPattern("Ran [1-9][0-9]+ tests");
    } finally {
      process.destroyForcibly();
    }
  }
}
