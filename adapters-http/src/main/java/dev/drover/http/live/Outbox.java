package dev.drover.http.live;

import dev.drover.application.live.LivePicture;
import dev.drover.domain.device.DeviceSerial;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is to be sent to one client: of each phone the newest picture or problem alone. A client
 * that reads slowly gets fewer pictures, and takes no more memory than a share of what all sockets
 * may take. Safe for use by any thread.
 */
final class Outbox {
  /** The most bytes of pictures that wait for one client. */
  private static final long MOST_BYTES = 8 * 1024 * 1024;

  private final AtomicLong unsentOfAll;
  private final long mostOfAll;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition something = lock.newCondition();

  /** The fields below are guarded by the lock. */
  private final SequencedMap<DeviceSerial, Next.Content> waiting = new LinkedHashMap<>();

  private Set<DeviceSerial> shown = Set.of();
  private long bytes;
  private Optional<byte[]> pong = Optional.empty();
  private Optional<Next.Close> closing = Optional.empty();

  /**
   * @param unsentOfAll the bytes that wait in all outboxes
   * @param mostOfAll the most of them
   */
  Outbox(AtomicLong unsentOfAll, long mostOfAll) {
    this.unsentOfAll = unsentOfAll;
    this.mostOfAll = mostOfAll;
  }

  /** What is to be sent next. */
  sealed interface Next {
    /** About one phone. */
    sealed interface Content extends Next {}

    record Shown(LivePicture picture) implements Content {}

    record Problem(DeviceSerial serial, String reason) implements Content {}

    @SuppressWarnings("ArrayRecordComponent") // sent, never compared
    record Pong(byte[] content) implements Next {}

    /** The last thing that is sent. */
    record Close(int code, String reason) implements Next {}

    /** Nothing came in time. */
    record Nothing() implements Next {}
  }

  /** Leaves out everything about other phones, from now on. */
  void showOnly(Set<DeviceSerial> serials) {
    lock.lock();
    try {
      shown = Set.copyOf(serials);
      waiting
          .entrySet()
          .removeIf(
              entry -> {
                boolean other = !shown.contains(entry.getKey());
                if (other) {
                  took(entry.getValue());
                }
                return other;
              });
    } finally {
      lock.unlock();
    }
  }

  void picture(LivePicture picture) {
    put(picture.serial(), new Next.Shown(picture));
  }

  void problem(DeviceSerial serial, String reason) {
    put(serial, new Next.Problem(serial, reason));
  }

  private void put(DeviceSerial serial, Next.Content content) {
    lock.lock();
    try {
      if (closing.isPresent() || !shown.contains(serial)) {
        return;
      }
      // A newer picture has the place of the one before: no phone waits forever.
      Next.Content before = waiting.put(serial, content);
      if (before != null) {
        took(before);
      }
      bytes += size(content);
      unsentOfAll.addAndGet(size(content));
      while (!waiting.isEmpty() && (bytes > MOST_BYTES || unsentOfAll.get() > mostOfAll)) {
        took(waiting.pollFirstEntry().getValue());
      }
      something.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static long size(Next.Content content) {
    return switch (content) {
      case Next.Shown shown -> shown.picture().picture().bytes().length;
      case Next.Problem _ -> 0;
    };
  }

  private void took(Next.Content content) {
    bytes -= size(content);
    unsentOfAll.addAndGet(-size(content));
  }

  /** Answers the last ping; earlier ones need no answer. */
  void pong(byte[] content) {
    lock.lock();
    try {
      pong = Optional.of(content);
      something.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Closes the socket, before anything else is sent. The first reason counts. */
  void close(int code, String reason) {
    lock.lock();
    try {
      if (closing.isEmpty()) {
        closing = Optional.of(new Next.Close(code, reason));
        waiting.values().forEach(this::took);
        waiting.clear();
        something.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isClosing() {
    lock.lock();
    try {
      return closing.isPresent();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for something to send. */
  Next take(Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (closing.isEmpty() && pong.isEmpty() && waiting.isEmpty() && left > 0) {
        left = something.awaitNanos(left);
      }
      if (closing.isPresent()) {
        return closing.get();
      }
      if (pong.isPresent()) {
        Next answer = new Next.Pong(pong.get());
        pong = Optional.empty();
        return answer;
      }
      Map.Entry<DeviceSerial, Next.Content> first = waiting.pollFirstEntry();
      if (first == null) {
        return new Next.Nothing();
      }
      took(first.getValue());
      return first.getValue();
    } finally {
      lock.unlock();
    }
  }
}
