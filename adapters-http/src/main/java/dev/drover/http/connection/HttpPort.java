package dev.drover.http.connection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port that this process listens on, at one address or at both loopback addresses. Clients can
 * connect from the start, and wait until the API answers them. So a server that can't have its port
 * finds out before it starts anything else.
 */
public final class HttpPort implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HttpPort.class);

  /** The host that stands for this machine's loopback addresses, 127.0.0.1 and ::1. */
  public static final String LOCALHOST = "localhost";

  /** Connections that the system keeps until the server has taken them on. */
  private static final int BACKLOG = 1024;

  /** How often a free port is looked for that is free at both addresses. */
  private static final int MOST_ATTEMPTS = 50;

  private static final InetAddress LOOPBACK_4 = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress LOOPBACK_6 = InetAddress.ofLiteral("::1");

  private final List<ServerSocketChannel> channels;
  private final int number;

  private HttpPort(List<ServerSocketChannel> channels, int number) {
    this.channels = List.copyOf(channels);
    this.number = number;
  }

  /**
   * Listens. {@value #LOCALHOST} listens at 127.0.0.1 and ::1, since clients may resolve that name
   * to either; on a machine that has one of them alone, at that one.
   *
   * @param host a name or an address of this machine
   * @param port 0 for any free one; the same at both addresses
   * @throws PortUnavailable if the port can't be had, at each address that this machine has
   */
  public static HttpPort bind(String host, int port) {
    return host.equalsIgnoreCase(LOCALHOST)
        ? bindLoopback(port)
        : of(List.of(listen(host, resolved(host), port)));
  }

  private static HttpPort of(List<ServerSocketChannel> channels) {
    return new HttpPort(channels, numberOf(channels.getFirst()));
  }

  private static InetAddress resolved(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException unknown) {
      throw new PortUnavailable(
          host + " is no name or address that this machine knows; start with another --host",
          unknown);
    }
  }

  private static HttpPort bindLoopback(int port) {
    if (!exists(LOOPBACK_6)) {
      log.debug("this machine has no ::1; listening at 127.0.0.1 alone");
      return of(List.of(listen("127.0.0.1", LOOPBACK_4, port)));
    }
    if (!exists(LOOPBACK_4)) {
      return of(List.of(listen("::1", LOOPBACK_6, port)));
    }
    for (int attempt = 1; ; attempt++) {
      ServerSocketChannel four = listen("127.0.0.1", LOOPBACK_4, port);
      try {
        return of(List.of(four, listen("::1", LOOPBACK_6, numberOf(four))));
      } catch (PortUnavailable taken) {
        close(four, taken);
        // Another program has the port at ::1. A free one is looked for again.
        if (port != 0 || attempt == MOST_ATTEMPTS) {
          throw taken;
        }
      }
    }
  }

  /** Whether this machine has an address, which a machine without IPv6 does not. */
  private static boolean exists(InetAddress address) {
    try (ServerSocketChannel probe = ServerSocketChannel.open()) {
      probe.bind(new InetSocketAddress(address, 0));
      return true;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException none) {
      log.debug("can't listen at {}", address, none);
      return false;
    }
  }

  private static ServerSocketChannel listen(String host, InetAddress address, int port) {
    ServerSocketChannel channel = open();
    try {
      channel.bind(new InetSocketAddress(address, port), BACKLOG);
      return channel;
    } catch (BindException refused) {
      close(channel, refused);
      throw new PortUnavailable(reason(host, address, port, refused), refused);
    } catch (IOException failed) {
      close(channel, failed);
      throw new PortUnavailable(
          "port " + port + " of " + host + " can't be listened on: " + failed.getMessage(), failed);
    } catch (RuntimeException failed) {
      close(channel, failed);
      throw failed;
    }
  }

  private static int numberOf(ServerSocketChannel channel) {
    try {
      return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    } catch (IOException closed) {
      throw new UncheckedIOException("the number of an open port can't be read", closed);
    }
  }

  private static ServerSocketChannel open() {
    try {
      return ServerSocketChannel.open();
    } catch (IOException failed) {
      throw new PortUnavailable("no port can be listened on: " + failed.getMessage(), failed);
    }
  }

  private static String reason(String host, InetAddress address, int port, BindException refused) {
    if (!isOwn(address)) {
      return host
          + " is no address of this machine; start with --host 127.0.0.1, or an address that it"
          + " has";
    }
    String words = Optional.ofNullable(refused.getMessage()).orElse("");
    if (words.contains("Permission denied")) {
      return "port "
          + port
          + " of "
          + host
          + " can't be listened on without the right to use ports below 1024; start with another"
          + " --port";
    }
    return "port "
        + port
        + " of "
        + host
        + " is in use; stop that program, or start with another --port";
  }

  private static boolean isOwn(InetAddress address) {
    try {
      return address.isAnyLocalAddress()
          || address.isLoopbackAddress()
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException unreadable) {
      log.debug("the addresses of this machine can't be read", unreadable);
      return false;
    }
  }

  private static void close(ServerSocketChannel channel, Exception because) {
    try {
      channel.close();
    } catch (IOException failed) {
      because.addSuppressed(failed);
    }
  }

  /** The port can't be had; nothing was started. A retry is safe, and helps once it is free. */
  public static final class PortUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PortUnavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The port's number, the same at each address. */
  public int number() {
    return number;
  }

  /** One for each address; at least one. */
  List<ServerSocketChannel> channels() {
    return channels;
  }

  /** Refuses clients from now on. Closing it again does nothing. */
  @Override
  public void close() {
    List<IOException> failures = new ArrayList<>();
    for (ServerSocketChannel channel : channels) {
      try {
        channel.close();
      } catch (IOException failed) {
        failures.add(failed);
      }
    }
    if (!failures.isEmpty()) {
      throw new UncheckedIOException("port " + number + " can't be given up", failures.getFirst());
    }
  }
}
