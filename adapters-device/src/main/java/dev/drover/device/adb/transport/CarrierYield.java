package dev.drover.device.adb.transport;

import java.util.concurrent.locks.LockSupport;

/**
 * Gives the carrier thread up after each portion that was read. A virtual thread releases its
 * carrier only where it waits, and a thread that reads from a phone that never pauses does not
 * wait: a few such phones would stop everything else. Used by one thread at a time.
 */
final class CarrierYield {
  /** In bytes. Reading this much in small messages takes some milliseconds. */
  private static final int PORTION = 256 * 1024;

  /**
   * The shortest wait. {@link Thread#yield} is not enough: it puts the thread at the end of its
   * carrier's own queue, which the carrier empties before it takes others' threads, so that two
   * such threads keep a carrier for themselves. A wait ends in the queue of all.
   */
  private static final long NANOS = 1;

  private long sinceTurn;

  void took(long bytes) {
    sinceTurn += bytes;
    if (sinceTurn >= PORTION) {
      sinceTurn = 0;
      LockSupport.parkNanos(NANOS);
    }
  }
}
