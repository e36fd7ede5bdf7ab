package dev.drover.bootstrap.server;

import dev.drover.application.port.license.LicenseSource;
import dev.drover.domain.license.LicenseFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the licence from a file. */
public record FileLicenseSource(Path file) implements LicenseSource {
  @Override
  public Optional<byte[]> read() throws Unreadable {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file)) {
      throw new Unreadable(
          file + " is not a file that can be read", new IOException("not a regular file"));
    }
    try (var content = Files.newInputStream(file)) {
      return Optional.of(content.readNBytes(LicenseFile.LARGEST + 1));
    } catch (IOException unreadable) {
      throw new Unreadable(file + " can't be read", unreadable);
    }
  }

  @Override
  public String place() {
    return file.toString();
  }
}
