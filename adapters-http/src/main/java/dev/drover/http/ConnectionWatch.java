package dev.drover.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts off clients that keep a connection and do not get on: the server library itself waits for a
 * head or a body for ever. The head of a request, and any further piece of its body, must come in
 * time, and a body not slower than {@value #SLOWEST_BYTES_PER_SECOND} bytes a second; while the
 * server works, or sends, nothing is measured.
 */
final class ConnectionWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ConnectionWatch.class);

  private static final int SLOWEST_BYTES_PER_SECOND = 1_000;

  /** Between two requests: pools of clients keep connections for a minute or less. */
  private static final Duration IDLE = Duration.ofMinutes(2);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
  private static final long NONE = Long.MAX_VALUE;

  private final long began = System.nanoTime();
  private final Duration patience;
  private final Map<SocketAddress, Connection> connections = new ConcurrentHashMap<>();
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("connections").factory());

  ConnectionWatch(Duration patience) {
    this.patience = patience;
    ScheduledFuture<?> _ =
        looks.scheduleWithFixedDelay(
            this::cutOffSlow,
            BETWEEN_LOOKS.toMillis(),
            BETWEEN_LOOKS.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** One client's, until it is closed. */
  private static final class Connection {
    private final SocketChannel channel;
    private volatile long deadline;
    private volatile String awaited;

    Connection(SocketChannel channel, long deadline) {
      this.channel = channel;
      this.deadline = deadline;
      this.awaited = "a request";
    }

    void await(String what, long until) {
      awaited = what;
      deadline = until;
    }
  }

  private long now() {
    return System.nanoTime() - began;
  }

  private long after(Duration time) {
    return now() + time.toNanos();
  }

  private void cutOffSlow() {
    long now = now();
    connections.forEach(
        (address, connection) -> {
          if (!connection.channel.isOpen()) {
            connections.remove(address, connection);
          } else if (connection.deadline <= now) {
            connections.remove(address, connection);
            log.debug(
                "cut off {}, which has not sent {} in time",
                LogText.of(address.toString()),
                connection.awaited);
            close(connection.channel);
          }
        });
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException failed) {
      log.warn("a connection could not be cut off", failed);
    }
  }

  private void accepted(SocketChannel channel) {
    try {
      connections.put(channel.getRemoteAddress(), new Connection(channel, after(patience)));
    } catch (IOException gone) {
      log.debug("a client was gone before it was looked at: {}", gone.getMessage());
    }
  }

  private Optional<Connection> of(SocketAddress client) {
    return Optional.ofNullable(connections.get(client));
  }

  /** For the server library: tells of accepted connections. */
  SocketOptions options() {
    return new WatchedSockets(SocketOptions.create());
  }

  /** For the server library: tells how far a request's head has come. */
  Http1ConnectionListener heads() {
    return new Http1ConnectionListener() {
      @Override
      public void prologue(ConnectionContext context, HttpPrologue prologue) {
        of(context.remotePeer().address())
            .ifPresent(client -> client.await("the head of its request", after(patience)));
      }

      @Override
      public void headers(ConnectionContext context, Headers headers) {
        of(context.remotePeer().address()).ifPresent(client -> client.await("", NONE));
      }
    };
  }

  /** Watches the body of a request while it is read; to be called before anybody asks for it. */
  void begin(ServerRequest request) {
    of(request.remotePeer().address())
        .ifPresent(client -> request.streamFilter(body -> new WatchedBody(body, client)));
  }

  /** From now on the next request is waited for, or the end of the connection. */
  void answered(ServerRequest request, ServerResponse response) {
    boolean last = response.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
    of(request.remotePeer().address())
        .ifPresent(client -> client.await("another request", after(last ? patience : IDLE)));
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }

  /** A body, each read of which must end in time. */
  private final class WatchedBody extends InputStream {
    private final InputStream body;
    private final Connection client;
    private long received;
    private long waited;

    WatchedBody(InputStream body, Connection client) {
      this.body = body;
      this.client = client;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      long allowed =
          patience.toNanos()
              + Duration.ofSeconds(1).toNanos() / SLOWEST_BYTES_PER_SECOND * received
              - waited;
      long before = now();
      client.await(
          "the rest of its body", before + Math.min(patience.toNanos(), Math.max(0, allowed)));
      try {
        int count = body.read(into, offset, length);
        received += Math.max(0, count);
        return count;
      } catch (DataReader.InsufficientDataAvailableException | ServerConnectionException broken) {
        throw new ApiError(ErrorCode.INVALID_PARAMETER, "the body broke off; send all of it");
      } finally {
        waited += now() - before;
        client.await("", NONE);
      }
    }

    @Override
    public void close() throws IOException {
      body.close();
    }
  }

  /** Ordinary options, and a hook where a connection is accepted. */
  private final class WatchedSockets implements SocketOptions {
    private final SocketOptions ordinary;

    WatchedSockets(SocketOptions ordinary) {
      this.ordinary = ordinary;
    }

    @Override
    public void configureSocket(SocketChannel socket) {
      ordinary.configureSocket(socket);
      accepted(socket);
    }

    @Override
    public Map<SocketOption<?>, Object> socketOptions() {
      return ordinary.socketOptions();
    }

    @Override
    public Duration connectTimeout() {
      return ordinary.connectTimeout();
    }

    @Override
    public Duration readTimeout() {
      return ordinary.readTimeout();
    }

    @Override
    public Optional<Integer> socketReceiveBufferSize() {
      return ordinary.socketReceiveBufferSize();
    }

    @Override
    public Optional<Integer> socketSendBufferSize() {
      return ordinary.socketSendBufferSize();
    }

    @Override
    public boolean socketReuseAddress() {
      return ordinary.socketReuseAddress();
    }

    @Override
    public boolean socketKeepAlive() {
      return ordinary.socketKeepAlive();
    }

    @Override
    public boolean tcpNoDelay() {
      return ordinary.tcpNoDelay();
    }
  }
}
