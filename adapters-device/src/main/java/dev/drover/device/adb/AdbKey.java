package dev.drover.device.adb;

import dadb.AdbKeyPair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
      if (!Files.exists(key)) {
        Files.createDirectories(directory);
        // dadb would make the file readable by everyone: it fills one that is not.
        Files.createFile(
            key,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        AdbKeyPair.generate(key.toFile(), publicKey.toFile());
      }
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
      return AdbKeyPair.read(key.toFile(), publicKey.toFile());
    } catch (IOException failed) {
      throw new UncheckedIOException("the ADB key in " + directory + " can't be used", failed);
    }
  }
}
