package dev.drover.http.connection;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.webserver.CloseConnectionException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Translates answers for clients of HTTP/1.0: without chunks, which they can't read, and with a
 * Connection header that says whether the connection stays open. The end of the connection marks
 * the end of an answer of unknown length. Used by the connection's own thread.
 */
final class Http10Responses implements DataWriter {
  private static final String END_OF_LINE = "\r\n";

  /** The client that gets the answer. */
  enum Client {
    /** Speaks HTTP/1.1. */
    NEW,
    /** Speaks HTTP/1.0. */
    OLD,
    /** Speaks HTTP/1.0 and asked to keep the connection open. */
    OLD_KEPT
  }

  private enum Part {
    HEAD,
    BODY,
    SIZE,
    CHUNK,
    CHUNK_END,
    OVER
  }

  private final DataWriter writer;
  private Client client = Client.NEW;
  private Part part = Part.HEAD;
  private final StringBuilder line = new StringBuilder();
  private int chunkLeft;
  private boolean last;

  Http10Responses(DataWriter writer) {
    this.writer = writer;
  }

  /** The next answer is for this client. */
  void begin(Client next) {
    client = next;
    part = Part.HEAD;
    line.setLength(0);
  }

  /**
   * To be called before another request is read.
   *
   * @throws CloseConnectionException if the end of the connection is the end of the last answer
   */
  void refuseAnother() {
    if (last) {
      throw new CloseConnectionException("an answer without a length has ended");
    }
  }

  @Override
  public void write(BufferData... buffers) {
    writeNow(buffers);
  }

  @Override
  public void write(BufferData buffer) {
    writeNow(buffer);
  }

  @Override
  public void writeNow(BufferData... buffers) {
    writeNow(BufferData.create(buffers));
  }

  @Override
  public void writeNow(BufferData buffer) {
    if (client == Client.NEW) {
      writer.writeNow(buffer);
      return;
    }
    byte[] bytes = new byte[buffer.available()];
    int length = buffer.read(bytes);
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 64);
    int at = 0;
    while (at < length) {
      at = part(bytes, at, length, out);
    }
    if (out.size() > 0) {
      writer.writeNow(BufferData.create(out.toByteArray()));
    }
  }

  /** Translates some of the bytes, and answers where the next ones begin. */
  private int part(byte[] bytes, int at, int length, ByteArrayOutputStream out) {
    return switch (part) {
      case HEAD -> {
        if (lineEnds(bytes[at], END_OF_LINE + END_OF_LINE)) {
          out.writeBytes(head().getBytes(StandardCharsets.ISO_8859_1));
          line.setLength(0);
        }
        yield at + 1;
      }
      case BODY -> {
        out.write(bytes, at, length - at);
        yield length;
      }
      case SIZE -> {
        if (lineEnds(bytes[at], END_OF_LINE)) {
          chunkLeft = Integer.parseInt(line.toString().strip(), 16);
          part = chunkLeft == 0 ? Part.OVER : Part.CHUNK;
          line.setLength(0);
        }
        yield at + 1;
      }
      case CHUNK -> {
        int count = Math.min(chunkLeft, length - at);
        out.write(bytes, at, count);
        chunkLeft -= count;
        if (chunkLeft == 0) {
          part = Part.CHUNK_END;
        }
        yield at + count;
      }
      case CHUNK_END -> {
        if (bytes[at] == '\n') {
          part = Part.SIZE;
        }
        yield at + 1;
      }
      case OVER -> length;
    };
  }

  private boolean lineEnds(byte next, String end) {
    line.append((char) (next & 0xff));
    return line.indexOf(end, line.length() - end.length()) >= 0;
  }

  /** The translated head. It also tells how the body that follows is translated. */
  private String head() {
    StringBuilder head = new StringBuilder();
    boolean chunked = false;
    boolean closes = client == Client.OLD;
    for (String header : line.toString().split(END_OF_LINE)) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("transfer-encoding:")) {
        chunked = true;
      } else if (lower.startsWith("connection:")) {
        closes |= lower.contains("close");
      } else {
        head.append(header).append(END_OF_LINE);
      }
    }
    part = chunked ? Part.SIZE : Part.BODY;
    last |= chunked;
    return head.append(closes || chunked ? "Connection: close" : "Connection: keep-alive")
        .append(END_OF_LINE)
        .append(END_OF_LINE)
        .toString();
  }
}
