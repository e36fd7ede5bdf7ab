package dev.drover.bootstrap.cli;

import dev.drover.bootstrap.config.ConfigurationError;
import dev.drover.bootstrap.config.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The two packages of the UiAutomator2 agent, as the npm package brings them. They are not shipped
 * with Drover.
 *
 * @param version such as {@code 10.6.6}
 */
record AgentApks(Path server, Path test, String version) {
  static final String NPM_PACKAGE = "appium-uiautomator2-server";

  private static final int OLDEST_MAJOR = 10;
  private static final int OLDEST_MINOR = 6;
  private static final int DEEPEST = 6;
  private static final long NPM_MINUTES = 5;

  private static final Pattern SERVER =
      Pattern.compile(NPM_PACKAGE + "-v(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})\\.apk");

  private static final Pattern TEST = Pattern.compile(NPM_PACKAGE + "-debug-androidTest\\.apk");

  List<Path> files() {
    return List.of(server, test);
  }

  /**
   * Looks for them in a folder and below it.
   *
   * @throws ConfigurationError if they are not there, or too old
   */
  static AgentApks in(Path folder) {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder, DEEPEST)) {
      files = all.filter(Files::isRegularFile).toList();
    } catch (IOException | UncheckedIOException unreadable) {
      throw new ConfigurationError(
          "the folder " + folder + " can't be read: " + unreadable.getMessage());
    }
    Optional<Path> server = first(files, SERVER);
    Optional<Path> test = first(files, TEST);
    if (server.isEmpty() || test.isEmpty()) {
      throw new ConfigurationError(
          "the folder "
              + folder
              + " lacks "
              + (server.isEmpty()
                  ? NPM_PACKAGE + "-v….apk"
                  : NPM_PACKAGE + "-debug-androidTest.apk")
              + "; both are in the folder apks of the npm package "
              + NPM_PACKAGE);
    }
    Matcher name = SERVER.matcher(String.valueOf(server.get().getFileName()));
    if (!name.matches()) {
      throw new IllegalStateException("the name " + server.get() + " was found by its form");
    }
    int major = Integer.parseInt(name.group(1));
    int minor = Integer.parseInt(name.group(2));
    String version = major + "." + minor + "." + name.group(3);
    if (major < OLDEST_MAJOR || (major == OLDEST_MAJOR && minor < OLDEST_MINOR)) {
      throw new ConfigurationError(
          "the agent in "
              + folder
              + " is version "
              + version
              + "; Drover needs "
              + OLDEST_MAJOR
              + "."
              + OLDEST_MINOR
              + " or later");
    }
    return new AgentApks(server.get(), test.get(), version);
  }

  private static Optional<Path> first(List<Path> files, Pattern name) {
    return files.stream()
        .filter(file -> name.matcher(String.valueOf(file.getFileName())).matches())
        .findFirst();
  }

  /**
   * Has npm bring them, from the registry that it is set up for.
   *
   * @param folder an empty one
   * @throws ConfigurationError if npm is not there or fails; the message says what to do
   */
  static AgentApks byNpm(Path folder) throws InterruptedException {
    String what = NPM_PACKAGE + "@^" + OLDEST_MAJOR + "." + OLDEST_MINOR;
    Path output = folder.resolve("npm.log");
    List<String> command =
        List.of(
            "npm",
            "install",
            "--prefix",
            folder.toString(),
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            what);
    try {
      ProcessBuilder program =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      Setting.removeFrom(program.environment());
      Process npm = program.start();
      if (!npm.waitFor(NPM_MINUTES, TimeUnit.MINUTES)) {
        npm.destroyForcibly();
        throw new ConfigurationError(
            "npm did not bring " + what + " within " + NPM_MINUTES + " minutes" + byHand());
      }
      if (npm.exitValue() != 0) {
        throw new ConfigurationError(
            "npm could not bring " + what + ": " + Files.readString(output).strip() + byHand());
      }
    } catch (IOException absent) {
      throw new ConfigurationError("npm can't be run: " + absent.getMessage() + byHand());
    }
    return in(folder);
  }

  private static String byHand() {
    return "; install Node.js, or get the npm package "
        + NPM_PACKAGE
        + " elsewhere (npm pack), unpack it, and name its folder by --from DIR";
  }
}
