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
import dev.drover.domain.device.DeviceSerial;
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
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T10:00:00Z"));
  private final DeviceDirectory devices = new NoPhones();
  private final AccountDirectory accounts =
      new InMemoryStorage(clock, ZoneOffset.UTC, new Random(7)).accounts();

  private EventFeed feed(int mostListeners, long mostBytes) {
    return new EventFeed(events, tasks, devices, accounts, clock, mostListeners, mostBytes);
  }

  private static Listener listen(EventFeed feed) {
    return feed.listen(Topic.USUAL, Optional.empty());
  }

  private static Listener resume(EventFeed feed, String lastSeen) {
    return feed.listen(Topic.USUAL, Optional.of(lastSeen));
  }

  private void tell(QueueEvent event) {
    subscribed.forEach(listener -> listener.accept(event));
  }

  private static String id(SseEvent event) {
    return event.id().orElseThrow();
  }

  private static boolean isReset(SseEvent event) {
    return event.name().equals(Optional.of("reset"));
  }

  private void change(long id) {
    tell(new TaskChanged(new TaskId(id)));
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
      listeners.add(listen(feed));
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
    try (Listener first = listen(feed);
        Listener second = listen(feed)) {
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
    Listener first = listen(feed);
    listen(feed);

    assertThatThrownBy(() -> listen(feed))
        .isInstanceOfSatisfying(
            ApiError.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_READY))
        .hasMessageContaining("2 listeners to events already");

    first.close();
    listen(feed);
    assertThat(feed.open()).isEqualTo(2);
  }

  @Test
  void who_does_not_take_events_is_dropped_and_what_is_kept_is_bounded() throws Exception {
    EventFeed feed = feed(3, 20_000);
    try (Listener idle = listen(feed);
        Listener busy = listen(feed)) {
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
    try (Listener listener = listen(feed)) {
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
    try (Listener listener = listen(feed)) {
      away = true;
      change(1);
      assertThatThrownBy(() -> listener.take(PATIENCE)).isInstanceOf(Dropped.class);
    }
    away = false;

    try (Listener listener = listen(feed)) {
      change(2);
      assertThat(text(take(listener, 1).getFirst())).contains("\"id\":2,");
    }
  }

  @Test
  void a_listener_that_hears_nothing_goes_on() throws Exception {
    EventFeed feed = feed(3, 1_000_000);
    try (Listener listener = listen(feed)) {
      assertThat(listener.take(Duration.ofMillis(1))).isEmpty();
      change(3);
      assertThat(take(listener, 1)).hasSize(1);
    }
    assertThat(Optional.of(feed.open())).contains(0);
  }

  @Test
  void who_comes_back_hears_once_of_each_thing_that_has_changed_since() throws Exception {
    EventFeed feed = feed(3, 1_000_000);
    String seen;
    try (Listener listener = listen(feed)) {
      change(1);
      change(2);
      seen = id(take(listener, 2).get(1));
    }
    change(3);
    change(2);
    tell(new QueueEvent.TaskDeleted(new TaskId(9)));
    change(3);
    reads.clear();

    try (Listener back = resume(feed, seen)) {
      assertThat(back.lastId()).as("it does not know yet").isEmpty();
      List<SseEvent> missed = back.take(PATIENCE);

      assertThat(missed).extracting(EventFeedTest::text).hasSize(3);
      assertThat(text(missed.get(0))).contains("\"id\":2,");
      assertThat(text(missed.get(1))).contains("\"id\":9}");
      assertThat(text(missed.get(2))).contains("\"id\":3,");
      assertThat(reads).containsExactly(List.of(new TaskId(2), new TaskId(3)));
      assertThat(back.lastId()).contains(id(missed.get(2)));
      change(4);
      assertThat(text(take(back, 1).getFirst())).contains("\"id\":4,");
    }
  }

  @Test
  void an_id_between_two_events_leaves_nothing_out() throws Exception {
    EventFeed feed = feed(3, 1_000_000);
    List<SseEvent> told;
    try (Listener listener = listen(feed)) {
      for (int id = 1; id <= 300; id++) {
        change(id);
      }
      told = take(listener, 300);
    }
    for (int seen : List.of(0, 1, 150, 299)) {
      try (Listener back = resume(feed, id(told.get(seen)))) {
        List<SseEvent> missed = new ArrayList<>();
        while (missed.size() < 299 - seen) {
          missed.addAll(back.take(PATIENCE));
        }
        assertThat(missed)
            .extracting(EventFeedTest::text)
            .containsExactlyElementsOf(
                told.subList(seen + 1, 300).stream().map(EventFeedTest::text).toList());
        assertThat(back.take(Duration.ofMillis(1))).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "no id", "00000000-1", "FEED-999999", "FEED--1", "FEED-"})
  void an_id_that_this_feed_has_not_given_means_read_everything_anew(String given)
      throws Exception {
    EventFeed feed = feed(3, 1_000_000);
    String name;
    try (Listener listener = listen(feed)) {
      change(1);
      name = id(take(listener, 1).getFirst()).replaceFirst("-.*", "");
    }

    try (Listener back = resume(feed, given.replace("FEED", name))) {
      List<SseEvent> first = back.take(PATIENCE);

      assertThat(first).hasSize(1);
      assertThat(isReset(first.getFirst())).isTrue();
      assertThat(id(first.getFirst())).isEqualTo(name + "-1");
      change(2);
      assertThat(text(take(back, 1).getFirst())).contains("\"id\":2,");
    }
  }

  @Test
  void another_servers_id_means_read_everything_anew() throws Exception {
    EventFeed one = feed(3, 1_000_000);
    EventFeed two = feed(3, 1_000_000);
    try (Listener here = listen(one);
        Listener _ = listen(two)) {
      change(1);
      try (Listener moved = resume(two, id(take(here, 1).getFirst()))) {
        assertThat(isReset(moved.take(PATIENCE).getFirst())).isTrue();
      }
    }
  }

  @Test
  void changes_are_remembered_for_an_hour() throws Exception {
    EventFeed feed = feed(3, 1_000_000);
    String seen;
    String later;
    try (Listener listener = listen(feed)) {
      change(1);
      seen = id(take(listener, 1).getFirst());
      change(2);
      later = id(take(listener, 1).getFirst());
    }
    clock.advance(Duration.ofHours(1));
    try (Listener back = resume(feed, seen)) {
      assertThat(text(back.take(PATIENCE).getFirst())).contains("\"id\":2,");
    }

    clock.advance(Duration.ofMillis(1));

    try (Listener back = resume(feed, seen)) {
      assertThat(isReset(back.take(PATIENCE).getFirst())).isTrue();
    }
    try (Listener back = resume(feed, later)) {
      assertThat(back.take(Duration.ofMillis(1))).as("it has missed nothing").isEmpty();
    }
  }

  @Test
  void ten_thousand_things_are_remembered_and_no_more() throws Exception {
    EventFeed feed = feed(3, 1_000_000);
    String before;
    String first;
    try (Listener listener = listen(feed)) {
      before = listener.lastId().orElseThrow();
      change(1);
      first = id(take(listener, 1).getFirst());
    }
    for (int id = 2; id <= RecentChanges.MOST + 1; id++) {
      change(id);
      change(id);
    }

    try (Listener back = resume(feed, first)) {
      assertThat(text(back.take(PATIENCE).getFirst())).contains("\"id\":2,");
    }
    try (Listener back = resume(feed, before)) {
      assertThat(isReset(back.take(PATIENCE).getFirst())).isTrue();
    }
  }

  @Test
  void where_the_storage_has_missed_changes_everybody_is_to_read_anew() throws Exception {
    EventFeed feed = feed(3, 1_000_000);
    try (Listener listener = listen(feed)) {
      change(1);
      String seen = id(take(listener, 1).getFirst());

      tell(new QueueEvent.ChangesMissed());

      SseEvent reset = listener.take(PATIENCE).getFirst();
      assertThat(isReset(reset)).isTrue();
      assertThat(id(reset)).isNotEqualTo(seen);
      try (Listener back = resume(feed, seen)) {
        assertThat(isReset(back.take(PATIENCE).getFirst())).isTrue();
      }
      try (Listener back = resume(feed, id(reset))) {
        assertThat(back.take(Duration.ofMillis(1))).isEmpty();
      }
      change(2);
      assertThat(text(take(listener, 1).getFirst())).contains("\"id\":2,");
    }
  }

  @Test
  void a_listener_hears_of_its_topics_alone_and_still_knows_how_far_it_has_come() throws Exception {
    EventFeed feed = feed(3, 1_000_000);
    String seen;
    try (Listener phones = feed.listen(Set.of(Topic.DEVICES), Optional.empty());
        Listener all = listen(feed)) {
      change(1);
      take(all, 1);
      assertThat(phones.take(Duration.ofMillis(1))).isEmpty();
      tell(new QueueEvent.DeviceChanged(new DeviceSerial("P1")));
      assertThat(take(phones, 1).getFirst().name()).contains("device_removed");
      change(2);
      seen = id(take(all, 2).get(1));
      assertThat(phones.take(Duration.ofMillis(1))).isEmpty();
      assertThat(phones.lastId()).contains(seen);
      assertThat(feed.keptBytes()).as("nothing is kept for it").isZero();
    }
    change(3);
    tell(new QueueEvent.DeviceChanged(new DeviceSerial("P2")));
    try (Listener back = feed.listen(Set.of(Topic.DEVICES), Optional.of(seen))) {
      List<SseEvent> missed = back.take(PATIENCE);
      assertThat(missed).hasSize(1);
      assertThat(text(missed.getFirst())).contains("P2");
    }
  }

  @Test
  void what_was_missed_while_the_database_was_away_is_told_afterwards() throws Exception {
    EventFeed feed = feed(3, 1_000_000);
    String seen;
    try (Listener listener = listen(feed)) {
      seen = listener.lastId().orElseThrow();
      away = true;
      change(1);
      assertThatThrownBy(() -> listener.take(PATIENCE)).isInstanceOf(Dropped.class);
    }
    try (Listener back = resume(feed, seen)) {
      assertThatThrownBy(() -> back.take(PATIENCE)).isInstanceOf(StorageUnavailable.class);
    }
    away = false;

    try (Listener back = resume(feed, seen)) {
      assertThat(text(back.take(PATIENCE).getFirst())).contains("\"id\":1,");
    }
  }

  @Test
  void whoever_waits_is_woken_when_somebodys_access_has_ended() throws Exception {
    EventFeed feed = feed(3, 1_000_000);
    try (Listener listener = listen(feed)) {
      assertThat(listener.mayHaveLostAccess()).isFalse();

      tell(new QueueEvent.AccessEnded());

      assertThat(listener.take(Duration.ofDays(1))).isEmpty();
      assertThat(listener.mayHaveLostAccess()).isTrue();
      assertThat(listener.mayHaveLostAccess()).as("until the next time").isFalse();
    }
  }
}
