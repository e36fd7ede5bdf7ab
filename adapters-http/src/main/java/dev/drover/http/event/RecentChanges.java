package dev.drover.http.event;

import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What has changed within the last hour, for clients that come back: each thing once, with the
 * number of its last change. What a thing looks like is read anew when a client asks, so nothing of
 * it is kept: {@value #MOST} changes take up about two megabytes. Not safe for use by several
 * threads.
 */
final class RecentChanges {
  /** More changes than a client would rather hear of one by one than read the lists anew. */
  static final int MOST = 10_000;

  private static final Duration KEPT = Duration.ofHours(1);

  /** In the order of their numbers. */
  private final SequencedMap<QueueEvent, Change> changes = new LinkedHashMap<>();

  /** The highest number that was forgotten. */
  private long forgotten;

  /** The last change of a thing. */
  record Change(QueueEvent event, long number, Instant at) {}

  /**
   * @param number higher than all before
   */
  void add(QueueEvent event, long number, Instant now) {
    changes.remove(event);
    changes.put(event, new Change(event, number, now));
    forgetOld(now);
  }

  /** Forgets a thing whose changes nobody needs to hear of any more. */
  void drop(QueueEvent event) {
    changes.remove(event);
  }

  private void forgetOld(Instant now) {
    Instant oldest = now.minus(KEPT);
    Iterator<Change> inOrder = changes.values().iterator();
    while (inOrder.hasNext()) {
      Change change = inOrder.next();
      if (changes.size() <= MOST && !change.at().isBefore(oldest)) {
        return;
      }
      forgotten = change.number();
      inOrder.remove();
    }
  }

  /**
   * Returns the changes after a number, in order; empty if some of them are forgotten, or all are
   * forgotten that a client could know.
   */
  Optional<List<Change>> since(long number, Instant now) {
    forgetOld(now);
    return number < forgotten
        ? Optional.empty()
        : Optional.of(
            changes.values().stream().filter(change -> change.number() > number).toList());
  }

  /** Forgets everything, up to this number. */
  void clear(long number) {
    changes.clear();
    forgotten = number;
  }
}
