package dev.drover.benchmarks.api;

import dev.drover.benchmarks.measure.Sample;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Sends requests over a number of connections, each the next one as soon as the one before is
 * answered. One thread serves all of them and parses only the length of an answer, so that it takes
 * as little as possible of the cores that the server needs, too.
 */
final class LoadClient {
  private static final int BUFFER = 256 * 1024;
  private static final byte[] HEAD_END = ascii("\r\n\r\n");
  private static final byte[] LAST_CHUNK = ascii("\r\n0\r\n\r\n");

  private LoadClient() {}

  /**
   * What came of it.
   *
   * @param perSecond answers
   * @param millis how long each took
   */
  record Result(double perSecond, Sample millis) {}

  /** A request without a body. */
  static byte[] get(int port, String path) {
    return ascii("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n");
  }

  static byte[] post(int port, String path, String json) {
    return ascii(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost:"
            + port
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + json.length()
            + "\r\n\r\n"
            + json);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static final class Connection {
    private final byte[] bytes = new byte[BUFFER];
    private final ByteBuffer answer = ByteBuffer.wrap(bytes);
    private ByteBuffer request = ByteBuffer.allocate(0);
    private long sentAt;
  }

  /**
   * Runs until {@code most} requests are answered, or until the time is over and there are as many
   * answers as connections.
   *
   * @param requests gives each request
   * @throws IOException if a request is not answered with 200
   */
  static Result run(
      int port, int connections, Supplier<byte[]> requests, long most, Duration atMost)
      throws IOException {
    Sample millis = new Sample();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < connections; i++) {
        SocketChannel channel =
            SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        Connection connection = new Connection();
        channel.register(selector, SelectionKey.OP_READ, connection);
      }
      try {
        long began = System.nanoTime();
        long end = began + atMost.toNanos();
        long sent = 0;
        for (SelectionKey key : selector.keys()) {
          send(key, requests.get());
          sent++;
        }
        long answered = 0;
        // Slow answers count, too: each connection gets one on average, however long that takes.
        while (answered < most && (System.nanoTime() < end || answered < connections)) {
          selector.select(1_000);
          Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
          while (ready.hasNext()) {
            SelectionKey key = ready.next();
            ready.remove();
            Connection connection = (Connection) key.attachment();
            if (key.isWritable() && !write(key)) {
              continue;
            }
            if (key.isReadable() && read(key)) {
              millis.add((System.nanoTime() - connection.sentAt) / 1e6);
              answered++;
              if (sent < most) {
                send(key, requests.get());
                sent++;
              }
            }
          }
        }
        return new Result(answered / ((System.nanoTime() - began) / 1e9), millis);
      } finally {
        for (SelectionKey key : selector.keys()) {
          key.channel().close();
        }
      }
    }
  }

  private static void send(SelectionKey key, byte[] request) throws IOException {
    Connection connection = (Connection) key.attachment();
    connection.answer.clear();
    connection.request = ByteBuffer.wrap(request);
    connection.sentAt = System.nanoTime();
    write(key);
  }

  /** Returns whether all of the request is written. */
  private static boolean write(SelectionKey key) throws IOException {
    Connection connection = (Connection) key.attachment();
    ((SocketChannel) key.channel()).write(connection.request);
    boolean all = !connection.request.hasRemaining();
    key.interestOps(all ? SelectionKey.OP_READ : SelectionKey.OP_WRITE);
    return all;
  }

  /** Returns whether the answer is complete. */
  private static boolean read(SelectionKey key) throws IOException {
    Connection connection = (Connection) key.attachment();
    ByteBuffer answer = connection.answer;
    if (((SocketChannel) key.channel()).read(answer) < 0) {
      throw new IOException("the server has closed a connection");
    }
    byte[] bytes = connection.bytes;
    int length = answer.position();
    int head = indexOf(bytes, length, HEAD_END);
    if (head < 0) {
      return false;
    }
    if (bytes[9] != '2') {
      throw new IOException(
          "a request was refused: " + new String(bytes, 0, length, StandardCharsets.UTF_8));
    }
    String fields = new String(bytes, 0, head, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
    int field = fields.indexOf("\ncontent-length:");
    if (field >= 0) {
      int from = field + "\ncontent-length:".length();
      int to = fields.indexOf('\r', from);
      long body = Long.parseLong(fields.substring(from, to < 0 ? fields.length() : to).strip());
      return length >= head + HEAD_END.length + body;
    }
    return length >= LAST_CHUNK.length
        && indexOf(bytes, length, LAST_CHUNK) == length - LAST_CHUNK.length;
  }

  private static int indexOf(byte[] bytes, int length, byte[] wanted) {
    for (int i = 0; i <= length - wanted.length; i++) {
      int matched = 0;
      while (matched < wanted.length && bytes[i + matched] == wanted[matched]) {
        matched++;
      }
      if (matched == wanted.length) {
        return i;
      }
    }
    return -1;
  }
}
