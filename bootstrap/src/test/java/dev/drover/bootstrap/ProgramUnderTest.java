package dev.drover.bootstrap;

import dev.drover.virtualphone.PhoneProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;

/**
 * Starts Drover as the launcher does: from jars, with a recorded class archive of the JVM, which
 * one rehearsal creates for all tests. Without it every server under test would take three times as
 * long to start.
 */
public final class ProgramUnderTest {
  /** These options fit servers that do little, run beside each other, and not for long. */
  private static final List<String> OPTIONS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          "-Xmx256m");

  private static final Path VERSION_BEFORE = Path.of("src/test/version-before/drover.jar");

  private static final String MAIN_OF_VERSION_BEFORE = "dev.drover.bootstrap.Main";

  private final String classPath;
  private final Path record;

  private ProgramUnderTest(String classPath, Path record) {
    this.classPath = classPath;
    this.record = record;
  }

  /** Returns the command line that starts this version. */
  static List<String> command(List<String> javaOptions, List<String> arguments) {
    return Recorded.PROGRAM.line(
        Recorded.PROGRAM.replay(), javaOptions, arguments, Main.class.getName());
  }

  /** Returns the command line that starts virtual phones, whose classes are in the record too. */
  public static List<String> commandOfPhones(List<String> arguments) {
    return Recorded.PROGRAM.line(
        Recorded.PROGRAM.replay(), List.of(), arguments, PhoneProcess.class.getName());
  }

  /** Returns the command line that starts the previous version, with this version's libraries. */
  static List<String> commandOfVersionBefore(List<String> arguments) {
    List<String> jars = new ArrayList<>();
    jars.add(VERSION_BEFORE.toAbsolutePath().toString());
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (!Files.isDirectory(path) && !path.getFileName().toString().startsWith("drover-")) {
        jars.add(entry);
      }
    }
    return new ProgramUnderTest(String.join(File.pathSeparator, jars), VERSION_BEFORE)
        .line(List.of(), List.of(), arguments, MAIN_OF_VERSION_BEFORE);
  }

  /** Recorded when the first server is started. */
  private static final class Recorded {
    static final ProgramUnderTest PROGRAM = make();
  }

  private static ProgramUnderTest make() {
    try {
      Path folder = Files.createTempDirectory("drover-program");
      folder.toFile().deleteOnExit();
      Path record = folder.resolve("drover.aot");
      record.toFile().deleteOnExit();
      ProgramUnderTest program = new ProgramUnderTest(jarsOnly(folder), record);
      program.rehearse(folder.resolve("rehearsal.log"));
      return program;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a start was recorded", interrupted);
    }
  }

  /**
   * Returns the tests' class path without the tests; the JVM records no classes from directories.
   */
  private static String jarsOnly(Path folder) {
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (entry.endsWith("test-classes")
          || entry.endsWith("-tests.jar")
          || entry.contains("testkit")) {
        continue;
      }
      Path jar = folder.resolve(jars.size() + ".jar");
      jars.add(Files.isDirectory(Path.of(entry)) ? jarOf(Path.of(entry), jar) : entry);
    }
    return String.join(File.pathSeparator, jars);
  }

  private static String jarOf(Path classes, Path jar) {
    int failed =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--create",
                "--file",
                jar.toString(),
                "-C",
                classes.toString(),
                ".");
    if (failed != 0) {
      throw new AssertionError("no jar could be made of " + classes);
    }
    jar.toFile().deleteOnExit();
    return jar.toString();
  }

  private void rehearse(Path log) throws IOException, InterruptedException {
    log.toFile().deleteOnExit();
    Process rehearsal =
        new ProcessBuilder(
                line(
                    List.of("-XX:AOTCacheOutput=" + record),
                    List.of(),
                    List.of("rehearse"),
                    Main.class.getName()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!rehearsal.waitFor(3, TimeUnit.MINUTES) || rehearsal.exitValue() != 0) {
      rehearsal.destroyForcibly();
      throw new AssertionError("the rehearsal failed: " + Files.readString(log));
    }
  }

  private List<String> replay() {
    return List.of("-Xlog:aot*=off", "-XX:AOTCache=" + record);
  }

  private List<String> line(
      List<String> recording, List<String> javaOptions, List<String> arguments, String main) {
    List<String> line = new ArrayList<>();
    line.add(ProcessHandle.current().info().command().orElseThrow());
    line.addAll(OPTIONS);
    line.addAll(recording);
    line.addAll(javaOptions);
    line.addAll(List.of("-cp", classPath, main));
    line.addAll(arguments);
    return line;
  }
}
