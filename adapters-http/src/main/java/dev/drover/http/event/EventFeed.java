package dev.drover.http.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.DeviceDirectory.KnownDevice;
import dev.drover.application.port.storage.QueueEvents;
import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import dev.drover.application.port.storage.QueueEvents.QueueEvent.TaskChanged;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.application.port.storage.TaskQueries;
import dev.drover.application.port.storage.TaskQueries.TaskDetails;
import dev.drover.domain.task.TaskId;
import dev.drover.http.account.AccountRoutes;
import dev.drover.http.device.DeviceRoutes;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import dev.drover.http.json.Json;
import dev.drover.http.task.TaskView;
import io.helidon.http.sse.SseEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private final QueueEvents events;
  private final TaskQueries tasks;
  private final DeviceDirectory devices;
  private final AccountDirectory accounts;
  private final int mostListeners;
  private final long mostBytes;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition somethingToRead = lock.newCondition();
  private final Condition somethingToTell = lock.newCondition();

  /** The fields below are guarded by the lock. */
  private final Set<Listener> listeners = new HashSet<>();

  /** The changes to read, each once. An event shows the state at the time of reading. */
  private final Set<QueueEvent> unread = new LinkedHashSet<>();

  private final Deque<Frame> kept = new ArrayDeque<>();
  private long keptBytes;

  /** The number of the next frame. */
  private long next;

  /** The number of streams that are not closed yet, including those of dropped listeners. */
  private int open;

  /** Present while a thread reads. */
  private Optional<QueueEvents.Subscription> subscription = Optional.empty();

  /**
   * @param mostListeners the most listeners at one time
   * @param mostBytes the most bytes of events that are kept for listeners that have not taken them
   */
  EventFeed(
      QueueEvents events,
      TaskQueries tasks,
      DeviceDirectory devices,
      AccountDirectory accounts,
      int mostListeners,
      long mostBytes) {
    this.events = events;
    this.tasks = tasks;
    this.devices = devices;
    this.accounts = accounts;
    this.mostListeners = mostListeners;
    this.mostBytes = mostBytes;
  }

  /** Creates a feed with a server's limits; its memory is a share of the heap. */
  public static EventFeed ofHeap(
      QueueEvents events, TaskQueries tasks, DeviceDirectory devices, AccountDirectory accounts) {
    return new EventFeed(
        events,
        tasks,
        devices,
        accounts,
        MOST_LISTENERS,
        Math.clamp(Runtime.getRuntime().maxMemory() / HEAP_SHARE, LEAST_KEPT, MOST_KEPT));
  }

  /** One serialized event, shared by all listeners. */
  private record Frame(SseEvent event, int bytes) {}

  /**
   * Adds a listener, which gets every change from now on.
   *
   * @throws ApiError 50301 if the limit of listeners is reached
   */
  Listener listen() {
    lock.lock();
    try {
      if (open >= mostListeners) {
        throw new ApiError(
            ErrorCode.NOT_READY,
            "there are "
                + mostListeners
                + " listeners to events already, as many as are served; close one, and try again");
      }
      if (subscription.isEmpty()) {
        subscription = Optional.of(events.subscribe(this::changed));
        Thread.ofVirtual().name("events").start(this::read);
      }
      Listener listener = new Listener(next);
      listeners.add(listener);
      open++;
      return listener;
    } finally {
      lock.unlock();
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
    private long position;
    private boolean dropped;

    private Listener(long position) {
      this.position = position;
    }

    /**
     * Waits for events.
     *
     * @param atMost how long to wait
     * @return the next events, a limited number at a time; empty if none came
     * @throws Dropped if this listener is too far behind, or events can't be read
     */
    List<SseEvent> take(Duration atMost) throws InterruptedException {
      lock.lockInterruptibly();
      try {
        long nanos = atMost.toNanos();
        while (!dropped && position == next && nanos > 0) {
          nanos = somethingToTell.awaitNanos(nanos);
        }
        if (dropped) {
          throw new Dropped();
        }
        return taken();
      } finally {
        lock.unlock();
      }
    }

    private List<SseEvent> taken() {
      List<SseEvent> taken = new ArrayList<>();
      int bytes = 0;
      Iterator<Frame> untaken = kept.stream().skip(position - (next - kept.size())).iterator();
      while (untaken.hasNext() && bytes < MOST_BYTES_AT_ONCE) {
        Frame frame = untaken.next();
        taken.add(frame.event());
        bytes += frame.bytes();
      }
      position += taken.size();
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
        List<QueueEvent> batch = nextBatch();
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
      if (unread.size() < MOST_UNREAD && !listeners.isEmpty()) {
        unread.add(event);
      } else if (!listeners.isEmpty()) {
        log.warn("more changes than can be told: listeners to events are dropped");
        unread.clear();
        dropAll();
      }
      somethingToRead.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes some of the changes that wait to be read. Empty when there are no listeners; the next one
   * starts another reader.
   */
  private List<QueueEvent> nextBatch() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (unread.isEmpty() && !listeners.isEmpty()) {
        somethingToRead.await();
      }
      if (listeners.isEmpty()) {
        unsubscribe();
        return List.of();
      }
      List<QueueEvent> batch = new ArrayList<>();
      Iterator<QueueEvent> first = unread.iterator();
      while (first.hasNext() && batch.size() < MOST_AT_ONCE) {
        batch.add(first.next());
        first.remove();
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
      unsubscribe();
    } finally {
      lock.unlock();
    }
  }

  private void unsubscribe() {
    subscription.ifPresent(QueueEvents.Subscription::close);
    subscription = Optional.empty();
    unread.clear();
  }

  /** Reads and serializes changes. A task that changed twice appears once, in its current state. */
  private List<Frame> frames(List<QueueEvent> batch) {
    List<TaskId> changed =
        batch.stream()
            .flatMap(
                event -> event instanceof TaskChanged task ? Stream.of(task.id()) : Stream.of())
            .toList();
    Map<TaskId, TaskDetails> details =
        changed.isEmpty()
            ? Map.of()
            : tasks.findAll(changed).stream()
                .collect(Collectors.toMap(found -> found.task().id(), found -> found));
    return batch.stream().flatMap(event -> frame(event, details).stream()).toList();
  }

  private Optional<Frame> frame(QueueEvent event, Map<TaskId, TaskDetails> details) {
    return switch (event) {
      case TaskChanged changed ->
          Optional.ofNullable(details.get(changed.id()))
              .map(found -> frame("task", TaskView.of(found)));
      case QueueEvent.TaskDeleted deleted ->
          Optional.of(
              frame(
                  "task_deleted", Json.MAPPER.createObjectNode().put("id", deleted.id().value())));
      case QueueEvent.StopRequested requested -> Optional.empty();
      case QueueEvent.AccountChanged changed ->
          accounts
              .find(changed.id())
              .map(
                  account ->
                      frame(
                          "account",
                          AccountRoutes.view(
                              account,
                              account.device().flatMap(devices::find).map(KnownDevice::device))));
      case QueueEvent.DeviceChanged changed ->
          Optional.of(
              devices
                  .find(changed.serial())
                  .map(device -> frame("device", DeviceRoutes.view(device)))
                  .orElseGet(
                      () ->
                          frame(
                              "device_removed",
                              Json.MAPPER
                                  .createObjectNode()
                                  .put("serial", changed.serial().value()))));
    };
  }

  private static Frame frame(String name, ObjectNode data) {
    try {
      byte[] bytes = Json.MAPPER.writeValueAsBytes(data);
      return new Frame(SseEvent.builder().name(name).data(bytes).build(), bytes.length + OVERHEAD);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of plain values is always JSON", impossible);
    }
  }
}
