package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.http.testing.Passing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher on machines where something is missing. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final List<String> TOOLS =
      List.of("sh", "sed", "head", "dirname", "readlink", "find", "touch", "uname", "cat", "rm");

  @TempDir private Path folder;
  private Path path;
  private Path launcher;

  private record Result(int code, String output) {}

  @BeforeEach
  void copy() throws IOException {
    path = Files.createDirectory(folder.resolve("bin"));
    for (String tool : TOOLS) {
      script(path.resolve(tool), "exec " + tool(tool) + " \"$@\"");
    }
    launcher = folder.resolve("drover");
    Files.copy(Path.of("../drover"), launcher);
  }

  private static Path tool(String name) {
    return List.of("/bin/" + name, "/usr/bin/" + name).stream()
        .map(Path::of)
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Result launch() throws Exception {
    return launch(Map.of("HOME", folder.toString(), "DROVER_AOT", "off"), "--version");
  }

  private Result launch(Map<String, String> environment, String argument) throws Exception {
    ProcessBuilder process =
        new ProcessBuilder(tool("sh").toString(), launcher.toString(), argument)
            .redirectErrorStream(true);
    process.environment().clear();
    process.environment().putAll(environment);
    process.environment().put("PATH", path.toString());
    process.environment().put("DROVER_JAVA_HOME", System.getProperty("java.home"));
    Process running = process.start();
    String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(running.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Result(running.exitValue(), output);
  }

  /** As on a machine without a JDK that is new enough. */
  private void withoutJdk() throws IOException {
    Files.writeString(
        launcher, Files.readString(launcher).replace("\nneeded=25\n", "\nneeded=99\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "apt-get, sudo apt-get install openjdk-99-jdk-headless",
    "dnf, sudo dnf install java-99-openjdk-devel",
    "brew, brew install openjdk@99",
    "winget, 'Drover does not run on Windows itself; winget install Microsoft.WSL"
        + " Canonical.Ubuntu.2404, then start it in Ubuntu'",
    "sed, 'install a JDK 99, for example Temurin: https://adoptium.net'"
  })
  void a_machine_without_a_jdk_is_told_the_command_that_brings_one(String manager, String command)
      throws Exception {
    withoutJdk();
    if (!Files.exists(path.resolve(manager))) {
      script(path.resolve(manager), "exit 1");
    }

    Result result = launch();

    assertThat(result.output())
        .startsWith("drover: no JDK 99 or later found: " + command + System.lineSeparator());
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void a_missing_jdk_is_told_where_there_is_no_home() throws Exception {
    withoutJdk();

    assertThat(launch(Map.of(), "--version").output()).startsWith("drover: no JDK 99 or later");
  }

  @Test
  void help_and_version_do_not_wait_for_a_recorded_start() throws Exception {
    Path jar = folder.resolve("bootstrap/target/drover.jar");
    Files.createDirectories(jar.getParent());
    Files.writeString(jar, "no jar");

    assertThat(launch(Map.of(), "--help").output()).doesNotContain("recording a start");
    assertThat(launch(Map.of(), "--version").output()).doesNotContain("recording a start");
    assertThat(launch(Map.of(), "serve").output()).contains("recording a start");
    awaitRecord(folder.resolve("bootstrap/target"));
  }

  /** The launcher ends before its recording does, of which a trace is left even if it fails. */
  private static void awaitRecord(Path target) throws IOException {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (System.nanoTime() < deadline) {
      try (Stream<Path> files = Files.list(target)) {
        if (files.anyMatch(file -> file.toString().endsWith(".aot"))) {
          return;
        }
      }
      Passing.untilNextLook();
    }
    throw new AssertionError("nothing is recorded in " + target);
  }

  @Test
  void the_version_of_a_jdk_is_read_without_starting_it() throws Exception {
    Path jdk = folder.resolve("jdk");
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Some\"\nJAVA_VERSION=\"99.0.1\"\n");
    script(jdk.resolve("bin/java"), "echo \"started with $*\"");
    script(path.resolve("java"), "exit 1");
    withoutJdk();

    Result result = launch(Map.of("JAVA_HOME", jdk.toString(), "DROVER_AOT", "off"), "--version");

    assertThat(result.output()).startsWith("started with @").doesNotContain("-version\n-");
    assertThat(result.code()).isEqualTo(0);

    // The JVM refuses two collectors.
    assertThat(
            launch(
                    Map.of(
                        "JAVA_HOME",
                        jdk.toString(),
                        "DROVER_AOT",
                        "off",
                        "DROVER_JAVA_OPTIONS",
                        "-Xmx1g -XX:+UseZGC"),
                    "--version")
                .output())
        .contains("jvm.options -XX:-UseSerialGC -Xmx1g -XX:+UseZGC -jar");
  }

  @Test
  void a_start_is_recorded_meanwhile_and_a_rehearsal_waits_for_the_record() throws Exception {
    Path jdk = folder.resolve("jdk");
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"99.0.1\"\n");
    script(
        jdk.resolve("bin/java"),
        "for word; do case $word in -XX:AOTCacheOutput=*) echo recorded >\"${word#*=}\"; exit 0 ;;"
            + " esac; done; echo \"$*\"");
    withoutJdk();
    script(path.resolve("mv"), "exec " + tool("mv") + " \"$@\"");
    Path jar = folder.resolve("bootstrap/target/drover.jar");
    Files.createDirectories(jar.getParent());
    Files.writeString(jar, "no jar");
    Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
    Map<String, String> environment = Map.of("JAVA_HOME", jdk.toString());

    assertThat(launch(environment, "rehearse").output())
        .contains("recording a start")
        .contains("-XX:AOTCache=" + jar.resolveSibling("drover-99.0.1.aot"));
    assertThat(launch(environment, "serve").output()).doesNotContain("recording a start");

    Files.delete(jar.resolveSibling("drover-99.0.1.aot"));
    assertThat(launch(environment, "serve").output())
        .contains("recording a start")
        .doesNotContain("-XX:AOTCache=");
    awaitRecord(folder.resolve("bootstrap/target"));
  }

  @Test
  void a_record_that_could_not_be_made_is_told() throws Exception {
    Path jar = folder.resolve("bootstrap/target/drover.jar");
    Files.createDirectories(jar.getParent());
    Files.writeString(jar, "no jar");

    assertThat(launch(Map.of(), "rehearse").output())
        .contains("it goes on without a recorded start: ", "rehearsal.log says why");
  }

  @Test
  void a_release_without_a_package_of_the_jdk_is_told_of_another_one() throws Exception {
    withoutJdk();
    script(path.resolve("apt-get"), "exit 1");
    script(path.resolve("apt-cache"), "exit 100");

    assertThat(launch().output()).contains("sudo apt-get install temurin-99-jdk");
  }

  @ParameterizedTest
  @CsvSource({
    "apt-get, sudo apt-get install maven",
    "dnf, sudo dnf install maven",
    "brew, brew install maven"
  })
  void a_machine_without_maven_and_without_the_wrapper_is_told_the_command(
      String manager, String command) throws Exception {
    Files.writeString(folder.resolve("pom.xml"), "<project/>");
    script(path.resolve(manager), "exit 1");

    Result result = launch();

    assertThat(result.output())
        .contains("drover: Maven 3.8 or later is needed to build: " + command);
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void a_machine_without_maven_builds_by_the_wrapper_with_the_jdk_that_was_found()
      throws Exception {
    Files.writeString(folder.resolve("pom.xml"), "<project/>");
    script(folder.resolve("mvnw"), "echo \"wrapper $* by $JAVA_HOME\"; exit 1");

    Result result = launch();

    assertThat(result.output())
        .contains("wrapper -q -B -DskipTests", "package by " + System.getProperty("java.home"))
        .contains("the build failed");
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void the_wrapper_is_a_script_and_brings_no_program_along() throws Exception {
    assertThat(Path.of("../mvnw")).isExecutable();
    try (var files = Files.walk(Path.of("../.mvn"))) {
      assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".jar"));
    }
    assertThat(Files.readString(Path.of("../.mvn/wrapper/maven-wrapper.properties")))
        .contains("distributionType=only-script");
  }
}
