package dev.drover.device.picture;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Reads the pictures of an HTTP answer of the type {@code multipart/x-mixed-replace}. The phone may
 * be hostile: everything read is limited.
 *
 * <p>The agent declares {@code boundary=--BoundaryString} and begins each part with that line,
 * without two more hyphens. To a client whose request comes late, it sends a part before the head
 * of the answer. Therefore each line that begins with two hyphens begins a part, and other lines
 * between parts are passed over.
 */
final class MultipartPictures {
  /** Pictures of a whole screen have up to 1 MB in the quality that is asked for. */
  static final int MOST_BYTES = 4 * 1024 * 1024;

  /** The most bytes before a part, and of its headers. */
  static final int MOST_WORDS = 16 * 1024;

  private static final String LENGTH = "content-length:";
  private static final String TYPE = "content-type:";

  private int wordsLeft;

  /** The beginning of a line that was read already. */
  private String pending = "";

  /**
   * Reads the next picture.
   *
   * @throws IOException if there is none within the limits, or the stream ends
   */
  byte[] next(InputStream in) throws IOException {
    wordsLeft = MOST_WORDS;
    String line = line(in);
    while (!line.startsWith("--")) {
      if (line.startsWith("HTTP/") && !line.matches("HTTP/1\\.[01] 200( .*)?")) {
        throw new IOException("the answer is " + line.substring(0, Math.min(12, line.length())));
      }
      line = line(in);
    }
    String boundary = line;
    OptionalInt length = OptionalInt.empty();
    for (line = line(in); !line.isEmpty(); line = line(in)) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith(LENGTH)) {
        length = OptionalInt.of(length(lower.substring(LENGTH.length()).strip()));
      } else if (lower.startsWith(TYPE) && !lower.contains("image/jp")) {
        throw new IOException("a part is no JPEG");
      }
    }
    return length.isPresent() ? whole(in, length.getAsInt()) : until(boundary, in);
  }

  private static int length(String text) throws IOException {
    if (!text.matches("\\d{1,8}") || Integer.parseInt(text) > MOST_BYTES) {
      throw new IOException("a part announces too many bytes, or no number");
    }
    return Integer.parseInt(text);
  }

  /** Allocates what has come, not what was announced. */
  private static byte[] whole(InputStream in, int length) throws IOException {
    byte[] picture = in.readNBytes(length);
    if (picture.length < length) {
      throw new EOFException("the stream ended in a picture");
    }
    return picture;
  }

  /** A part without a length ends before the next boundary, which is read as well. */
  private byte[] until(String boundary, InputStream in) throws IOException {
    byte[] end = ("\n" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream picture = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < end.length) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the stream ended in a picture");
      }
      if (picture.size() >= MOST_BYTES) {
        throw new IOException("a part has more than " + MOST_BYTES + " bytes");
      }
      picture.write(next);
      // A line break occurs in the boundary only at its begin, so a mismatch restarts there.
      matched = next == (end[matched] & 0xff) ? matched + 1 : next == '\n' ? 1 : 0;
    }
    pending = boundary;
    byte[] bytes = picture.toByteArray();
    int length = bytes.length - end.length;
    while (length > 0 && (bytes[length - 1] == '\r' || bytes[length - 1] == '\n')) {
      length--;
    }
    return Arrays.copyOf(bytes, length);
  }

  private String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(pending);
    pending = "";
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the stream ended");
      }
      // The ends of lines count as well: a phone could send empty lines for ever.
      wordsLeft--;
      if (wordsLeft <= 0) {
        throw new IOException("no picture within " + MOST_WORDS + " bytes");
      }
      if (next == '\n') {
        return line.toString();
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
  }
}
