package dev.drover.http.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.QueueEvents;
import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import dev.drover.application.port.storage.QueueEvents.QueueEvent.TaskChanged;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.application.port.storage.TaskQueries;
import dev.drover.domain.task.TaskId;
import dev.drover.http.event.EventFeed.Dropped;
import dev.drover.http.event.EventFeed.Listener;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import dev.drover.http.task.ShownTasks;
import dev.drover.testkit.SettableClock;
import dev.drover.testkit.memory.InMemoryStorage;
import io.helidon.http.sse.SseEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests what many listeners cost: database reads, and bytes that are kept. */
@Timeout(60)
class EventFeedTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<Consumer<QueueEvent>> subscribed = new CopyOnWriteArrayList<>();
  private final List<Collection<TaskId>> reads = new CopyOnWriteArrayList<>();
  private volatile boolean away;

  private final QueueEvents events =
      listener -> {
        subscribed.add(listener);
        return () -> subscribed.remove(listener);
      };

  private final TaskQueries tasks =
      new ShownTasks() {
        @Override
        public List<TaskDetails> findAll(Collection<TaskId> ids) {
          if (away) {
            throw new StorageUnavailable("away", new IllegalStateException());
          }
          reads.add(List.copyOf(ids));
          return super.findAll(ids);
        }
      };

  private final DeviceDirectory devices = new NoPhones();
  private final AccountDirectory accounts =
      new InMemoryStorage(
              new SettableClock(Instant.parse("2026-11-24T10:00:00Z")),
              ZoneOffset.UTC,
              new Random(7))
          .accounts();

  private EventFeed feed(int mostListeners, long mostBytes) {
    return new EventFeed(events, tasks, devices, accounts, mostListeners, mostBytes);
  }

  private void change(long id) {
    subscribed.forEach(listener -> listener.accept(new TaskChanged(new TaskId(id))));
  }

  private static List<SseEvent> take(Listener listener, int count) throws InterruptedException {
    List<SseEvent> taken = new ArrayList<>();
    while (taken.size() < count) {
      List<SseEvent> some = listener.take(PATIENCE);
      assertThat(some).isNotEmpty();
      taken.addAll(some);
    }
    return taken;
  }

  private static String text(SseEvent event) {
    return new String((byte[]) event.data(), StandardCharsets.UTF_8);
  }

  @Test
  void a_change_is_read_once_and_written_once_for_all_listeners() throws Exception {
    EventFeed feed = feed(100, 1_000_000);
    List<Listener> listeners = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      listeners.add(feed.listen());
    }

    change(7);
    List<Object> told = new ArrayList<>();
    for (Listener listener : listeners) {
      told.add(take(listener, 1).getFirst().data());
    }

    assertThat(reads).containsExactly(List.of(new TaskId(7)));
    assertThat(told).allSatisfy(data -> assertThat(data).isSameAs(told.getFirst()));
    assertThat(new String((byte[]) told.getFirst(), StandardCharsets.UTF_8)).contains("\"id\":7");
    assertThat(feed.keptBytes()).isZero();
    assertThat(subscribed).hasSize(1);
  }

  @Test
  void every_listener_hears_of_every_change_in_order() throws Exception {
    EventFeed feed = feed(3, 10_000_000);
    try (Listener first = feed.listen();
        Listener second = feed.listen()) {
      for (int id = 1; id <= 1_000; id++) {
        change(id);
      }
      for (Listener listener : List.of(first, second)) {
        List<SseEvent> told = take(listener, 1_000);
        for (int id = 1; id <= 1_000; id++) {
          assertThat(text(told.get(id - 1))).contains("\"id\":" + id + ",");
        }
      }
    }
    assertThat(reads.stream().mapToInt(Collection::size).sum()).isEqualTo(1_000);
  }

  @Test
  void one_listener_too_many_is_refused_in_plain_words() {
    EventFeed feed = feed(2, 1_000);
    Listener first = feed.listen();
    feed.listen();

    assertThatThrownBy(feed::listen)
        .isInstanceOfSatisfying(
            ApiError.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_READY))
        .hasMessageContaining("2 listeners to events already");

    first.close();
    feed.listen();
    assertThat(feed.open()).isEqualTo(2);
  }

  @Test
  void who_does_not_take_events_is_dropped_and_what_is_kept_is_bounded() throws Exception {
    EventFeed feed = feed(3, 20_000);
    try (Listener idle = feed.listen();
        Listener busy = feed.listen()) {
      for (int id = 1; id <= 500; id++) {
        change(id);
        assertThat(text(take(busy, 1).getFirst())).contains("\"id\":" + id + ",");
        assertThat(feed.keptBytes()).isLessThanOrEqualTo(20_000);
      }
      assertThatThrownBy(() -> idle.take(PATIENCE)).isInstanceOf(Dropped.class);
      // A stream takes up a place until it has ended.
      assertThat(feed.open()).isEqualTo(2);
    }
    assertThat(feed.open()).isZero();
    assertThat(feed.keptBytes()).isZero();
  }

  @Test
  void more_changes_than_can_be_told_drop_the_listeners_and_not_the_server() {
    EventFeed feed = feed(3, 1_000_000);
    try (Listener listener = feed.listen()) {
      subscribed.forEach(
          queue -> {
            for (int id = 1; id <= 1_000_000; id++) {
              queue.accept(new QueueEvent.TaskDeleted(new TaskId(id)));
            }
          });
      assertThatThrownBy(() -> takeAll(listener)).isInstanceOf(Dropped.class);
    }
  }

  private static void takeAll(Listener listener) throws InterruptedException {
    while (!listener.take(PATIENCE).isEmpty()) {
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
  }

  @Test
  void while_the_database_is_away_listeners_are_dropped_and_the_next_ones_are_told()
      throws Exception {
    EventFeed feed = feed(3, 1_000_000);
    try (Listener listener = feed.listen()) {
      away = true;
      change(1);
      assertThatThrownBy(() -> listener.take(PATIENCE)).isInstanceOf(Dropped.class);
    }
    away = false;
    assertThat(subscribed).isEmpty();

    try (Listener listener = feed.listen()) {
      change(2);
      assertThat(text(take(listener, 1).getFirst())).contains("\"id\":2,");
    }
  }

  @Test
  void a_listener_that_hears_nothing_goes_on() throws Exception {
    EventFeed feed = feed(3, 1_000_000);
    try (Listener listener = feed.listen()) {
      assertThat(listener.take(Duration.ofMillis(1))).isEmpty();
      change(3);
      assertThat(take(listener, 1)).hasSize(1);
    }
    assertThat(Optional.of(feed.open())).contains(0);
  }
}
