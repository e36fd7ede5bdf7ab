package dev.drover.http.event;

import dev.drover.http.event.EventFeed.Dropped;
import dev.drover.http.event.EventFeed.Listener;
import dev.drover.http.json.Routes;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves changes of tasks and phones as server-sent events. */
public final class EventRoutes {
  private static final Logger log = LoggerFactory.getLogger(EventRoutes.class);

  /** Proxies drop connections that are silent for a minute. */
  private static final Duration BETWEEN_SIGNS_OF_LIFE = Duration.ofSeconds(15);

  private final EventFeed feed;

  public EventRoutes(EventFeed feed) {
    this.feed = feed;
  }

  public void register(Routes routes) {
    routes.at("/events").getRaw(this::stream);
  }

  /** Runs until the client disconnects or the server stops. */
  private void stream(ServerRequest request, ServerResponse response) {
    try (Listener listener = feed.listen();
        SseSink sink = response.sink(SseSink.TYPE)) {
      sink.emit(SseEvent.builder().comment("changes of tasks, phones and accounts follow").build());
      while (true) {
        List<SseEvent> events = listener.take(BETWEEN_SIGNS_OF_LIFE);
        events.forEach(sink::emit);
        if (events.isEmpty()) {
          sink.emit(SseEvent.builder().comment("still there").build());
        }
      }
    } catch (InterruptedException shutdown) {
      Thread.currentThread().interrupt();
    } catch (UncheckedIOException | Dropped ended) {
      // The client disconnected, or was dropped because it fell behind. It may connect again.
      log.debug("a stream of events ended: {}", ended.getMessage());
    }
  }
}
