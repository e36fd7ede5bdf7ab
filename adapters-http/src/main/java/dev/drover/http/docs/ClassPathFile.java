package dev.drover.http.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Reads files that come with the program. */
final class ClassPathFile {
  private ClassPathFile() {}

  /**
   * Reads a file.
   *
   * @param path the path from the root of the class path
   * @throws IllegalStateException if the program was built without the file
   */
  static byte[] read(String path) {
    try (@Nullable InputStream file = ClassPathFile.class.getResourceAsStream(path)) {
      if (file == null) {
        throw new IllegalStateException("the program is incomplete: it lacks " + path);
      }
      return file.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Returns a short hash of the content, for use in a header. */
  static String fingerprint(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
