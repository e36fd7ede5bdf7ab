package dev.drover.http.live;

import dev.drover.application.live.LivePictures;
import dev.drover.application.port.storage.QueueEvents;
import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import dev.drover.http.connection.SwitchedConnection;
import dev.drover.http.guard.Access;
import dev.drover.http.guard.RequestContext;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import dev.drover.http.json.Routes;
import io.helidon.common.buffers.BufferData;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens sockets for live pictures. The request for one is an ordinary request until its last check:
 * it passes what every request passes. Helidon's own upgrade is not used, since it decides by the
 * head alone whether a request is one, before any check of this server.
 */
public final class LiveRoutes implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LiveRoutes.class);

  static final int MOST_SOCKETS = 100;

  /** What waits for slow readers takes at most this part of the heap, in all. */
  private static final int HEAP_SHARE = 16;

  private static final HeaderName KEY = HeaderNames.create("Sec-WebSocket-Key");
  private static final HeaderName VERSION = HeaderNames.create("Sec-WebSocket-Version");

  /** RFC 6455, section 4. */
  private static final String ONLY_VERSION = "13";

  private static final int KEY_BYTES = 16;
  private static final String KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final LivePictures pictures;
  private final QueueEvents events;
  private final Clock clock;
  private final LiveSocket.Pace pace;
  private final LiveMetrics metrics;
  private final Set<LiveSocket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong unsent = new AtomicLong();
  private volatile boolean stopping;

  /**
   * @param patience with clients, as for requests
   */
  public LiveRoutes(
      LivePictures pictures,
      QueueEvents events,
      Duration patience,
      MeterRegistry meters,
      Clock clock) {
    this.pictures = pictures;
    this.events = events;
    this.clock = clock;
    this.pace = LiveSocket.Pace.of(patience);
    this.metrics = new LiveMetrics(meters, pictures, open::get);
  }

  public void register(Routes routes) {
    routes.at("/live").getSwitched(this::open);
  }

  private void open(ServerRequest request, ServerResponse response) {
    String accept = accept(request, response);
    if (open.incrementAndGet() > MOST_SOCKETS) {
      open.decrementAndGet();
      throw new ApiError(
          ErrorCode.NOT_READY,
          "there are "
              + MOST_SOCKETS
              + " sockets for live pictures already, as many as are served; close one, and try"
              + " again");
    }
    try {
      if (stopping) {
        throw new ApiError(
            ErrorCode.NOT_READY, "the server is shutting down; try again once it runs again");
      }
      converse(request, response, accept);
    } finally {
      open.decrementAndGet();
    }
    throw new CloseConnectionException("a socket for live pictures has ended");
  }

  /** Runs until the socket has ended. */
  private void converse(ServerRequest request, ServerResponse response, String accept) {
    Access access = RequestContext.of(request).access();
    SwitchedConnection connection = SwitchedConnection.of(request);
    LiveSocket socket =
        new LiveSocket(
            connection,
            new Outbox(unsent, Runtime.getRuntime().maxMemory() / HEAP_SHARE),
            access,
            pictures,
            new WatchLog(RequestContext.of(request)),
            metrics,
            pace,
            clock);
    try (QueueEvents.Subscription _ = events.subscribe(event -> heard(event, socket))) {
      // Its end is told from now on; one before this moment was not.
      access.requireOpen(response);
      response.status(Status.SWITCHING_PROTOCOLS_101);
      connection.write(
          BufferData.create(
              switching(accept, RequestContext.of(request).id())
                  .getBytes(StandardCharsets.US_ASCII)));
      sockets.add(socket);
      if (stopping) {
        end(socket);
      }
      socket.converse();
    } finally {
      sockets.remove(socket);
    }
  }

  private static void heard(QueueEvent event, LiveSocket socket) {
    switch (event) {
      case QueueEvent.AccessEnded _, QueueEvent.ChangesMissed _ -> socket.accessMayHaveEnded();
      case QueueEvent.TaskChanged _,
          QueueEvent.TaskDeleted _,
          QueueEvent.StepTaken _,
          QueueEvent.StopRequested _,
          QueueEvent.AccountChanged _,
          QueueEvent.DeviceChanged _,
          QueueEvent.LeaseChanged _ ->
          log.trace("nothing about access");
    }
  }

  /**
   * Checks that a request asks for a WebSocket, and returns what proves that this server has read
   * it.
   *
   * @throws ApiError 40001 if it does not
   */
  private static String accept(ServerRequest request, ServerResponse response) {
    response.header(VERSION, ONLY_VERSION);
    if (!names(request, HeaderNames.UPGRADE, "websocket")
        || !names(request, HeaderNames.CONNECTION, "upgrade")) {
      throw refused("this is a WebSocket: connect to it with one, by HTTP/1.1");
    }
    if (!names(request, VERSION, ONLY_VERSION)) {
      throw refused("a WebSocket of version " + ONLY_VERSION + " is spoken here");
    }
    if (request.headers().contains(HeaderNames.TRANSFER_ENCODING)
        || request.headers().contentLength().orElse(0) > 0) {
      throw refused("a request for a WebSocket has no body");
    }
    List<String> keys =
        request.headers().contains(KEY) ? request.headers().get(KEY).allValues() : List.of();
    if (keys.size() != 1 || !isKey(keys.getFirst())) {
      throw refused("Sec-WebSocket-Key must be 16 bytes in base64");
    }
    return Base64.getEncoder().encodeToString(sha1(keys.getFirst() + KEY_SUFFIX));
  }

  private static ApiError refused(String why) {
    return new ApiError(ErrorCode.INVALID_PARAMETER, why);
  }

  private static boolean names(ServerRequest request, HeaderName header, String word) {
    return request.headers().contains(header)
        && request.headers().get(header).allValues().stream()
            .flatMap(value -> List.of(value.split(",")).stream())
            .anyMatch(value -> value.strip().toLowerCase(Locale.ROOT).equals(word));
  }

  private static boolean isKey(String text) {
    try {
      return Base64.getDecoder().decode(text).length == KEY_BYTES;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  /** The protocol demands SHA-1; nothing is kept secret by it. */
  private static byte[] sha1(String text) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-1", impossible);
    }
  }

  /** The head of the answer. The id has only letters, digits, and {@code . _ -}. */
  private static String switching(String accept, String requestId) {
    return String.join(
        "\r\n",
        "HTTP/1.1 101 Switching Protocols",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Accept: " + accept,
        RequestContext.REQUEST_ID.defaultCase() + ": " + requestId,
        "",
        "");
  }

  private static void end(LiveSocket socket) {
    socket.end(WebSocketError.GOING_AWAY, "the server stops");
  }

  /** Ends all sockets, and opens none any more. Does not wait for them. */
  @Override
  public void close() {
    stopping = true;
    sockets.forEach(LiveRoutes::end);
  }
}
