package dev.drover.programs;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The file of a program, found as a shell would find it. */
sealed interface Executable {

  /**
   * @param file absolute
   */
  record Found(Path file) implements Executable {}

  /**
   * @param reason for the user
   */
  record Missing(String reason) implements Executable {}

  /**
   * Finds a program: by its path, from {@code folder} if it is relative, or on the search path if
   * its name has no slash.
   */
  static Executable find(String program, Path folder, String searchPath) {
    try {
      return program.contains("/")
          ? named(program, folder.resolve(program).normalize())
          : searched(program, searchPath);
    } catch (InvalidPathException malformed) {
      return new Missing("\"" + program + "\" is no path");
    }
  }

  private static Executable named(String program, Path file) {
    if (!Files.isRegularFile(file)) {
      return new Missing(program + ": there is no file " + file);
    }
    return Files.isExecutable(file)
        ? new Found(file)
        : new Missing(program + ": " + file + " is not executable (chmod u+x)");
  }

  private static Executable searched(String program, String searchPath) {
    for (String entry : searchPath.split(":")) {
      Path file = Path.of(entry).resolve(program);
      if (file.isAbsolute() && Files.isRegularFile(file) && Files.isExecutable(file)) {
        return new Found(file);
      }
    }
    return new Missing("there is no program " + program + " on the path " + searchPath);
  }
}
