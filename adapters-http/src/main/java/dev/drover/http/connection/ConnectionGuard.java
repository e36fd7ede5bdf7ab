package dev.drover.http.connection;

import dev.drover.http.guard.LogText;
import dev.drover.http.guard.RequestBody;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Comparator;
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
 * Ends connections whose client makes no progress, and limits their number. Helidon itself waits
 * forever for a head, a body, or a client that does not read its answer.
 *
 * <p>The client must send the head of a request within the patience. After that, each read of the
 * body and each piece of the answer has the same limit, and a body must arrive at {@value
 * #SLOWEST_BYTES_PER_SECOND} bytes a second or more. No limit runs while the server works.
 *
 * <p>When there are as many connections as the limit allows, a new one replaces the one that has
 * waited longest for a request, so that idle connections keep nobody out.
 */
public final class ConnectionGuard implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ConnectionGuard.class);

  private static final int SLOWEST_BYTES_PER_SECOND = 1_000;

  /** The limit between two requests. Connection pools of clients use a minute or less. */
  private static final Duration IDLE = Duration.ofMinutes(2);

  /** How long a client may take to close its end after the last answer. */
  private static final Duration LINGER = Duration.ofSeconds(2);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
  private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);
  private static final long NONE = Long.MAX_VALUE;

  /**
   * The send buffer of each socket, in bytes. The kernel takes more only when the client has read a
   * good part of it, so its size decides how slowly a client may read: about 4 KB a second at a
   * patience of 20 seconds.
   */
  static final int SEND_BUFFER = 128 * 1024;

  private final long began = System.nanoTime();
  private final Duration patience;
  private final int most;
  private final Map<Ends, Connection> connections = new ConcurrentHashMap<>();
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("connections").factory());
  private long quietUntil;

  /**
   * @param most connections that are kept at one time
   */
  public ConnectionGuard(Duration patience, int most) {
    this.patience = patience;
    this.most = most;
    ScheduledFuture<?> _ =
        looks.scheduleWithFixedDelay(
            this::lookAtAll,
            BETWEEN_LOOKS.toMillis(),
            BETWEEN_LOOKS.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** What the server waits for. */
  private enum Awaited {
    REQUEST("sent a request"),
    HEAD("sent the head of its request"),
    BODY("sent the rest of its body"),
    TAKING("taken its answer"),
    NEXT_REQUEST("sent another request"),
    END("closed its end"),
    NOTHING("");

    private final String words;

    Awaited(String words) {
      this.words = words;
    }

    /** Whether cutting off the client loses a connection and no request. */
    boolean isRequest() {
      return switch (this) {
        case REQUEST, HEAD, NEXT_REQUEST, END -> true;
        case BODY, TAKING, NOTHING -> false;
      };
    }
  }

  /** The addresses of both ends. A client may use one address towards two addresses of ours. */
  private record Ends(SocketAddress client, SocketAddress own) {}

  /** A connection and what it waits for. Used by its own thread, and by the one that looks. */
  final class Connection {
    private final SocketChannel channel;
    private volatile Awaited awaited = Awaited.REQUEST;
    private volatile long since = now();
    private volatile long deadline = after(patience);
    private Awaited otherwise = Awaited.NOTHING;
    private long otherwiseUntil = NONE;
    private volatile Optional<GuardedConnection> conversation = Optional.empty();

    private Connection(SocketChannel channel) {
      this.channel = channel;
    }

    private void await(Awaited what, long until) {
      awaited = what;
      since = now();
      deadline = until;
    }

    private void awaitNothing() {
      await(Awaited.NOTHING, NONE);
    }

    /** Starts the time limit for the taking of one piece of an answer. */
    void beforePiece() {
      otherwise = awaited;
      otherwiseUntil = deadline;
      await(Awaited.TAKING, after(patience));
    }

    void afterPiece() {
      await(otherwise, otherwiseUntil);
    }

    /** The connection as Helidon sees it; empty before the first head. */
    Optional<GuardedConnection> conversation() {
      return conversation;
    }

    /** To be called after the last piece: gives the client time to read it and to close its end. */
    void ending() {
      ConnectionGuard.this.ending(this);
    }

    void cutOff() {
      try {
        if (awaited == Awaited.TAKING) {
          // Otherwise the kernel would keep what the client has not read.
          channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        channel.close();
      } catch (IOException failed) {
        log.warn("a connection could not be cut off", failed);
      }
    }
  }

  private long now() {
    return System.nanoTime() - began;
  }

  private long after(Duration time) {
    return now() + time.toNanos();
  }

  /** Catches everything: the scheduler does not repeat a task that throws. */
  private void lookAtAll() {
    try {
      cutOffSlow();
    } catch (RuntimeException | Error failed) {
      log.warn("slow clients could not be cut off; it is tried again", failed);
    }
  }

  private void cutOffSlow() {
    long now = now();
    connections.forEach(
        (ends, connection) -> {
          if (!connection.channel.isOpen()) {
            connections.remove(ends, connection);
          } else if (connection.deadline <= now) {
            connections.remove(ends, connection);
            log.debug(
                "cut off {}, which has not {} in time",
                LogText.of(ends.client().toString()),
                connection.awaited.words);
            connection.cutOff();
          }
        });
  }

  /**
   * Starts to watch a new connection.
   *
   * @throws TooManyConnections if the limit is reached and no other connection can be closed
   * @throws IOException if the client is gone
   */
  Connection accepted(SocketChannel channel) throws IOException {
    Ends ends = new Ends(channel.getRemoteAddress(), channel.getLocalAddress());
    if (connections.size() >= most) {
      makeRoom();
    }
    Connection connection = new Connection(channel);
    connections.put(ends, connection);
    return connection;
  }

  private void makeRoom() {
    connections.values().removeIf(connection -> !connection.channel.isOpen());
    if (connections.size() < most) {
      return;
    }
    warnOfMany();
    if (!giveUpOne()) {
      throw new TooManyConnections();
    }
  }

  /**
   * Closes the connection that has waited longest for a request.
   *
   * @return false if none waits for one
   */
  boolean giveUpOne() {
    Optional<Map.Entry<Ends, Connection>> longest =
        connections.entrySet().stream()
            .filter(entry -> entry.getValue().awaited.isRequest())
            .min(Comparator.comparingLong(entry -> entry.getValue().since));
    longest.ifPresent(
        entry -> {
          connections.remove(entry.getKey(), entry.getValue());
          entry.getValue().cutOff();
        });
    return longest.isPresent();
  }

  /** To be called after the last answer: gives the client time to read it and to close its end. */
  void ending(Connection client) {
    client.await(Awaited.END, after(patience.compareTo(LINGER) < 0 ? patience : LINGER));
  }

  private void warnOfMany() {
    if (now() >= quietUntil) {
      quietUntil = after(BETWEEN_WARNINGS);
      log.warn(
          "there are {} connections, the limit (request.most-connections): each new one replaces"
              + " the one that has waited longest for a request, or is refused",
          most);
    }
  }

  /** The connection is refused. A retry is safe, and helps when others have ended. */
  static final class TooManyConnections extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyConnections() {
      super("the limit of connections is reached, and none of them is idle");
    }
  }

  /** The number of open connections; one that has just ended may still count. */
  public int count() {
    return connections.size();
  }

  /** Empty when the connection is closed already. */
  private Optional<Connection> of(ServerRequest request) {
    return Optional.ofNullable(
        connections.get(new Ends(request.remotePeer().address(), request.localPeer().address())));
  }

  /**
   * Helidon's HTTP/1.1, which reports the progress of each head to the {@link GuardedConnection}.
   */
  ServerConnectionSelector protocol() {
    return Http1ConnectionSelector.builder()
        .config(Http1Config.builder().addReceiveListener(new Heads()).build())
        .build();
  }

  /** Watches the body of a request while it is read. Must be called before the body is used. */
  public void begin(ServerRequest request) {
    of(request)
        .ifPresent(
            client -> {
              request.context().register(client);
              client.awaitNothing();
              request.streamFilter(
                  body -> {
                    WatchedBody watched = new WatchedBody(body, client);
                    request.context().register(watched);
                    return watched;
                  });
            });
  }

  /**
   * Reads the rest of the body. Most clients send all of it before they read the answer; without
   * this they would see a broken connection.
   *
   * @throws CloseConnectionException if the rest is very large or does not arrive, or if the answer
   *     says that the connection ends
   */
  public void finish(ServerRequest request, ServerResponse response) {
    if (closes(response)) {
      // Helidon would wait for another request.
      throw new CloseConnectionException("the answer is the last of its connection");
    }
    if (request.content().consumed()) {
      return;
    }
    Optional<WatchedBody> begun = request.context().get(WatchedBody.class);
    if (begun.isEmpty() && request.headers().contains(HeaderNames.EXPECT)) {
      throw new CloseConnectionException("a body that was asked about was not wanted");
    }
    try {
      InputStream body = begun.isPresent() ? begun.get() : request.content().inputStream();
      body.skipNBytes(RequestBody.MOST_DISCARDED);
      throw new CloseConnectionException("there is no end of a body that nobody wants");
    } catch (EOFException end) {
      log.trace("the rest of a body was read");
    } catch (ApiError | IOException | UncheckedIOException broken) {
      throw new CloseConnectionException("the rest of a body did not come", broken);
    }
  }

  /** Starts the time limit for the next request, or for the end of the connection. */
  public void answered(ServerRequest request, ServerResponse response) {
    request
        .context()
        .get(Connection.class)
        .ifPresent(
            client ->
                client.await(Awaited.NEXT_REQUEST, after(closes(response) ? patience : IDLE)));
  }

  private static boolean closes(ServerResponse response) {
    return response.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }

  /** Receives the progress of a request's head. */
  private final class Heads implements Http1ConnectionListener {
    @Override
    public void prologue(ConnectionContext context, HttpPrologue prologue) {
      if (context instanceof GuardedConnection watched) {
        watched.client().await(Awaited.HEAD, after(patience));
      }
    }

    @Override
    public void headers(ConnectionContext context, Headers headers) {
      if (context instanceof GuardedConnection watched) {
        watched.headEnded(headers);
        watched.client().conversation = Optional.of(watched);
      }
    }
  }

  /** A body. Each read of it has a time limit. */
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
      client.await(Awaited.BODY, before + Math.min(patience.toNanos(), Math.max(0, allowed)));
      try {
        int count = body.read(into, offset, length);
        received += Math.max(0, count);
        return count;
      } catch (DataReader.InsufficientDataAvailableException | ServerConnectionException broken) {
        throw new ApiError(ErrorCode.INVALID_PARAMETER, "the body broke off; send all of it");
      } finally {
        waited += now() - before;
        client.awaitNothing();
      }
    }

    /** Closing reads on where the body has not ended, so it has the limit of a read. */
    @Override
    public void close() throws IOException {
      client.await(Awaited.BODY, after(patience));
      try {
        body.close();
      } finally {
        client.awaitNothing();
      }
    }
  }
}
