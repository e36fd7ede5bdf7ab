package dev.drover.http.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.DeviceDirectory.KnownDevice;
import dev.drover.application.port.storage.QueueEvents;
import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import dev.drover.application.port.storage.QueueEvents.QueueEvent.StepTaken;
import dev.drover.application.port.storage.QueueEvents.QueueEvent.TaskChanged;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.application.port.storage.TaskQueries;
import dev.drover.application.port.storage.TaskQueries.LatestStep;
import dev.drover.application.port.storage.TaskQueries.TaskDetails;
import dev.drover.domain.task.TaskId;
import dev.drover.http.account.AccountRoutes;
import dev.drover.http.device.DeviceRoutes;
import dev.drover.http.event.RecentChanges.Change;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import dev.drover.http.json.Json;
import dev.drover.http.task.TaskView;
import io.helidon.http.sse.SseEvent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends changes of tasks and phones to all listeners. Each change is read and serialized once,
 * however many listeners there are. Events that a listener has not taken yet are kept, up to a
 * number of bytes in all; a listener that falls further behind is dropped.
 *
 * <p>Changes have numbers, and {@link RecentChanges} remembers them without their content from the
 * first listener on. A client that comes back with the id of the last event that it has seen hears
 * of what has changed since, as it is now; or that it must read everything anew, if that is not
 * known.
 *
 * <p>One thread reads while there are listeners. Safe for use by any thread.
 */
public final class EventFeed {
  private static final Logger log = LoggerFactory.getLogger(EventFeed.class);

  private static final int MOST_LISTENERS = 100;

  private static final int HEAP_SHARE = 16;

  /**
   * Enough for the events of ten thousand tasks from one request, for a listener that keeps
   * reading.
   */
  private static final long LEAST_KEPT = 8 * 1024 * 1024;

  private static final long MOST_KEPT = 64 * 1024 * 1024;

  /** The most changes that wait to be read. With more, all listeners are dropped. */
  private static final int MOST_UNREAD = 100_000;

  /** The most changes that one database query reads. */
  private static final int MOST_AT_ONCE = 200;

  /** The most bytes that a listener takes at once; a single event may be larger. */
  private static final int MOST_BYTES_AT_ONCE = 64 * 1024;

  /** The bytes that an event takes beside its text. */
  private static final int OVERHEAD = 256;

  /** The data of an event that says it all by its name: an empty object. */
  private static final byte[] NO_DATA = "{}".getBytes(StandardCharsets.UTF_8);

  private final QueueEvents events;
  private final TaskQueries tasks;
  private final DeviceDirectory devices;
  private final AccountDirectory accounts;
  private final Clock clock;
  private final int mostListeners;
  private final long mostBytes;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition somethingToRead = lock.newCondition();
  private final Condition somethingToTell = lock.newCondition();

  /** The fields below are guarded by the lock. */
  private final Set<Listener> listeners = new HashSet<>();

  /**
   * The changes to read, each once, with the number of the first one that is not read. An event
   * shows the state at the time of reading, so it tells of later ones, too.
   */
  private final SequencedMap<QueueEvent, Long> unread = new LinkedHashMap<>();

  private final RecentChanges recent = new RecentChanges();

  /** The name of the row of changes. */
  private String feed = EventId.newFeed();

  /** The number of the last change. */
  private long changes;

  private final Deque<Frame> kept = new ArrayDeque<>();
  private long keptBytes;

  /** The number of the next frame. */
  private long next;

  /** The number of streams that are not closed yet, including those of dropped listeners. */
  private int open;

  /** Whether the storage tells of changes; from the first listener on. */
  private boolean subscribed;

  /** Whether a thread reads. */
  private boolean reading;

  /**
   * @param mostListeners the most listeners at one time
   * @param mostBytes the most bytes of events that are kept for listeners that have not taken them
   */
  EventFeed(
      QueueEvents events,
      TaskQueries tasks,
      DeviceDirectory devices,
      AccountDirectory accounts,
      Clock clock,
      int mostListeners,
      long mostBytes) {
    this.events = events;
    this.tasks = tasks;
    this.devices = devices;
    this.accounts = accounts;
    this.clock = clock;
    this.mostListeners = mostListeners;
    this.mostBytes = mostBytes;
  }

  /** Creates a feed with a server's limits; its memory is a share of the heap. */
  public static EventFeed ofHeap(
      QueueEvents events,
      TaskQueries tasks,
      DeviceDirectory devices,
      AccountDirectory accounts,
      Clock clock) {
    return new EventFeed(
        events,
        tasks,
        devices,
        accounts,
        clock,
        MOST_LISTENERS,
        Math.clamp(Runtime.getRuntime().maxMemory() / HEAP_SHARE, LEAST_KEPT, MOST_KEPT));
  }

  /** One serialized event, shared by all listeners. */
  private record Frame(Topic topic, long number, SseEvent event, int bytes) {}

  /** A change to read. */
  private record Numbered(EventId id, QueueEvent event) {}

  /**
   * Adds a listener, which gets every change from now on.
   *
   * @param topics what it wants to hear of
   * @param lastSeen the id of the last event that the client has seen; it then gets what has
   *     changed since, or the event {@code reset} if that is not known
   * @throws ApiError 50301 if the limit of listeners is reached
   */
  Listener listen(Set<Topic> topics, Optional<String> lastSeen) {
    lock.lock();
    try {
      if (open >= mostListeners) {
        throw new ApiError(
            ErrorCode.NOT_READY,
            "there are "
                + mostListeners
                + " listeners to events already, as many as are served; close one, and try again");
      }
      if (!subscribed) {
        QueueEvents.Subscription _ = events.subscribe(this::changed);
        subscribed = true;
      }
      if (!reading) {
        reading = true;
        Thread.ofVirtual().name("events").start(this::read);
      }
      Listener listener = new Listener(next, topics);
      lastSeen.ifPresent(text -> resume(listener, text));
      listeners.add(listener);
      open++;
      return listener;
    } finally {
      lock.unlock();
    }
  }

  private void resume(Listener listener, String lastSeen) {
    Optional<EventId> id =
        EventId.parse(lastSeen)
            .filter(seen -> seen.feed().equals(feed) && seen.number() <= changes);
    Optional<List<Change>> since = id.flatMap(seen -> recent.since(seen.number(), clock.instant()));
    if (since.isPresent()) {
      since.get().stream()
          .filter(change -> Topic.of(change.event()).filter(listener.topics::contains).isPresent())
          .forEach(listener.missed::add);
    } else {
      listener.reset = true;
    }
  }

  /** The number of open streams. */
  int open() {
    lock.lock();
    try {
      return open;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the number of bytes that are kept for listeners that have not taken them. */
  long keptBytes() {
    lock.lock();
    try {
      return keptBytes;
    } finally {
      lock.unlock();
    }
  }

  /** A listener. Used by one thread, and closed by it. */
  final class Listener implements AutoCloseable {
    private final Set<Topic> topics;

    /** What changed while the client was away. */
    private final Deque<Change> missed = new ArrayDeque<>();

    private long position;

    /** The number up to which the client knows all changes. */
    private long reached = changes;

    private boolean reset;
    private boolean dropped;
    private boolean accessEnded;

    private Listener(long position, Set<Topic> topics) {
      this.position = position;
      this.topics = topics;
    }

    /**
     * Waits for events.
     *
     * @param atMost how long to wait
     * @return the next events, a limited number at a time; empty if none came, or access may have
     *     ended
     * @throws Dropped if this listener is too far behind, or events can't be read
     * @throws StorageUnavailable if what the client has missed can't be read now
     */
    List<SseEvent> take(Duration atMost) throws InterruptedException {
      List<Numbered> away;
      lock.lockInterruptibly();
      try {
        if (!dropped && !reset && missed.isEmpty()) {
          await(atMost);
        }
        if (dropped) {
          throw new Dropped();
        }
        if (reset) {
          return List.of(resetNow());
        }
        if (missed.isEmpty()) {
          return taken();
        }
        away = nextMissed();
      } finally {
        lock.unlock();
      }
      return frames(away).stream().map(Frame::event).toList();
    }

    /** Waits for something that the client wants to hear of. */
    private void await(Duration atMost) throws InterruptedException {
      long nanos = atMost.toNanos();
      skipOtherTopics();
      while (!dropped && !reset && !accessEnded && position == next && nanos > 0) {
        nanos = somethingToTell.awaitNanos(nanos);
        skipOtherTopics();
      }
    }

    private Iterator<Frame> untaken() {
      return kept.stream().skip(position - (next - kept.size())).iterator();
    }

    private void skipOtherTopics() {
      if (dropped || position == next) {
        return;
      }
      long before = position;
      Iterator<Frame> untaken = untaken();
      boolean other = true;
      while (other && untaken.hasNext()) {
        Frame frame = untaken.next();
        other = !topics.contains(frame.topic());
        if (other) {
          pass(frame);
        }
      }
      if (position > before) {
        forgetTaken();
      }
    }

    private void pass(Frame frame) {
      position++;
      reached = Math.max(reached, frame.number());
    }

    private SseEvent resetNow() {
      reset = false;
      missed.clear();
      position = next;
      reached = changes;
      forgetTaken();
      return SseEvent.builder().id(id()).name("reset").data(NO_DATA.clone()).build();
    }

    private List<Numbered> nextMissed() {
      List<Numbered> batch = new ArrayList<>();
      while (!missed.isEmpty() && batch.size() < MOST_AT_ONCE) {
        Change change = missed.removeFirst();
        batch.add(new Numbered(new EventId(feed, change.number()), change.event()));
      }
      return batch;
    }

    /**
     * The id up to which the client knows all changes; empty while it does not know what it has
     * missed.
     */
    Optional<String> lastId() {
      lock.lock();
      try {
        return missed.isEmpty() && !reset ? Optional.of(id()) : Optional.empty();
      } finally {
        lock.unlock();
      }
    }

    private String id() {
      return new EventId(feed, reached).toString();
    }

    /** Whether somebody's access has ended since the last call, perhaps this listener's. */
    boolean mayHaveLostAccess() {
      lock.lock();
      try {
        boolean ended = accessEnded;
        accessEnded = false;
        return ended;
      } finally {
        lock.unlock();
      }
    }

    private List<SseEvent> taken() {
      List<SseEvent> taken = new ArrayList<>();
      int bytes = 0;
      Iterator<Frame> untaken = untaken();
      while (untaken.hasNext() && bytes < MOST_BYTES_AT_ONCE) {
        Frame frame = untaken.next();
        pass(frame);
        if (topics.contains(frame.topic())) {
          taken.add(frame.event());
          bytes += frame.bytes();
        }
      }
      forgetTaken();
      return taken;
    }

    @Override
    public void close() {
      lock.lock();
      try {
        listeners.remove(this);
        open--;
        forgetTaken();
        somethingToRead.signal();
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Signals that this listener has missed changes. The client has to connect again and read the
   * current state; that is safe.
   */
  static final class Dropped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Dropped() {
      super("too far behind");
    }
  }

  /** Removes the events that every listener has taken. */
  private void forgetTaken() {
    long needed = listeners.stream().mapToLong(listener -> listener.position).min().orElse(next);
    while (next - kept.size() < needed) {
      keptBytes -= kept.removeFirst().bytes();
    }
  }

  /** Reads until there are no listeners. If reading fails, all listeners are dropped. */
  private void read() {
    boolean nobodyListens = false;
    try {
      while (!nobodyListens) {
        List<Numbered> batch = nextBatch();
        nobodyListens = batch.isEmpty();
        tell(frames(batch));
      }
    } catch (InterruptedException shutdown) {
      Thread.currentThread().interrupt();
    } catch (StorageUnavailable away) {
      log.debug("listeners to events are dropped: {}", away.getMessage());
    } catch (RuntimeException failed) {
      log.error("an event could not be read; listeners to events are dropped", failed);
    } finally {
      if (!nobodyListens) {
        fail();
      }
    }
  }

  /** Called by a thread of the storage. */
  private void changed(QueueEvent event) {
    lock.lock();
    try {
      if (event instanceof QueueEvent.AccessEnded) {
        listeners.forEach(listener -> listener.accessEnded = true);
        somethingToTell.signalAll();
      } else if (event instanceof QueueEvent.ChangesMissed) {
        beginAnew();
      } else if (Topic.of(event).isPresent()) {
        changes++;
        recent.add(event, changes, clock.instant());
        // The task itself tells how far it is, from now on.
        if (event instanceof TaskChanged task) {
          recent.drop(new StepTaken(task.id()));
        } else if (event instanceof QueueEvent.TaskDeleted task) {
          recent.drop(new StepTaken(task.id()));
        }
        note(event);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Nobody knows what has changed: all listeners are told to read everything anew. */
  private void beginAnew() {
    feed = EventId.newFeed();
    recent.clear(changes);
    listeners.forEach(listener -> listener.reset = true);
    somethingToTell.signalAll();
  }

  private void note(QueueEvent event) {
    if (event instanceof StepTaken
        && listeners.stream().noneMatch(listener -> listener.topics.contains(Topic.STEPS))) {
      return;
    }
    if (unread.size() < MOST_UNREAD && !listeners.isEmpty()) {
      unread.putIfAbsent(event, changes);
    } else if (!listeners.isEmpty()) {
      log.warn("more changes than can be told: listeners to events are dropped");
      unread.clear();
      dropAll();
    }
    somethingToRead.signal();
  }

  /**
   * Takes some of the changes that wait to be read. Empty when there are no listeners; the next one
   * starts another reader.
   */
  private List<Numbered> nextBatch() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (unread.isEmpty() && !listeners.isEmpty()) {
        somethingToRead.await();
      }
      if (listeners.isEmpty()) {
        stopReading();
        return List.of();
      }
      List<Numbered> batch = new ArrayList<>();
      while (!unread.isEmpty() && batch.size() < MOST_AT_ONCE) {
        Map.Entry<QueueEvent, Long> first = unread.pollFirstEntry();
        batch.add(new Numbered(new EventId(feed, first.getValue()), first.getKey()));
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void tell(List<Frame> frames) {
    lock.lock();
    try {
      for (Frame frame : frames) {
        kept.add(frame);
        keptBytes += frame.bytes();
        next++;
      }
      while (keptBytes > mostBytes) {
        dropSlowest();
      }
      somethingToTell.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Drops the listeners that have not taken the oldest event. */
  private void dropSlowest() {
    long oldest = next - kept.size();
    listeners.stream()
        .filter(listener -> listener.position == oldest)
        .forEach(
            listener -> {
              listener.dropped = true;
              log.debug("a listener to events was too slow and is dropped");
            });
    listeners.removeIf(listener -> listener.dropped);
    forgetTaken();
  }

  private void dropAll() {
    listeners.forEach(listener -> listener.dropped = true);
    listeners.clear();
    forgetTaken();
    somethingToTell.signalAll();
  }

  private void fail() {
    lock.lock();
    try {
      dropAll();
      stopReading();
    } finally {
      lock.unlock();
    }
  }

  private void stopReading() {
    reading = false;
    unread.clear();
  }

  /** Reads and serializes changes. A task that changed twice appears once, in its current state. */
  private List<Frame> frames(List<Numbered> batch) {
    List<TaskId> changed =
        batch.stream()
            .flatMap(
                change ->
                    change.event() instanceof TaskChanged task ? Stream.of(task.id()) : Stream.of())
            .toList();
    Map<TaskId, TaskDetails> details =
        changed.isEmpty()
            ? Map.of()
            : tasks.findAll(changed).stream()
                .collect(Collectors.toMap(found -> found.task().id(), found -> found));
    Map<TaskId, LatestStep> steps = steps(batch);
    return batch.stream()
        .flatMap(
            change ->
                data(change.event(), details, steps)
                    .map(data -> frame(Topic.of(change.event()).orElseThrow(), change, data))
                    .stream())
        .toList();
  }

  private Map<TaskId, LatestStep> steps(List<Numbered> batch) {
    List<TaskId> stepped =
        batch.stream()
            .flatMap(
                change ->
                    change.event() instanceof StepTaken step ? Stream.of(step.id()) : Stream.of())
            .toList();
    return stepped.isEmpty()
        ? Map.of()
        : tasks.latestSteps(stepped).stream()
            .collect(Collectors.toMap(LatestStep::id, found -> found));
  }

  /** What an event tells. */
  private record Data(String name, ObjectNode content) {}

  private Optional<Data> data(
      QueueEvent event, Map<TaskId, TaskDetails> details, Map<TaskId, LatestStep> steps) {
    return switch (event) {
      case TaskChanged changed ->
          Optional.ofNullable(details.get(changed.id()))
              .map(found -> new Data("task", TaskView.of(found)));
      case QueueEvent.TaskDeleted deleted ->
          Optional.of(
              new Data(
                  "task_deleted", Json.MAPPER.createObjectNode().put("id", deleted.id().value())));
      // Empty where the attempt has ended meanwhile.
      case StepTaken step ->
          Optional.ofNullable(steps.get(step.id()))
              .map(found -> new Data("step", TaskView.step(found)));
      case QueueEvent.AccountChanged changed ->
          accounts
              .find(changed.id())
              .map(
                  account ->
                      new Data(
                          "account",
                          AccountRoutes.view(
                              account,
                              account.device().flatMap(devices::find).map(KnownDevice::device))));
      case QueueEvent.DeviceChanged changed ->
          Optional.of(
              devices
                  .find(changed.serial())
                  .map(device -> new Data("device", DeviceRoutes.view(device)))
                  .orElseGet(
                      () ->
                          new Data(
                              "device_removed",
                              Json.MAPPER
                                  .createObjectNode()
                                  .put("serial", changed.serial().value()))));
      case QueueEvent.LeaseChanged changed ->
          Optional.of(
              new Data(
                  "lease",
                  DeviceRoutes.leaseView(
                      changed.serial(),
                      devices.find(changed.serial()).flatMap(KnownDevice::lease))));
      case QueueEvent.StopRequested _ -> Optional.empty();
      case QueueEvent.AccessEnded _ -> Optional.empty();
      case QueueEvent.ChangesMissed _ -> Optional.empty();
    };
  }

  private Frame frame(Topic topic, Numbered change, Data data) {
    try {
      byte[] bytes = Json.MAPPER.writeValueAsBytes(data.content());
      SseEvent event =
          SseEvent.builder().id(change.id().toString()).name(data.name()).data(bytes).build();
      return new Frame(topic, change.id().number(), event, bytes.length + OVERHEAD);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of plain values is always JSON", impossible);
    }
  }
}
