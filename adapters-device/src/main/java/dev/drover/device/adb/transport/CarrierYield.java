package dev.drover.device.adb.transport;

/**
 * Lets other threads have a turn after each portion that was read. A virtual thread gives its
 * carrier up only where it waits, and one that reads from a phone that talks without a pause never
 * waits: a few such phones would stop everything else. Used by one thread at a time.
 */
final class CarrierYield {
  /** In bytes: some milliseconds of work where it comes in small messages. */
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
