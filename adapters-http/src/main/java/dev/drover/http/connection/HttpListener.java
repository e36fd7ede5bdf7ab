package dev.drover.http.connection;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.concurrency.limits.FixedLimit;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.context.Context;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.NioSocket;
import io.helidon.common.socket.SocketWriter;
import io.helidon.common.socket.TlsNioSocket;
import io.helidon.common.tls.Tls;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.media.MediaContext;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections and lets Helidon answer each in a virtual thread of its own. Helidon's own
 * listener ends forever when accepting fails once, for want of a file descriptor say; this one
 * pauses and tries again.
 */
public final class HttpListener implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HttpListener.class);

  private static final Duration REST = Duration.ofMillis(100);
  private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

  /** How long requests may go on when the server ends. */
  private static final Duration GRACE = Duration.ofMillis(500);

  /** The most bytes that are read from a refused client before it is cut off. */
  private static final int MOST_LEFT = 16 * 1024 * 1024;

  private final HttpPort port;
  private final ConnectionGuard guard;
  private final ServerConnectionSelector protocol;
  private final Router router;
  private final Optional<Tls> tls;
  private final ListenerContext context;
  private final Limit limit = FixedLimit.create();
  private final ExecutorService conversations =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
  private final Set<ServerConnection> connections = ConcurrentHashMap.newKeySet();
  private final CountDownLatch ended = new CountDownLatch(1);

  /** One for each address of the port. */
  private final List<Thread> acceptors;

  private final AtomicLong quietUntil = new AtomicLong(System.nanoTime());

  /** What Helidon asks of a listener. */
  private record Listening(
      Context context,
      MediaContext mediaContext,
      ContentEncodingContext contentEncodingContext,
      DirectHandlers directHandlers,
      ListenerConfig config,
      ExecutorService executor)
      implements ListenerContext {}

  public HttpListener(
      HttpPort port,
      ConnectionGuard guard,
      Router router,
      HelidonParts helidon,
      Optional<Tls> tls) {
    this.port = port;
    this.guard = guard;
    this.protocol = guard.protocol();
    this.router = router;
    this.tls = tls;
    this.acceptors =
        port.channels().stream()
            .map(
                channel ->
                    Thread.ofPlatform()
                        .daemon()
                        .name("http-listener")
                        .unstarted(() -> accept(channel)))
            .toList();
    this.context =
        new Listening(
            Context.create(),
            helidon.media(),
            helidon.encodings(),
            helidon.handlers(),
            helidon.config(),
            conversations);
  }

  /**
   * Starts to accept connections.
   *
   * @throws UncheckedIOException if the process has no file descriptor left
   */
  public void start() {
    waitForASocketOnce();
    router.beforeStart();
    acceptors.forEach(Thread::start);
  }

  /**
   * The JDK opens what virtual threads wait for sockets by at the first such wait, and never tries
   * again: if no descriptor were left then, no client could ever be served.
   */
  private void waitForASocketOnce() {
    try {
      conversations.submit(HttpListener::waitForNobody).get();
    } catch (ExecutionException failed) {
      throw new UncheckedIOException(
          "the server can't wait for its clients; raise the system's limit of open files (ulimit"
              + " -n), and start again: "
              + failed.getCause(),
          new IOException(failed));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Nullable
  private static Void waitForNobody() throws IOException {
    try (ServerSocket nobodyComes = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobodyComes.setSoTimeout(1);
      nobodyComes.accept().close();
    } catch (SocketTimeoutException expected) {
      log.trace("virtual threads can wait for sockets");
    }
    return null;
  }

  private void accept(ServerSocketChannel channel) {
    while (ended.getCount() > 0) {
      try {
        serve(channel.accept());
      } catch (ClosedChannelException closed) {
        log.debug("no more connections are accepted");
        return;
      } catch (IOException | RuntimeException | Error failed) {
        rest(failed);
      }
    }
  }

  /** Pauses. The system has resources again when other connections end. */
  private void rest(Throwable failed) {
    long quiet = quietUntil.get();
    long now = System.nanoTime();
    if (now - quiet >= 0 && quietUntil.compareAndSet(quiet, now + BETWEEN_WARNINGS.toNanos())) {
      log.warn(
          "can't accept connections: {}; trying again. If too many files are open, raise the"
              + " system's limit (ulimit -n)",
          failed.toString());
    }
    boolean _ = guard.giveUpOne();
    try {
      boolean _ = ended.await(REST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(SocketChannel socket) throws IOException {
    boolean taken = false;
    try {
      socket.setOption(StandardSocketOptions.SO_SNDBUF, ConnectionGuard.SEND_BUFFER);
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      ConnectionGuard.Connection client = guard.accepted(socket);
      conversations.execute(() -> converse(socket, client));
      taken = true;
    } catch (ConnectionGuard.TooManyConnections full) {
      log.debug("refused a client: {}", full.getMessage());
    } catch (IOException gone) {
      log.debug("a client was gone before it was looked at: {}", gone.getMessage());
    } finally {
      if (!taken) {
        socket.close();
      }
    }
  }

  private void converse(SocketChannel channel, ConnectionGuard.Connection client) {
    try (channel) {
      HelidonSocket socket = socket(channel);
      DataWriter writer = new TimedWriter(SocketWriter.create(socket), client);
      ServerConnection connection =
          protocol.connection(
              GuardedConnection.of(context, router, socket, received(socket), writer, client));
      connections.add(connection);
      try {
        connection.handle(limit);
      } finally {
        connections.remove(connection);
        end(channel, socket, client);
      }
    } catch (CloseConnectionException | UncheckedIOException over) {
      log.trace("a connection has ended", over);
    } catch (IOException failed) {
      log.debug("a connection can't be closed: {}", failed.getMessage());
    } catch (InterruptedException shutdown) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error failed) {
      log.warn("a connection has ended by an error of the server's own", failed);
    }
  }

  private static Supplier<byte[]> received(HelidonSocket socket) {
    DataReader reader =
        DataReader.create(
            () -> {
              try {
                return socket.get();
              } catch (UncheckedIOException gone) {
                throw new ServerConnectionException("the client is gone", gone);
              }
            });
    return () -> {
      reader.ensureAvailable();
      return reader.readBytes(reader.available());
    };
  }

  private HelidonSocket socket(SocketChannel channel) {
    String id = "0x" + HexFormat.of().toHexDigits(System.identityHashCode(channel));
    String portId = Integer.toString(port.number());
    return tls.<HelidonSocket>map(
            settings -> TlsNioSocket.server(channel, engine(settings), id, portId))
        .orElseGet(() -> NioSocket.server(channel, id, portId));
  }

  private SSLEngine engine(Tls settings) {
    SSLEngine engine = settings.sslContext().createSSLEngine();
    SSLParameters parameters = settings.sslParameters();
    parameters.setEndpointIdentificationAlgorithm("");
    engine.setSSLParameters(parameters);
    engine.setHandshakeApplicationProtocolSelector(
        (_, offered) ->
            offered.stream()
                .filter(protocol.supportedApplicationProtocols()::contains)
                .findFirst()
                .orElse(null));
    return engine;
  }

  /**
   * Ends a connection so that the client sees its last answer. A client that is still sending would
   * see a broken connection instead, so what it sends is read, up to a limit.
   */
  private void end(SocketChannel channel, HelidonSocket socket, ConnectionGuard.Connection client)
      throws IOException {
    if (tls.isPresent()) {
      socket.close();
      return;
    }
    if (!channel.isConnected() || !channel.isOpen()) {
      return;
    }
    channel.shutdownOutput();
    guard.ending(client);
    ByteBuffer left = ByteBuffer.allocate(8 * 1024);
    long taken = 0;
    int count = channel.read(left);
    while (count >= 0 && taken < MOST_LEFT) {
      taken += count;
      count = channel.read(left.clear());
    }
  }

  @Override
  public void close() {
    ended.countDown();
    port.close();
    connections.forEach(connection -> connection.close(false));
    conversations.shutdown();
    try {
      if (!conversations.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        conversations.shutdownNow();
      }
      for (Thread acceptor : acceptors) {
        acceptor.join();
      }
    } catch (InterruptedException interrupted) {
      conversations.shutdownNow();
      Thread.currentThread().interrupt();
    }
    router.afterStop();
  }
}
