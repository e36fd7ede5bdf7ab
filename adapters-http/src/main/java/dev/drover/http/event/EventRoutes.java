package dev.drover.http.event;

import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.http.event.EventFeed.Dropped;
import dev.drover.http.event.EventFeed.Listener;
import dev.drover.http.guard.Access;
import dev.drover.http.guard.RequestContext;
import dev.drover.http.json.QueryParameters;
import dev.drover.http.json.Routes;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves changes of tasks and phones as server-sent events. */
public final class EventRoutes {
  private static final Logger log = LoggerFactory.getLogger(EventRoutes.class);

  /**
   * Proxies drop connections that are silent for a minute. So often, too, a stream looks whether
   * its key or session still stands, in case nobody told it of the end.
   */
  private static final Duration BETWEEN_SIGNS_OF_LIFE = Duration.ofSeconds(15);

  private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");

  private final EventFeed feed;
  private final Clock clock;

  public EventRoutes(EventFeed feed, Clock clock) {
    this.feed = feed;
    this.clock = clock;
  }

  public void register(Routes routes) {
    routes.at("/events").getRaw(EventRoutes::topics, this::stream);
  }

  private static Set<Topic> topics(QueryParameters query) {
    return query.parsed("topics", Topic::parseAll).orElse(Topic.USUAL);
  }

  /** Runs until the client disconnects, its key or session ends, or the server stops. */
  private void stream(ServerRequest request, ServerResponse response, Set<Topic> topics) {
    Access access = RequestContext.of(request).access();
    try (Listener listener = feed.listen(topics, lastSeen(request))) {
      // Its end is told to listeners; one before this moment was not.
      access.requireOpen(response);
      try (SseSink sink = response.sink(SseSink.TYPE)) {
        send(listener, sink, access);
      }
    } catch (InterruptedException shutdown) {
      Thread.currentThread().interrupt();
    } catch (UncheckedIOException | Dropped | StorageUnavailable ended) {
      // The client disconnected, or was dropped because it fell behind. It may connect again.
      log.debug("a stream of events ended: {}", ended.getMessage());
    }
  }

  /** Browsers send it by themselves when they connect again. */
  private static Optional<String> lastSeen(ServerRequest request) {
    return request.headers().contains(LAST_EVENT_ID)
        ? Optional.of(request.headers().get(LAST_EVENT_ID).get().strip())
        : Optional.empty();
  }

  private void send(Listener listener, SseSink sink, Access access) throws InterruptedException {
    sink.emit(comment("changes of tasks, phones and accounts follow", listener));
    long checked = System.nanoTime();
    while (true) {
      List<SseEvent> events = listener.take(longestWait(access));
      if (listener.mayHaveLostAccess() || !isRecent(checked) || isOver(access)) {
        if (!access.isOpen()) {
          log.debug("a stream of events ended: the access of {} has ended", access.caller());
          return;
        }
        checked = System.nanoTime();
      }
      events.forEach(sink::emit);
      if (events.isEmpty()) {
        sink.emit(comment("still there", listener));
      }
    }
  }

  /**
   * A sign of life. Its id has a client that hears of little know how far it has come: a browser
   * keeps the id of an event without data, too.
   */
  private static SseEvent comment(String text, Listener listener) {
    SseEvent.Builder comment = SseEvent.builder().comment(text);
    listener.lastId().ifPresent(comment::id);
    return comment.build();
  }

  private static boolean isRecent(long checked) {
    return System.nanoTime() - checked < BETWEEN_SIGNS_OF_LIFE.toNanos();
  }

  private boolean isOver(Access access) {
    return access.endsAt().filter(end -> !clock.instant().isBefore(end)).isPresent();
  }

  /** Until the next sign of life, or the end of the session if that is sooner. */
  private Duration longestWait(Access access) {
    return access
        .endsAt()
        .map(end -> Duration.between(clock.instant(), end))
        .filter(left -> left.compareTo(BETWEEN_SIGNS_OF_LIFE) < 0)
        .map(left -> left.isNegative() ? Duration.ZERO : left)
        .orElse(BETWEEN_SIGNS_OF_LIFE);
  }
}
