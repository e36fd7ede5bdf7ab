package dev.drover.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.application.port.DeviceDirectory;
import dev.drover.application.port.QueueEvents;
import dev.drover.application.port.QueueEvents.QueueEvent;
import dev.drover.application.port.QueueEvents.QueueEvent.TaskChanged;
import dev.drover.application.port.StorageUnavailable;
import dev.drover.application.port.TaskQueries;
import dev.drover.application.port.TaskQueries.TaskDetails;
import dev.drover.domain.task.TaskId;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes as they happen, as server-sent events. */
final class EventRoutes {
  private static final Logger log = LoggerFactory.getLogger(EventRoutes.class);

  /** A client that is further behind is cut off: it has to read anew what it wants to know. */
  private static final int MOST_UNSENT = 50_000;

  private static final int MOST_AT_ONCE = 500;

  /** Often enough for proxies, which drop a connection that is silent for a minute. */
  private static final int SECONDS_BETWEEN_SIGNS_OF_LIFE = 15;

  private final QueueEvents events;
  private final TaskQueries tasks;
  private final DeviceDirectory devices;

  EventRoutes(QueueEvents events, TaskQueries tasks, DeviceDirectory devices) {
    this.events = events;
    this.tasks = tasks;
    this.devices = devices;
  }

  void register(Routes routes) {
    routes.at("/events").getRaw(this::stream);
  }

  /** Runs until the client goes, or the server ends. */
  private void stream(ServerRequest request, ServerResponse response) {
    BlockingQueue<QueueEvent> unsent = new LinkedBlockingQueue<>(MOST_UNSENT);
    AtomicBoolean tooSlow = new AtomicBoolean();
    try (QueueEvents.Subscription _ =
            events.subscribe(
                event -> {
                  if (!unsent.offer(event)) {
                    tooSlow.set(true);
                  }
                });
        SseSink sink = response.sink(SseSink.TYPE)) {
      sink.emit(SseEvent.builder().comment("changes of tasks and phones follow").build());
      while (!tooSlow.get()) {
        Optional<QueueEvent> first =
            Optional.ofNullable(unsent.poll(SECONDS_BETWEEN_SIGNS_OF_LIFE, TimeUnit.SECONDS));
        if (first.isPresent()) {
          SequencedSet<QueueEvent> batch = new LinkedHashSet<>(List.of(first.get()));
          unsent.drainTo(batch, MOST_AT_ONCE);
          told(batch).forEach(sink::emit);
        } else {
          sink.emit(SseEvent.builder().comment("still there").build());
        }
      }
      log.debug("a listener to events was too slow and is cut off");
    } catch (InterruptedException shutdown) {
      Thread.currentThread().interrupt();
    } catch (UncheckedIOException | StorageUnavailable ended) {
      // The client went, or can't be told any more: it connects again.
      log.debug("a stream of events ended: {}", ended.getMessage());
    }
  }

  /** Without what is gone again; a task that changed twice meanwhile is told once, as it is now. */
  private List<SseEvent> told(Set<QueueEvent> batch) {
    List<TaskId> changed =
        batch.stream()
            .flatMap(
                event -> event instanceof TaskChanged task ? Stream.of(task.id()) : Stream.of())
            .toList();
    Map<TaskId, TaskDetails> details =
        tasks.findAll(changed).stream()
            .collect(Collectors.toMap(found -> found.task().id(), found -> found));
    return batch.stream().flatMap(event -> told(event, details).stream()).toList();
  }

  private Optional<SseEvent> told(QueueEvent event, Map<TaskId, TaskDetails> details) {
    return switch (event) {
      case TaskChanged changed ->
          Optional.ofNullable(details.get(changed.id()))
              .map(found -> event("task", TaskView.of(found)));
      case QueueEvent.TaskDeleted deleted ->
          Optional.of(
              event(
                  "task_deleted", Json.MAPPER.createObjectNode().put("id", deleted.id().value())));
      case QueueEvent.StopRequested requested -> Optional.empty();
      case QueueEvent.DeviceChanged changed ->
          Optional.of(
              devices
                  .find(changed.serial())
                  .map(device -> event("device", DeviceRoutes.view(device)))
                  .orElseGet(
                      () ->
                          event(
                              "device_removed",
                              Json.MAPPER
                                  .createObjectNode()
                                  .put("serial", changed.serial().value()))));
    };
  }

  private static SseEvent event(String name, ObjectNode data) {
    return SseEvent.builder().name(name).data(data.toString()).build();
  }
}
