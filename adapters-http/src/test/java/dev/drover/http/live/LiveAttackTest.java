package dev.drover.http.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.access.AccessScope;
import dev.drover.domain.access.ApiKeyName;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.license.LicensePlan;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.Browser;
import dev.drover.http.testing.Passing;
import dev.drover.http.testing.RawHttp;
import dev.drover.http.testing.RawWebSocket;
import dev.drover.http.testing.SlowClient;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts to open a socket without leave, to keep one, and to wear the server down by one. */
@Timeout(60)
class LiveAttackTest {
  private static final int REFUSED = 40101;
  private static final int NO_API = 40301;
  private static final int CROSS_SITE = 40302;
  private static final int TOO_OFTEN = 42901;
  private static final int NOT_READY = 50301;

  private ApiUnderTest server = ApiUnderTest.with().keyDemanded().start();
  private String key = "";

  @BeforeEach
  void makeKey() {
    key = server.key("viewer", AccessScope.READ);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String keyLine() {
    return "X-API-Key: " + key;
  }

  private int refused(String... lines) throws IOException {
    return RawWebSocket.refused(server.port(), RawWebSocket.head(server.port(), lines)).code();
  }

  @Test
  void without_an_origin_there_is_no_socket() throws Exception {
    assertThat(refused(keyLine())).isEqualTo(CROSS_SITE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example",
        "null",
        "http://127.0.0.1:1",
        "http://127.0.0.1",
        "https://127.0.0.1.evil.example"
      })
  void a_foreign_origin_gets_no_socket(String origin) throws Exception {
    assertThat(refused(keyLine(), "Origin: " + origin)).isEqualTo(CROSS_SITE);
  }

  @Test
  void two_origins_get_no_socket() throws Exception {
    String own = RawWebSocket.ownOrigin(server.port());
    assertThat(refused(keyLine(), own, own)).isEqualTo(CROSS_SITE);
  }

  @Test
  void an_origin_that_may_call_the_api_gets_no_socket_either() throws Exception {
    try (ApiUnderTest open =
        ApiUnderTest.with().allowedOrigins("https://dashboard.example").start()) {
      RawHttp.Answer answer =
          RawWebSocket.refused(
              open.port(), RawWebSocket.head(open.port(), "Origin: https://dashboard.example"));
      assertThat(answer.code()).isEqualTo(CROSS_SITE);
    }
  }

  @Test
  void a_name_that_only_points_here_gets_no_socket() throws Exception {
    String head =
        RawWebSocket.head(server.port(), keyLine(), "Origin: http://evil.example:" + server.port())
            .replace("Host: 127.0.0.1", "Host: evil.example");
    assertThat(RawWebSocket.refused(server.port(), head).code()).isEqualTo(CROSS_SITE);
  }

  @Test
  void without_a_key_and_a_session_there_is_no_socket_where_a_key_is_demanded() throws Exception {
    assertThat(refused(RawWebSocket.ownOrigin(server.port()))).isEqualTo(REFUSED);
    assertThat(refused(RawWebSocket.ownOrigin(server.port()), "X-API-Key: drv_wrong"))
        .isEqualTo(REFUSED);
    assertThat(refused(RawWebSocket.ownOrigin(server.port()), "Cookie: drover_session=wrong"))
        .isEqualTo(REFUSED);
  }

  @Test
  void a_session_with_the_scope_read_is_enough_and_starter_has_the_page() throws Exception {
    try (ApiUnderTest starter =
        ApiUnderTest.with().keyDemanded().plan(LicensePlan.STARTER).start()) {
      String reader = starter.key("reader", AccessScope.READ);
      Browser browser = Browser.signedIn(starter.port(), reader);
      RawWebSocket.open(starter.port(), "Cookie: " + browser.cookie()).close();
      RawHttp.Answer program =
          RawWebSocket.refused(
              starter.port(),
              RawWebSocket.head(
                  starter.port(), "X-API-Key: " + reader, RawWebSocket.ownOrigin(starter.port())));
      assertThat(program.code()).as("a program needs a plan with the API").isEqualTo(NO_API);
    }
  }

  @Test
  void openings_count_as_requests() throws Exception {
    try (ApiUnderTest slow = ApiUnderTest.with().rate(1, 2).start()) {
      String head = RawWebSocket.head(slow.port(), RawWebSocket.ownOrigin(slow.port()));
      RawWebSocket.open(slow.port()).close();
      RawWebSocket.open(slow.port()).close();
      assertThat(RawWebSocket.refused(slow.port(), head).code()).isEqualTo(TOO_OFTEN);
    }
  }

  @Test
  void a_revoked_key_closes_its_socket_at_once() throws Exception {
    try (RawWebSocket socket = RawWebSocket.open(server.port(), keyLine())) {
      socket.show();
      server.storage().keys().revoke(new ApiKeyName("viewer"), server.clock().instant());
      assertEnds(socket, WebSocketError.POLICY, "revoked");
    }
  }

  @Test
  void an_ended_session_closes_its_socket_at_once() throws Exception {
    Browser browser = Browser.signedIn(server.port(), key);
    try (RawWebSocket socket = RawWebSocket.open(server.port(), "Cookie: " + browser.cookie())) {
      browser.delete("/session");
      assertEnds(socket, WebSocketError.POLICY, "session");
    }
  }

  @Test
  void a_revoked_key_cuts_off_even_a_client_that_reads_nothing() throws Exception {
    server.connect("A");
    try (RawWebSocket socket = RawWebSocket.open(server.port(), 4_096, keyLine())) {
      socket.show("A");
      server.storage().keys().revoke(new ApiKeyName("viewer"), server.clock().instant());
      String other = server.key("other", AccessScope.READ);
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (sockets(server, other) > 0) {
        assertThat(System.nanoTime()).as("it is cut off").isLessThan(deadline);
        Passing.untilNextLook();
      }
    }
  }

  private static int sockets(ApiUnderTest asked, String with) throws IOException {
    return RawHttp.send(
            asked.port(), "GET /observe/metrics HTTP/1.1\nHost: 127.0.0.1\nX-API-Key: " + with, "")
        .body()
        .lines()
        .filter(line -> line.startsWith("drover_live_sockets "))
        .mapToInt(line -> (int) Double.parseDouble(line.split(" ")[1]))
        .sum();
  }

  private static void assertEnds(RawWebSocket socket, int code, String reason) throws IOException {
    RawWebSocket.Frame close = socket.next(RawWebSocket.CLOSE);
    assertThat(close.closeCode()).isEqualTo(code);
    assertThat(close.closeReason()).contains(reason);
    socket.frame(RawWebSocket.CLOSE, true, new byte[0]);
    assertThat(socket.isOver()).isTrue();
  }

  @Test
  void there_are_not_too_many_sockets() throws Exception {
    List<RawWebSocket> open = new ArrayList<>();
    try {
      for (int i = 0; i < LiveRoutes.MOST_SOCKETS; i++) {
        open.add(RawWebSocket.open(server.port(), keyLine()));
      }
      assertThat(refused(keyLine(), RawWebSocket.ownOrigin(server.port()))).isEqualTo(NOT_READY);
      open.removeLast().close();
      long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      boolean again = false;
      while (!again && System.nanoTime() < deadline) {
        try {
          RawWebSocket.open(server.port(), keyLine()).close();
          again = true;
        } catch (AssertionError stillFull) {
          Passing.untilNextLook();
        }
      }
      assertThat(again).isTrue();
    } finally {
      for (RawWebSocket socket : open) {
        socket.close();
      }
    }
  }

  @Test
  void a_frame_that_says_it_is_large_is_refused_before_it_comes() throws Exception {
    try (RawWebSocket socket = RawWebSocket.open(server.port(), keyLine())) {
      socket.raw(0x80 | RawWebSocket.TEXT, 0x80, 1L << 40, new byte[0]);
      assertEnds(socket, WebSocketError.TOO_BIG, "");
    }
  }

  @Test
  void fragments_of_one_message_do_not_grow_beyond_its_limit() throws Exception {
    try (RawWebSocket socket = RawWebSocket.open(server.port(), keyLine())) {
      socket.frame(RawWebSocket.TEXT, false, new byte[40_000]);
      socket.frame(0, false, new byte[40_000]);
      assertEnds(socket, WebSocketError.TOO_BIG, "65536");
    }
  }

  @Test
  void a_message_without_an_end_is_cut_off() throws Exception {
    try (RawWebSocket socket = RawWebSocket.open(server.port(), keyLine())) {
      socket.frame(RawWebSocket.TEXT, false, new byte[0]);
      for (int i = 0; i < 2_000; i++) {
        socket.frame(0, false, new byte[0]);
      }
      assertEnds(socket, WebSocketError.POLICY, "too many");
    } catch (SocketException cutOff) {
      assertThat(cutOff).hasMessageMatching("(?i).*(broken pipe|reset|closed).*");
    }
  }

  @Test
  void an_unmasked_frame_is_refused() throws Exception {
    try (RawWebSocket socket = RawWebSocket.open(server.port(), keyLine())) {
      socket.raw(0x80 | RawWebSocket.TEXT, 0, 2, new byte[] {'{', '}'});
      assertEnds(socket, WebSocketError.PROTOCOL_ERROR, "mask");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x83, 0x8f, 0x80, 0xc1, 0x09})
  void frames_that_break_the_protocol_are_refused(int first) throws Exception {
    try (RawWebSocket socket = RawWebSocket.open(server.port(), keyLine())) {
      socket.raw(first, 0x80, 2, new byte[] {'{', '}'});
      assertEnds(socket, WebSocketError.PROTOCOL_ERROR, "");
    }
  }

  @Test
  void binary_messages_are_refused() throws Exception {
    try (RawWebSocket socket = RawWebSocket.open(server.port(), keyLine())) {
      socket.frame(RawWebSocket.BINARY, true, new byte[] {1});
      assertEnds(socket, WebSocketError.NO_BINARY, "JSON");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/v1/live HTTP/1.1\r\nHost: 127.0.0.1\r\n",
        "GET /api/v1/live HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
      })
  void a_handshake_that_trickles_is_cut_off(String beginning) throws Exception {
    try (ApiUnderTest impatient = ApiUnderTest.with().patience(Duration.ofSeconds(1)).start()) {
      SlowClient.checkCutOff(impatient.port(), beginning, "X-Slow: " + "a".repeat(100));
    }
  }

  @Test
  void a_reader_that_never_reads_is_cut_off_and_keeps_nobody_waiting() throws Exception {
    try (ApiUnderTest impatient = ApiUnderTest.with().patience(Duration.ofSeconds(1)).start()) {
      impatient.connect("A");
      byte[] large = Arrays.copyOf(impatient.phones().screenshot(new DeviceSerial("A")), 400_000);
      impatient.phones().paint(large);
      try (RawWebSocket stuck = RawWebSocket.open(impatient.port(), 4_096);
          RawWebSocket other = RawWebSocket.open(impatient.port())) {
        stuck.show("A");
        other.show("A");
        int shown = 0;
        while (sockets(impatient, "") > 1) {
          assertThat(other.next(RawWebSocket.BINARY).content()).hasSizeGreaterThan(large.length);
          shown++;
        }
        assertThat(shown).as("pictures for the other meanwhile").isPositive();
        assertThat(SlowClient.rest(stuck.socket()))
            .as("what the system had taken, and no more")
            .isLessThan(large.length);
        assertThat(other.next(RawWebSocket.BINARY).content()).isNotEmpty();
      }
    }
  }

  @Test
  void sockets_are_not_given_up_for_new_connections() throws Exception {
    try (ApiUnderTest small = ApiUnderTest.with().mostConnections(2).start();
        RawWebSocket socket = RawWebSocket.open(small.port())) {
      small.connect("A");
      Api api = small.client();
      for (int i = 0; i < 5; i++) {
        assertThat(api.get("/task/stats").code()).isZero();
      }
      socket.show("A");
      assertThat(socket.next(RawWebSocket.BINARY).content()).isNotEmpty();
    }
  }

  @Test
  void a_request_that_is_smuggled_behind_the_head_is_no_request() throws Exception {
    try (RawWebSocket socket = RawWebSocket.open(server.port(), keyLine())) {
      socket
          .socket()
          .getOutputStream()
          .write(
              "DELETE /api/v1/accounts/1 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      RawWebSocket.Frame close = socket.next();
      assertThat(close.closeCode()).isEqualTo(WebSocketError.PROTOCOL_ERROR);
    } catch (EOFException closed) {
      throw new AssertionError("it was not answered by a close frame", closed);
    }
  }
}
