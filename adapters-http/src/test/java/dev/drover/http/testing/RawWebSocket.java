package dev.drover.http.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A WebSocket byte by byte, so that a test can break every rule of it. For one thread. */
public final class RawWebSocket implements AutoCloseable {
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  public static final int PONG = 10;

  private static final byte[] MASK = {7, 11, 13, 17};

  /** The example of RFC 6455, and what a server answers to it. */
  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

  private final Socket socket;
  private final DataInputStream in;

  /**
   * A frame of the server's.
   *
   * @param kind such as {@link #TEXT}
   */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  public record Frame(int kind, byte[] content) {
    public String text() {
      return new String(content, StandardCharsets.UTF_8);
    }

    public int closeCode() {
      return kind == CLOSE && content.length >= 2 ? ByteBuffer.wrap(content).getShort() : -1;
    }

    public String closeReason() {
      return new String(content, 2, content.length - 2, StandardCharsets.UTF_8);
    }
  }

  private RawWebSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
  }

  /** The server's own origin, as a header line. */
  public static String ownOrigin(int port) {
    return "Origin: http://127.0.0.1:" + port;
  }

  /** The head of a request for a socket, with these further lines and without the empty one. */
  public static String head(int port, String... lines) {
    return String.join(
        "\r\n",
        "GET /api/v1/live HTTP/1.1",
        "Host: 127.0.0.1:" + port,
        "Upgrade: websocket",
        "Connection: keep-alive, Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: " + KEY,
        String.join("\r\n", lines));
  }

  /** Asks for a socket, and returns the answer of a server that refuses it. */
  public static RawHttp.Answer refused(int port, String head) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(bytes(head.stripTrailing() + "\r\n\r\n"));
      return RawHttp.parsed(socket.getInputStream());
    }
  }

  /** Opens a socket from the server's own origin. */
  public static RawWebSocket open(int port, String... lines) throws IOException {
    return open(port, 64 * 1024, lines);
  }

  /**
   * Opens a socket.
   *
   * @param room how many bytes the system keeps for a client that does not read
   */
  public static RawWebSocket open(int port, int room, String... lines) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(room);
    socket.setSoTimeout(20_000);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    String[] all = Arrays.copyOf(lines, lines.length + 1);
    all[lines.length] = ownOrigin(port);
    socket.getOutputStream().write(bytes(head(port, all) + "\r\n\r\n"));
    RawWebSocket open = new RawWebSocket(socket);
    String answer = open.answer();
    if (!answer.startsWith("HTTP/1.1 101 ") || !answer.contains(ACCEPT)) {
      socket.close();
      throw new AssertionError("no socket was opened: " + answer);
    }
    return open;
  }

  private String answer() throws IOException {
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n") < 0) {
      answer.append((char) in.readUnsignedByte());
    }
    return answer.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public void text(String text) throws IOException {
    frame(TEXT, true, bytes(text));
  }

  /** Asks for pictures of these phones, as often as is allowed. */
  public void show(String... serials) throws IOException {
    StringBuilder list = new StringBuilder("{\"show\":[");
    for (String serial : serials) {
      list.append(list.charAt(list.length() - 1) == '[' ? "" : ",")
          .append("{\"serial\":\"" + serial + "\",\"width\":240,\"per_second\":30}");
    }
    text(list + "]}");
  }

  public void frame(int kind, boolean last, byte[] content) throws IOException {
    raw((last ? 0x80 : 0) | kind, 0x80, content.length, content);
  }

  /**
   * Sends a frame as it is.
   *
   * @param masked 0x80, or 0 for a frame that breaks the rule
   * @param length what the frame says; the content may be shorter
   */
  public void raw(int first, int masked, long length, byte[] content) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(first);
    if (length < 126) {
      frame.write(masked | (int) length);
    } else if (length < 65_536) {
      frame.write(masked | 126);
      frame.writeBytes(ByteBuffer.allocate(2).putShort((short) length).array());
    } else {
      frame.write(masked | 127);
      frame.writeBytes(ByteBuffer.allocate(8).putLong(length).array());
    }
    byte[] hidden = content.clone();
    if (masked != 0) {
      frame.writeBytes(MASK);
      for (int i = 0; i < hidden.length; i++) {
        hidden[i] ^= MASK[i % MASK.length];
      }
    }
    frame.writeBytes(hidden);
    socket.getOutputStream().write(frame.toByteArray());
  }

  /** Waits for the next frame. */
  public Frame next() throws IOException {
    int kind = in.readUnsignedByte() & 0x0f;
    int length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = Math.toIntExact(in.readLong());
    }
    byte[] content = new byte[length];
    in.readFully(content);
    return new Frame(kind, content);
  }

  /** Waits for a frame of this kind; others before it are passed over. */
  public Frame next(int kind) throws IOException {
    Frame frame = next();
    while (frame.kind() != kind) {
      frame = next();
    }
    return frame;
  }

  /** Waits for the end of the connection after the last frame. */
  public boolean isOver() throws IOException {
    return in.read() < 0;
  }

  public Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
