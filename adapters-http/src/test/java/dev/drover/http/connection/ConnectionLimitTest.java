package dev.drover.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.LogLines;
import dev.drover.http.testing.Passing;
import dev.drover.http.testing.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that hold more connections than the server keeps, which are ten. */
@Timeout(120)
class ConnectionLimitTest {
  private static final int MOST = 10;
  private static final String STATS = "GET /api/v1/task/stats HTTP/1.1\nHost: 127.0.0.1";

  private ApiUnderTest server;
  private final List<Socket> held = new ArrayList<>();

  @BeforeEach
  void start() {
    server = ApiUnderTest.with().mostConnections(MOST).patience(Duration.ofSeconds(60)).start();
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : held) {
      socket.close();
    }
    server.close();
  }

  private Socket hold(String beginning) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(20_000);
    held.add(socket);
    socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static boolean isCutOff(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  private void checkAnswersWhileHeld(String beginning) throws Exception {
    try (LogLines lines = LogLines.of("dev.drover.http")) {
      for (int i = 0; i < 3 * MOST; i++) {
        hold(beginning);
        assertThat(RawHttp.send(server.port(), STATS, "").code()).isZero();
      }
      assertThat(
              lines
                  .await(event -> event.getFormattedMessage().contains("most-connections"))
                  .getFormattedMessage())
          .contains("there are 10 connections");
    }
    checkOldestAreCutOff();
  }

  /** As many as are kept at one time, at most, are still there. */
  private void checkOldestAreCutOff() throws IOException {
    for (Socket oldest : held.subList(0, 2 * MOST)) {
      assertThat(isCutOff(oldest)).isTrue();
    }
  }

  @Test
  void connections_on_which_nothing_is_sent_keep_nobody_out() throws Exception {
    checkAnswersWhileHeld("");
  }

  @Test
  void requests_that_never_end_their_head_keep_nobody_out() throws Exception {
    checkAnswersWhileHeld("GET /api/v1/task HTTP/1.1\r\nX-Slow: ");
  }

  @Test
  void connections_that_wait_for_another_request_keep_nobody_out() throws Exception {
    String stats = STATS.replace("\n", "\r\n") + "\r\n\r\n";
    for (int i = 0; i < 3 * MOST; i++) {
      Socket client = hold(stats);
      assertThat(RawHttp.parsed(client.getInputStream()).code()).isZero();
    }
    assertThat(RawHttp.send(server.port(), STATS, "").code()).isZero();
    checkOldestAreCutOff();
  }

  @Test
  void no_more_than_that_many_are_ever_served_and_when_some_end_others_come_in() throws Exception {
    String body =
        "POST /api/v1/task HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 100"
            + "\r\nExpect: 100-continue\r\n\r\n";
    for (int i = 0; i < MOST; i++) {
      // The server asks for the body, so it has begun with the request.
      assertThat(hold(body).getInputStream().readNBytes(25))
          .startsWith("HTTP/1.1 100".getBytes(StandardCharsets.US_ASCII));
    }
    for (int i = 0; i < MOST; i++) {
      assertThat(isCutOff(hold(""))).as("one more is refused").isTrue();
    }
    for (Socket busy : held.subList(0, MOST)) {
      busy.setSoTimeout(1);
      assertThat(isStillThere(busy)).as("those that are served stay").isTrue();
      busy.close();
    }
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!isAnswered()) {
      assertThat(System.nanoTime()).as("there is room again").isLessThan(deadline);
      Passing.untilNextLook();
    }
  }

  private static boolean isStillThere(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException silence) {
      return true;
    } catch (SocketException reset) {
      return false;
    }
  }

  private boolean isAnswered() {
    try {
      return RawHttp.send(server.port(), STATS, "").code() == 0;
    } catch (IOException refused) {
      return false;
    }
  }
}
