package dev.drover.persistence.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The programs of PostgreSQL, unpacked once from {@link ProgramArchive}. */
public final class PostgresBinaries {
  /** Must change with the archive, so that an update unpacks the new programs. */
  static final String VERSION = "18.6.0";

  private PostgresBinaries() {}

  /**
   * Returns the directory with {@code bin}, {@code lib} and {@code share}, and unpacks it if it
   * does not exist. The directory gets its name only when it is complete, so the next call repeats
   * an interrupted unpacking. The method is synchronized because two threads would write to one
   * directory.
   *
   * @throws PostgresUnusable if there is no archive for this machine, or the disk has no room for
   *     it
   */
  public static synchronized Path unpackedBelow(Path directory) {
    Path unpacked = directory.resolve("postgresql-" + VERSION);
    if (Files.isExecutable(unpacked.resolve("bin/postgres"))) {
      return unpacked;
    }
    Path partial = directory.resolve("postgresql-" + VERSION + ".partial");
    try {
      deleteRecursively(partial);
      Files.createDirectories(partial);
      unpackTo(partial);
      Files.move(partial, unpacked, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      throw new PostgresUnusable(
          "PostgreSQL's programs can't be unpacked to "
              + unpacked
              + " (about 60 MB are needed): "
              + failed.getMessage(),
          failed);
    }
    return unpacked;
  }

  private static void unpackTo(Path directory) throws IOException {
    try (InputStream archive = ProgramArchive.open();
        TarArchiveInputStream tar = new TarArchiveInputStream(archive)) {
      TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null) {
        Path target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) {
          throw new IOException(
              "the archive contains a path outside its directory: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
          Files.createDirectories(target.resolveSibling("."));
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
          Files.createDirectories(target.resolveSibling("."));
          Files.copy(tar, target);
          boolean executable = (entry.getMode() & 0100) != 0;
          Files.setPosixFilePermissions(
              target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
        entry = tar.getNextEntry();
      }
    }
  }

  private static void deleteRecursively(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, java.io.IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
