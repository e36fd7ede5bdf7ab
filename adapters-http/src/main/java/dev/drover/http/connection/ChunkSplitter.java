package dev.drover.http.connection;

import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Splits the chunks of a chunked body into smaller ones. Helidon keeps a whole chunk in memory, and
 * the line before it at whatever length, so anybody who reaches the port could fill the memory.
 * After this no chunk is larger than what was received at once, and each size is a short line. Used
 * by the connection's own thread.
 */
final class ChunkSplitter implements Supplier<byte[]> {
  /** The most digits of a chunk's size: more than any disk holds, and no overflow. */
  private static final int MOST_DIGITS = 15;

  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private enum Part {
    /** A head, or a body of a known length. */
    OTHER,
    SIZE,
    SIZE_END,
    CONTENT,
    CONTENT_RETURN,
    CONTENT_END,
    LAST_RETURN,
    LAST_END,
    /** The end of the body can no longer be found. */
    BROKEN
  }

  private final Supplier<byte[]> source;
  private Part part = Part.OTHER;
  private byte[] received = new byte[0];
  private int position;
  private long size;
  private int digits;

  /**
   * @param source the next bytes, at least one
   */
  ChunkSplitter(Supplier<byte[]> source) {
    this.source = source;
  }

  /**
   * Begins a chunked body.
   *
   * @param beginning its first bytes, which were handed out together with the head
   */
  void begin(byte[] beginning) {
    received = beginning;
    position = 0;
    beginSize();
  }

  /** Whether a chunked body has not ended yet. */
  boolean inBody() {
    return part != Part.OTHER;
  }

  /**
   * The next bytes, at least one.
   *
   * @throws ApiError 40001 if this is not a chunked body
   */
  @Override
  public byte[] get() {
    while (true) {
      if (position == received.length) {
        received = source.get();
        position = 0;
      }
      byte[] next = part == Part.OTHER ? others() : chunks();
      if (next.length > 0) {
        return next;
      }
    }
  }

  private byte[] others() {
    byte[] all = Arrays.copyOfRange(received, position, received.length);
    position = received.length;
    return all;
  }

  /** The chunks that are received so far, up to the end of the body. */
  private byte[] chunks() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(received.length + 32);
    while (position < received.length && part != Part.OTHER) {
      if (part == Part.CONTENT) {
        content(out);
      } else {
        part = after(received[position++]);
        if (part == Part.OTHER) {
          out.writeBytes(LAST_CHUNK);
        }
      }
    }
    return out.toByteArray();
  }

  private void content(ByteArrayOutputStream out) {
    int length = (int) Math.min(size, received.length - position);
    out.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(received, position, length);
    out.write('\r');
    out.write('\n');
    position += length;
    size -= length;
    if (size == 0) {
      part = Part.CONTENT_RETURN;
    }
  }

  private Part after(byte next) {
    return switch (part) {
      case SIZE -> next == '\r' && digits > 0 ? Part.SIZE_END : withDigit(next);
      case SIZE_END -> expected('\n', next, size == 0 ? Part.LAST_RETURN : Part.CONTENT);
      case CONTENT_RETURN -> expected('\r', next, Part.CONTENT_END);
      case CONTENT_END -> {
        Part size = expected('\n', next, Part.SIZE);
        beginSize();
        yield size;
      }
      case LAST_RETURN -> expected('\r', next, Part.LAST_END);
      case LAST_END -> expected('\n', next, Part.OTHER);
      case BROKEN, CONTENT, OTHER -> throw broken();
    };
  }

  private void beginSize() {
    part = Part.SIZE;
    size = 0;
    digits = 0;
  }

  private Part withDigit(byte next) {
    int digit = Character.digit(next, 16);
    if (digit < 0 || digits == MOST_DIGITS) {
      throw broken();
    }
    size = size * 16 + digit;
    digits++;
    return Part.SIZE;
  }

  private Part expected(char end, byte next, Part following) {
    if (next != end) {
      throw broken();
    }
    return following;
  }

  private ApiError broken() {
    part = Part.BROKEN;
    return new ApiError(
        ErrorCode.INVALID_PARAMETER,
        "the body is not in chunks, as its Transfer-Encoding says: each is its size in hexadecimal"
            + " digits, without extensions, and its content, and nothing follows the last");
  }
}
