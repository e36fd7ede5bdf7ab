package dev.drover.http.connection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;

/**
 * A port that this process listens on. Clients can connect from the start, and wait until the API
 * answers them. So a server that can't have its port finds out before it starts anything else.
 */
public final class HttpPort implements AutoCloseable {
  /** Connections that the system keeps until the server has taken them on. */
  private static final int BACKLOG = 1024;

  private final ServerSocketChannel channel;
  private final int number;

  private HttpPort(ServerSocketChannel channel, int number) {
    this.channel = channel;
    this.number = number;
  }

  /**
   * Listens.
   *
   * @param host a name or an address of this machine
   * @param port 0 for any free one
   * @throws PortUnavailable if the port can't be had
   */
  public static HttpPort bind(String host, int port) {
    ServerSocketChannel channel = open();
    try {
      InetAddress address = InetAddress.getByName(host);
      try {
        channel.bind(new InetSocketAddress(address, port), BACKLOG);
      } catch (BindException refused) {
        throw new PortUnavailable(reason(host, address, port, refused), refused);
      }
      return new HttpPort(channel, ((InetSocketAddress) channel.getLocalAddress()).getPort());
    } catch (IOException failed) {
      close(channel, failed);
      throw new PortUnavailable(
          "port " + port + " of " + host + " can't be listened on: " + failed.getMessage(), failed);
    } catch (RuntimeException failed) {
      close(channel, failed);
      throw failed;
    }
  }

  private static ServerSocketChannel open() {
    try {
      return ServerSocketChannel.open();
    } catch (IOException failed) {
      throw new PortUnavailable("no port can be listened on: " + failed.getMessage(), failed);
    }
  }

  private static String reason(String host, InetAddress address, int port, BindException refused)
      throws IOException {
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

  private static boolean isOwn(InetAddress address) throws IOException {
    return address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || NetworkInterface.getByInetAddress(address) != null;
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

  /** The port's number. */
  public int number() {
    return number;
  }

  ServerSocketChannel channel() {
    return channel;
  }

  /** Refuses clients from now on. Closing it again does nothing. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failed) {
      throw new UncheckedIOException("port " + number + " can't be given up", failed);
    }
  }
}
