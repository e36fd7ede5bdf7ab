package dev.drover.http.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads files that come with the program. */
public final class ClassPathFile {
  private ClassPathFile() {}

  /**
   * Reads a file.
   *
   * @param path the path from the root of the class path, with a slash at its begin
   * @throws IllegalStateException if the program was built without the file
   */
  public static byte[] read(String path) {
    return find(path)
        .orElseThrow(
            () -> new IllegalStateException("the program is incomplete: it lacks " + path));
  }

  /** Reads a file; empty if the program was built without it. */
  public static Optional<byte[]> find(String path) {
    try (@Nullable InputStream file = ClassPathFile.class.getResourceAsStream(path)) {
      return file == null ? Optional.empty() : Optional.of(file.readAllBytes());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
