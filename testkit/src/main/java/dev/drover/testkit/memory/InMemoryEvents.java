package dev.drover.testkit.memory;

import dev.drover.application.port.storage.QueueEvents;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports changes in order, on one thread at a time. The thread ends when there is nothing left to
 * report.
 */
final class InMemoryEvents implements QueueEvents {
  private static final Logger log = LoggerFactory.getLogger(InMemoryEvents.class);

  private final List<Consumer<QueueEvent>> listeners = new CopyOnWriteArrayList<>();
  private final List<Runnable> workListeners = new CopyOnWriteArrayList<>();
  private final Queue<Runnable> untold = new ArrayDeque<>();
  private boolean telling;

  @Override
  public Subscription subscribe(Consumer<QueueEvent> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  void onWork(Runnable listener) {
    workListeners.add(listener);
  }

  void forgetListeners() {
    listeners.clear();
    workListeners.clear();
  }

  void tell(QueueEvent event) {
    later(() -> listeners.forEach(listener -> guarded(() -> listener.accept(event))));
  }

  void tellOfWork() {
    later(() -> workListeners.forEach(InMemoryEvents::guarded));
  }

  private synchronized void later(Runnable telling) {
    untold.add(telling);
    if (!this.telling) {
      this.telling = true;
      Thread.ofVirtual().name("storage-events").start(this::tellAll);
    }
  }

  private void tellAll() {
    for (Optional<Runnable> next = next(); next.isPresent(); next = next()) {
      next.get().run();
    }
  }

  private synchronized Optional<Runnable> next() {
    Optional<Runnable> next = Optional.ofNullable(untold.poll());
    telling = next.isPresent();
    return next;
  }

  /** A listener that fails does not affect the others. */
  private static void guarded(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException failed) {
      log.warn("a listener of the storage failed", failed);
    }
  }
}
