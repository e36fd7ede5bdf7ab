package dev.drover.http.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Files that come with the program. */
final class ClassPathFile {
  private ClassPathFile() {}

  /**
   * @param path from the root of the class path
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

  /** A name of this content, short enough for a header. */
  static String fingerprint(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
