package dev.drover.testkit.memory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Runs transactions one after another, each completely or not at all. A nested transaction is part
 * of the outer one; if it fails, only its own changes are undone.
 */
final class Transactions {
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Runnable> undo = new ArrayDeque<>();
  private final List<Runnable> onCommit = new ArrayList<>();

  /** Runs {@code work} exclusively. If it throws, nothing has changed. */
  <T> T run(Supplier<T> work) {
    lock.lock();
    try {
      int changes = undo.size();
      int announcements = onCommit.size();
      boolean done = false;
      try {
        T answer = work.get();
        done = true;
        return answer;
      } finally {
        if (!done) {
          while (undo.size() > changes) {
            undo.pop().run();
          }
          onCommit.subList(announcements, onCommit.size()).clear();
        }
        if (lock.getHoldCount() == 1) {
          undo.clear();
          onCommit.forEach(Runnable::run);
          onCommit.clear();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Runs work without a result. */
  void run(Runnable work) {
    run(
        () -> {
          work.run();
          return true;
        });
  }

  /** Registers how to undo a change that was just made. */
  void undoBy(Runnable inverse) {
    undo.push(inverse);
  }

  /** Runs this when the current transaction commits, in the order of the transactions. */
  void onCommit(Runnable announcement) {
    onCommit.add(announcement);
  }
}
