package dev.drover.device.adb;

import dadb.AdbKeyPair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The RSA key pair by which phones know this server, made on first use; readable by its owner only.
 */
final class AdbKey {
  private AdbKey() {}

  static AdbKeyPair below(Path directory) {
    Path key = directory.resolve("adbkey");
    Path publicKey = directory.resolve("adbkey.pub");
    try {
      if (!Files.exists(key) || Files.size(key) == 0) {
        make(directory, key, publicKey);
      }
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
      return AdbKeyPair.read(key.toFile(), publicKey.toFile());
    } catch (IOException failed) {
      throw new UncheckedIOException("the ADB key in " + directory + " can't be used", failed);
    }
  }

  /**
   * Makes the key, and moves it into place only when it is complete: a server that is killed
   * meanwhile makes one at its next start.
   */
  private static void make(Path directory, Path key, Path publicKey) throws IOException {
    Files.createDirectories(directory);
    Path partial = directory.resolve("adbkey.partial");
    Path publicPartial = directory.resolve("adbkey.pub.partial");
    Files.deleteIfExists(partial);
    // dadb would make the file readable by everyone; it keeps the mode of one that exists.
    Files.createFile(
        partial,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    AdbKeyPair.generate(partial.toFile(), publicPartial.toFile());
    Files.move(publicPartial, publicKey, StandardCopyOption.ATOMIC_MOVE);
    Files.move(partial, key, StandardCopyOption.ATOMIC_MOVE);
  }
}
