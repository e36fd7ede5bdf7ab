package dev.drover.http.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

/** Clients that keep a connection and do not get on. */
public final class SlowClient {
  public static final int CLIENTS = 20;

  private SlowClient() {}

  /**
   * Sends the beginning at once and the rest byte by byte, slower than the patience allows, until
   * the server ends it.
   *
   * @return how long the server bore with it
   */
  private static Duration bornWith(int port, String atOnce, String byteByByte) throws Exception {
    long began = System.nanoTime();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(atOnce.getBytes(StandardCharsets.US_ASCII));
      for (byte next : byteByByte.getBytes(StandardCharsets.US_ASCII)) {
        socket.setSoTimeout(300);
        if (isCutOff(socket.getInputStream())) {
          return Duration.ofNanos(System.nanoTime() - began);
        }
        socket.getOutputStream().write(next);
      }
      socket.setSoTimeout(30_000);
      if (isCutOff(socket.getInputStream())) {
        return Duration.ofNanos(System.nanoTime() - began);
      }
      throw new AssertionError("it was answered");
    } catch (SocketException reset) {
      return Duration.ofNanos(System.nanoTime() - began);
    }
  }

  /** Waits as long as the socket's time-out for the end of the connection. */
  private static boolean isCutOff(InputStream in) throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException stillThere) {
      return false;
    }
  }

  /**
   * Checks that clients which send the beginning of a request at once and the rest byte by byte are
   * cut off within 1 to 20 seconds, and that other clients are answered meanwhile.
   */
  public static void checkCutOff(int port, String atOnce, String byteByByte) throws Exception {
    Api api = new Api(port);
    api.get("/task/stats");
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Duration>> slow = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        slow.add(clients.submit(() -> bornWith(port, atOnce, byteByByte)));
      }
      int answered = 0;
      while (slow.stream().anyMatch(client -> !client.isDone())) {
        assertThat(api.get("/task/stats").code()).isZero();
        answered++;
      }
      assertThat(answered).as("requests of others meanwhile").isPositive();
      for (Future<Duration> client : slow) {
        assertThat(client.get(1, TimeUnit.SECONDS))
            .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(20));
      }
    }
  }

  /** A client that has room for little, and has asked for something. */
  public static Socket asked(int port, String path) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.setSoTimeout(20_000);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket
        .getOutputStream()
        .write(
            ("GET /api/v1" + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** How many connections the server says that it has. */
  public static int connections(int port) throws IOException {
    return RawHttp.send(port, "GET /observe/metrics HTTP/1.1\nHost: 127.0.0.1", "")
        .body()
        .lines()
        .filter(line -> line.startsWith("drover_http_connections "))
        .mapToInt(line -> (int) Double.parseDouble(line.split(" ")[1]))
        .sum();
  }

  public static void awaitConnections(int port, IntPredicate wanted, String what)
      throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!wanted.test(connections(port))) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      Passing.untilNextLook();
    }
  }

  /** What can still be read of an answer, until it ends, is cut off, or no more comes. */
  public static int rest(Socket socket) throws IOException {
    int read = 0;
    byte[] buffer = new byte[64 * 1024];
    try {
      int length = socket.getInputStream().read(buffer);
      while (length >= 0) {
        read += length;
        length = socket.getInputStream().read(buffer);
      }
    } catch (SocketException | SocketTimeoutException end) {
      return read;
    }
    return read;
  }
}
