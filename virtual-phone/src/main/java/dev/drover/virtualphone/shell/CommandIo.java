package dev.drover.virtualphone.shell;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The input, output and errors of a program. */
record CommandIo(InputStream in, ByteArrayOutputStream out, ByteArrayOutputStream err) {

  /**
   * @return the exit code of success
   */
  int print(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return 0;
  }

  void error(String text) {
    err.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @return the exit code of failure
   */
  int fail(String line) {
    error(line + "\n");
    return 1;
  }
}
