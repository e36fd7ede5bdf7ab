package dev.drover.bootstrap;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The programs that this machine has. */
final class InstalledPrograms {
  private InstalledPrograms() {}

  /** Answers whether a program is in a folder of {@code PATH}. */
  static boolean has(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
