package dev.drover.http.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.http.connection.HttpPort.PortUnavailable;
import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.RawHttp;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code localhost} means 127.0.0.1 to some clients and ::1 to others. */
class BothLoopbacksTest {
  private static final InetAddress FOUR = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress SIX = InetAddress.ofLiteral("::1");

  private static boolean hasIpv6() {
    try (ServerSocket _ = new ServerSocket(0, 1, SIX)) {
      return true;
    } catch (IOException none) {
      return false;
    }
  }

  private static RawHttp.Answer get(InetAddress at, int port, String host) throws IOException {
    try (Socket socket = new Socket(at, port)) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              ("GET /api/v1/task/stats HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return RawHttp.parsed(socket.getInputStream());
    }
  }

  @Test
  void the_same_server_answers_at_both() throws Exception {
    assumeTrue(hasIpv6());
    try (ApiUnderTest server = ApiUnderTest.start()) {
      int port = server.port();
      for (InetAddress address : List.of(FOUR, SIX)) {
        for (String host : List.of("localhost:" + port, "[::1]:" + port, "127.0.0.1:" + port)) {
          assertThat(get(address, port, host).code()).as("%s %s", address, host).isZero();
        }
        assertThat(get(address, port, "evil.example").code()).isEqualTo(40302);
      }
    }
  }

  @Test
  void connections_to_both_count_for_one_limit() throws Exception {
    assumeTrue(hasIpv6());
    try (ApiUnderTest server = ApiUnderTest.with().mostConnections(2).start();
        Socket first = kept(SIX, server.port());
        Socket second = kept(FOUR, server.port())) {
      assertThat(get(SIX, server.port(), "localhost").code()).isZero();
      assertThat(first.getInputStream().read()).as("the idle one made room").isNegative();
      assertThat(second.isConnected()).isTrue();
    }
  }

  /** A connection that has been answered once. */
  private static Socket kept(InetAddress at, int port) throws IOException {
    Socket socket = new Socket(at, port);
    socket.setSoTimeout(20_000);
    socket
        .getOutputStream()
        .write(
            "GET /api/v1/task/stats HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    assertThat(RawHttp.parsed(socket.getInputStream()).code()).isZero();
    return socket;
  }

  @Test
  void after_the_end_nobody_listens_at_either() throws Exception {
    assumeTrue(hasIpv6());
    int port;
    try (ApiUnderTest server = ApiUnderTest.start()) {
      port = server.port();
    }
    for (InetAddress address : List.of(FOUR, SIX)) {
      assertThatThrownBy(() -> new Socket(address, port).close())
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void a_free_port_is_the_same_at_both() throws Exception {
    assumeTrue(hasIpv6());
    List<HttpPort> ports = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        HttpPort port = HttpPort.bind("localhost", 0);
        ports.add(port);
        for (InetAddress address : List.of(FOUR, SIX)) {
          new Socket(address, port.number()).close();
        }
      }
    } finally {
      ports.forEach(HttpPort::close);
    }
  }

  @Test
  void a_port_that_is_taken_at_either_is_refused_and_the_other_given_back() throws Exception {
    assumeTrue(hasIpv6());
    for (InetAddress taken : List.of(FOUR, SIX)) {
      InetAddress other = taken.equals(FOUR) ? SIX : FOUR;
      try (ServerSocket program = new ServerSocket(0, 1, taken)) {
        int port = program.getLocalPort();

        assertThatThrownBy(() -> HttpPort.bind("localhost", port))
            .isInstanceOf(PortUnavailable.class)
            .hasMessage(
                "port %d of %s is in use; stop that program, or start with another --port",
                port, taken.equals(FOUR) ? "127.0.0.1" : "::1");
        try (ServerSocket free = new ServerSocket()) {
          free.bind(new InetSocketAddress(other, port));
          assertThat(free.isBound()).isTrue();
        }
      }
    }
  }

  @Test
  void one_address_alone_may_be_chosen() throws Exception {
    assumeTrue(hasIpv6());
    try (HttpPort port = HttpPort.bind("127.0.0.1", 0)) {
      new Socket(FOUR, port.number()).close();
      assertThatThrownBy(() -> new Socket(SIX, port.number()).close())
          .isInstanceOf(ConnectException.class);
    }
    try (HttpPort port = HttpPort.bind("::1", 0)) {
      new Socket(SIX, port.number()).close();
      assertThatThrownBy(() -> new Socket(FOUR, port.number()).close())
          .isInstanceOf(ConnectException.class);
    }
  }
}
