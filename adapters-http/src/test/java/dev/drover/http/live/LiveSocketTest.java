package dev.drover.http.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.domain.access.AccessScope;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.node.NodeId;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.Browser;
import dev.drover.http.testing.LogLines;
import dev.drover.http.testing.OpenApiContract;
import dev.drover.http.testing.Passing;
import dev.drover.http.testing.RawHttp;
import dev.drover.http.testing.RawWebSocket;
import dev.drover.http.testing.RawWebSocket.Frame;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class LiveSocketTest {
  private final ApiUnderTest server = ApiUnderTest.start();

  @AfterEach
  void stop() {
    server.close();
  }

  /** The header of a picture. */
  private static JsonNode header(Frame picture) throws IOException {
    ByteBuffer message = ByteBuffer.wrap(picture.content());
    byte[] header = new byte[message.getInt()];
    message.get(header);
    JsonNode read = Api.JSON.readTree(header);
    OpenApiContract.served().checkLiveMessage("picture", read);
    return read;
  }

  private static JsonNode problem(Frame frame) throws IOException {
    JsonNode read = Api.JSON.readTree(frame.text());
    OpenApiContract.served().checkLiveMessage("problem", read);
    return read;
  }

  @Test
  void a_phone_that_is_shown_sends_pictures() throws Exception {
    server.connect("A");
    byte[] png = server.phones().screenshot(new DeviceSerial("A"));
    server.phones().paint(png);
    try (RawWebSocket socket = RawWebSocket.open(server.port())) {
      socket.show("A");
      Frame first = socket.next(RawWebSocket.BINARY);
      JsonNode header = header(first);
      assertThat(header.path("serial").asText()).isEqualTo("A");
      assertThat(header.path("type").asText()).isEqualTo("image/png");
      assertThat(header.path("screen_width").asInt()).isEqualTo(1080);
      assertThat(header.path("taken_at").asText()).isEqualTo("2026-11-24T10:00:00Z");
      assertThat(first.content()).endsWith(png);
      assertThat(header(socket.next(RawWebSocket.BINARY))).isEqualTo(header);
    }
  }

  @Test
  void a_new_list_replaces_the_one_before() throws Exception {
    server.connect("A");
    server.connect("B");
    try (RawWebSocket socket = RawWebSocket.open(server.port())) {
      socket.show("A");
      assertThat(header(socket.next(RawWebSocket.BINARY)).path("serial").asText()).isEqualTo("A");
      socket.show("B");
      String last = "A";
      while (last.equals("A")) {
        last = header(socket.next(RawWebSocket.BINARY)).path("serial").asText();
      }
      for (int i = 0; i < 5; i++) {
        assertThat(header(socket.next(RawWebSocket.BINARY)).path("serial").asText()).isEqualTo("B");
      }
    }
  }

  @Test
  void nothing_is_taken_when_nobody_watches() throws Exception {
    server.connect("A");
    try (RawWebSocket socket = RawWebSocket.open(server.port())) {
      socket.show("A");
      Frame _ = socket.next(RawWebSocket.BINARY);
      assertThat(metric("drover_live_phones")).isEqualTo(1);
      socket.show();
      awaitMetric("drover_live_phones", 0);
    }
    awaitMetric("drover_live_sockets", 0);
    double taken = metric("drover_live_pictures_taken_total");
    Passing.time(Duration.ofMillis(200));
    assertThat(metric("drover_live_pictures_taken_total")).isEqualTo(taken);
    assertThat(metric("drover_live_pictures_sent_total")).isBetween(1.0, taken);
  }

  private double metric(String name) throws IOException {
    return RawHttp.send(server.port(), "GET /observe/metrics HTTP/1.1\nHost: 127.0.0.1", "")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.split(" ")[1]))
        .sum();
  }

  private void awaitMetric(String name, double value) throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (metric(name) != value) {
      assertThat(System.nanoTime()).as(name).isLessThan(deadline);
      Passing.untilNextLook();
    }
  }

  @Test
  void a_phone_that_gives_no_picture_says_why() throws Exception {
    server.connect("A");
    server.phones().takeOffline("A");
    try (RawWebSocket socket = RawWebSocket.open(server.port())) {
      socket.show("A", "UNKNOWN");
      JsonNode one = problem(socket.next(RawWebSocket.TEXT));
      JsonNode other = problem(socket.next(RawWebSocket.TEXT));
      assertThat(List.of(one.path("serial").asText(), other.path("serial").asText()))
          .containsExactlyInAnyOrder("A", "UNKNOWN");
      server.phones().bringOnline("A");
      assertThat(header(socket.next(RawWebSocket.BINARY)).path("serial").asText()).isEqualTo("A");
    }
  }

  @Test
  void of_a_phone_of_another_server_that_server_is_named() throws Exception {
    server
        .storage()
        .devices()
        .save(
            new NodeId("node-2"),
            new Device(
                new DeviceSerial("FAR"),
                List.of(),
                "Far",
                "14",
                DeviceState.ONLINE,
                OptionalInt.empty(),
                Optional.empty()));
    try (RawWebSocket socket = RawWebSocket.open(server.port())) {
      socket.show("FAR");
      assertThat(problem(socket.next(RawWebSocket.TEXT)).path("problem").asText())
          .isEqualTo("phone FAR belongs to the server node-2; watch it on that server's page");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "1007 | not JSON | JSON",
        "1007 | {\"show\":[]} x | JSON",
        "1008 | {} | show must be a list",
        "1008 | [] | show must be a list",
        "1008 | {\"show\":[{\"serial\":\"A\",\"width\":0,\"per_second\":1}]} | show/0/width",
        "1008 | {\"show\":[{\"serial\":\"A\",\"width\":1e9,\"per_second\":1}]} | show/0/width",
        "1008 | {\"show\":[{\"serial\":\"A\",\"width\":9,\"per_second\":0}]} | show/0/per_second",
        "1008 | {\"show\":[{\"serial\":\"A\",\"width\":9,\"per_second\":31}]} | show/0/per_second",
        "1008 | {\"show\":[{\"serial\":\"A;B\",\"width\":9,\"per_second\":1}]} | show/0/serial",
        "1008 | {\"show\":[],\"focus\":7} | focus",
      })
  void a_wrong_message_closes_the_socket_and_is_told_why(int code, String message, String reason)
      throws Exception {
    try (RawWebSocket socket = RawWebSocket.open(server.port())) {
      socket.text(message);
      Frame close = socket.next(RawWebSocket.CLOSE);
      assertThat(close.closeCode()).isEqualTo(code);
      assertThat(close.closeReason()).contains(reason);
    }
  }

  @Test
  void more_than_500_phones_are_too_many() throws Exception {
    String[] many = new String[501];
    for (int i = 0; i < many.length; i++) {
      many[i] = "P" + i;
    }
    try (RawWebSocket socket = RawWebSocket.open(server.port())) {
      socket.show(many);
      assertThat(socket.next(RawWebSocket.CLOSE).closeReason()).contains("at most 500");
    }
  }

  @Test
  void a_message_in_fragments_with_a_ping_between_is_read() throws Exception {
    server.connect("A");
    try (RawWebSocket socket = RawWebSocket.open(server.port())) {
      String text = "{\"show\":[{\"serial\":\"A\",\"width\":240,\"per_second\":1}],\"x\":\"ü\"}";
      byte[] whole = text.getBytes(StandardCharsets.UTF_8);
      int middleOfTheUmlaut = whole.length - 3;
      socket.frame(RawWebSocket.TEXT, false, Arrays.copyOf(whole, middleOfTheUmlaut));
      socket.frame(RawWebSocket.PING, true, new byte[] {42});
      assertThat(socket.next().kind()).isEqualTo(RawWebSocket.PONG);
      socket.frame(0, true, Arrays.copyOfRange(whole, middleOfTheUmlaut, whole.length));
      assertThat(socket.next().kind()).isEqualTo(RawWebSocket.BINARY);
    }
  }

  @Test
  void a_close_is_answered() throws Exception {
    try (RawWebSocket socket = RawWebSocket.open(server.port())) {
      socket.frame(RawWebSocket.CLOSE, true, new byte[] {3, (byte) 232});
      assertThat(socket.next().closeCode()).isEqualTo(1000);
      assertThat(socket.isOver()).isTrue();
    }
  }

  @Test
  void a_request_that_asks_for_no_websocket_is_told_so() throws Exception {
    RawHttp.Answer answer =
        RawHttp.send(
            server.port(),
            "GET /api/v1/live HTTP/1.1\nHost: 127.0.0.1:"
                + server.port()
                + "\n"
                + RawWebSocket.ownOrigin(server.port()),
            "");
    assertThat(answer.code()).isEqualTo(40001);
    assertThat(answer.body()).contains("WebSocket");
  }

  @Test
  void a_silent_client_is_dropped_and_one_that_answers_is_not() throws Exception {
    try (ApiUnderTest impatient = ApiUnderTest.with().patience(Duration.ofMillis(400)).start();
        RawWebSocket silent = RawWebSocket.open(impatient.port());
        RawWebSocket alive = RawWebSocket.open(impatient.port())) {
      for (int i = 0; i < 5; i++) {
        assertThat(alive.next().kind()).isEqualTo(RawWebSocket.PING);
        alive.frame(RawWebSocket.PONG, true, new byte[0]);
      }
      assertThat(silent.next(RawWebSocket.CLOSE).closeReason()).contains("no sign of life");
      assertThat(alive.next().kind()).isEqualTo(RawWebSocket.PING);
    }
  }

  @Test
  void a_session_ends_its_socket_when_it_expires() throws Exception {
    try (ApiUnderTest impatient =
        ApiUnderTest.with().keyDemanded().patience(Duration.ofMillis(400)).start()) {
      Browser browser =
          Browser.signedIn(impatient.port(), impatient.key("reader", AccessScope.READ));
      try (RawWebSocket socket =
          RawWebSocket.open(impatient.port(), "Cookie: " + browser.cookie())) {
        impatient.clock().advance(Duration.ofHours(13));
        assertThat(socket.next(RawWebSocket.CLOSE).closeReason()).contains("session has ended");
      }
    }
  }

  @Test
  void the_servers_end_closes_sockets_soon() throws Exception {
    try (ApiUnderTest ending = ApiUnderTest.start();
        RawWebSocket socket = RawWebSocket.open(ending.port())) {
      socket.show("A");
      Frame _ = socket.next(RawWebSocket.TEXT);
      long began = System.nanoTime();
      Thread end = Thread.ofVirtual().start(ending.http()::close);
      assertThat(socket.next(RawWebSocket.CLOSE).closeCode()).isEqualTo(1001);
      socket.frame(RawWebSocket.CLOSE, true, new byte[0]);
      end.join();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void who_watches_is_in_the_audit_log() throws Exception {
    server.connect("A");
    try (LogLines audit = LogLines.of("dev.drover.audit")) {
      try (RawWebSocket socket = RawWebSocket.open(server.port())) {
        socket.show("A");
        Frame _ = socket.next(RawWebSocket.BINARY);
        socket.show();
        socket.show("A", "B");
      }
      awaitMetric("drover_live_sockets", 0);
      assertThat(audit.messages())
          .containsExactly(
              "local from 127.0.0.1: began to watch phones, the first list has 1",
              "local from 127.0.0.1: ended watching phones, the longest list had 2");
    }
  }

  @Test
  void another_implementation_understands_it() throws Exception {
    server.connect("A");
    CompletableFuture<Integer> seen = new CompletableFuture<>();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          private int bytes;

          @Override
          public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            bytes += data.remaining();
            if (last) {
              seen.complete(bytes);
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
          }
        };
    try (HttpClient client = HttpClient.newHttpClient()) {
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .header("Origin", "http://127.0.0.1:" + server.port())
              .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/api/v1/live"), listener)
              .get(20, TimeUnit.SECONDS);
      socket
          .sendText("{\"show\":[{\"serial\":\"A\",\"width\":240,\"per_second\":5}]}", true)
          .get(20, TimeUnit.SECONDS);
      assertThat(seen.get(20, TimeUnit.SECONDS)).isGreaterThan(70);
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(20, TimeUnit.SECONDS);
      awaitMetric("drover_live_sockets", 0);
    }
  }
}
