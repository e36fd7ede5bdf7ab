package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.persistence.DatabaseAddress;
import dev.drover.persistence.RealPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Clients that keep connections and do not get on; the server's patience is two seconds. */
@ExtendWith(RealPostgres.class)
@Timeout(60)
class SlowClientTest {
  private static final int CLIENTS = 20;

  @TempDir private Path home;
  private Server server;

  @BeforeEach
  void start(DatabaseAddress address) {
    server = Server.start(TestConfig.of(home, address, Map.of(Setting.REQUEST_PATIENCE, "2")));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /**
   * Sends the beginning at once and the rest byte by byte, slower than the patience allows, until
   * the server ends it.
   *
   * @return how long the server bore with it
   */
  private Duration bornWith(String atOnce, String byteByByte) throws Exception {
    long began = System.nanoTime();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
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
    } catch (java.net.SocketTimeoutException stillThere) {
      return false;
    }
  }

  private void checkCutOff(String atOnce, String byteByByte) throws Exception {
    Api api = new Api(server.port());
    api.get("/task/stats");
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Duration>> slow = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        slow.add(clients.submit(() -> bornWith(atOnce, byteByByte)));
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

  @Test
  void a_client_that_says_nothing_is_cut_off_and_others_are_answered_meanwhile() throws Exception {
    checkCutOff("", "");
  }

  @Test
  void a_request_line_that_comes_byte_by_byte_is_cut_off() throws Exception {
    checkCutOff("", "GET /api/v1/task" + "?a".repeat(100));
  }

  @Test
  void headers_that_come_byte_by_byte_are_cut_off() throws Exception {
    checkCutOff("GET /api/v1/task HTTP/1.1\r\nHost: 127.0.0.1\r\n", "X-Slow: " + "a".repeat(100));
  }

  @Test
  void a_body_that_never_comes_is_cut_off() throws Exception {
    checkCutOff(post(1_000), "");
  }

  @Test
  void a_body_that_comes_byte_by_byte_is_cut_off() throws Exception {
    checkCutOff(post(1_000), "{" + " ".repeat(100));
  }

  @Test
  void an_upload_that_stands_still_is_cut_off_and_leaves_nothing() throws Exception {
    checkCutOff(
        "PUT /api/v1/materials/a.png HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\n\u0089PNG",
        "");
    assertThat(new Api(server.port()).get("/materials").data().path("total").asInt()).isZero();
  }

  private static String post(int length) {
    return "POST /api/v1/task HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }
}
