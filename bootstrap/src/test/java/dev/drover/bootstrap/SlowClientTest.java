package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.server.Server;
import dev.drover.persistence.DatabaseAddress;
import dev.drover.persistence.RealPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
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
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
  private static final int LARGE = 4 * 1024 * 1024;
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

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
    } catch (SocketTimeoutException stillThere) {
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

  /** Larger than what the system keeps of an answer on its way. */
  private void uploadLargePicture() throws Exception {
    byte[] picture = new byte[LARGE];
    System.arraycopy(PNG, 0, picture, 0, PNG.length);
    Api.Answer kept =
        new Api(server.port()).upload("/materials/large.png", BodyPublishers.ofByteArray(picture));
    assertThat(kept.code()).as(kept.message()).isZero();
  }

  /** A client that has room for little, and has asked for something. */
  private Socket asked(String path) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.setSoTimeout(20_000);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    socket
        .getOutputStream()
        .write(
            ("GET /api/v1" + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** How many connections the server says that it has. */
  private int connections() throws IOException {
    return RawHttp.send(server.port(), "GET /observe/metrics HTTP/1.1\nHost: 127.0.0.1", "")
        .body()
        .lines()
        .filter(line -> line.startsWith("drover_http_connections "))
        .mapToInt(line -> (int) Double.parseDouble(line.split(" ")[1]))
        .sum();
  }

  private void awaitConnections(IntPredicate wanted, String what) throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!wanted.test(connections())) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      Passing.untilNextLook();
    }
  }

  /** What can still be read of an answer, until it ends, is cut off, or no more comes. */
  private static int rest(Socket socket) throws IOException {
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

  @Test
  void an_answer_that_nobody_takes_is_cut_off() throws Exception {
    uploadLargePicture();
    int before = connections();
    List<Socket> clients = new ArrayList<>();
    try {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(asked("/materials/1/content"));
      }
      awaitConnections(count -> count >= CLIENTS, "all of them are connected");
      awaitConnections(count -> count <= before, "none of them is any more");
      for (Socket client : clients) {
        assertThat(rest(client)).isLessThan(LARGE);
      }
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  @Test
  void an_answer_that_is_taken_slowly_but_steadily_comes_to_its_end() throws Exception {
    uploadLargePicture();
    int read = 0;
    try (Socket client = asked("/materials/1/content")) {
      for (int i = 0; i < 12; i++) {
        read += client.getInputStream().readNBytes(LARGE / 16).length;
        Passing.time(Duration.ofMillis(400));
      }
      client.setSoTimeout(1_000);
      read += rest(client);
    }
    assertThat(read).isGreaterThan(LARGE);
  }

  @Test
  void a_listener_that_does_not_take_its_events_is_cut_off() throws Exception {
    Api api = new Api(server.port());
    String users =
        IntStream.range(0, 300)
            .mapToObj(i -> "'@somebody_with_a_long_name_" + i + "'")
            .collect(Collectors.joining(","));
    api.get("/task/stats");
    int before = connections();
    try (Socket listener = asked("/events")) {
      assertThat(new String(listener.getInputStream().readNBytes(15), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 200 OK");
      awaitConnections(count -> count > before, "it is connected");
      for (int i = 0; i < 10; i++) {
        api.create(
            "{'serials': ['P1'], 'script_name': 'follow', 'script_config': {'target_users': ["
                + users
                + "]}}");
      }
      awaitConnections(count -> count <= before, "it is not any more");
    }
  }

  private static String post(int length) {
    return "POST /api/v1/task HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }
}
