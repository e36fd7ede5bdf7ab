package dev.drover.device.adb.transport;

/**
 * Yields the carrier thread after each portion that was read. A virtual thread releases its carrier
 * only where it waits, and a thread that reads from a phone that never pauses does not wait: a few
 * such phones would stop everything else. Used by one thread at a time.
 */
final class CarrierYield {
  /** In bytes. Reading this much in small messages takes some milliseconds. */
  private static final int PORTION = 256 * 1024;

  private long sinceTurn;

  @SuppressWarnings("ThreadPriorityCheck") // Nothing here relies on whose turn is next.
  void took(long bytes) {
    sinceTurn += bytes;
    if (sinceTurn >= PORTION) {
      sinceTurn = 0;
      Thread.yield();
    }
  }
}
