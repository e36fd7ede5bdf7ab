package dev.drover.device.adb.transport;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import okio.Buffer;
import okio.BufferedSource;

/**
 * The memory for output that is read as a whole, whole screens above all: a hundred phones may be
 * asked for theirs at one time, and a hostile one sends as much as it may. Who finds no memory free
 * waits before the phone is asked, so that no phone is taken for slow because others are, and who
 * has some waits for nobody but the phone. Safe for use by any thread.
 */
public final class OutputMemory {
  /** What a screen fits in, in bytes. They have one to six MB. */
  static final int PORTION = 8 * 1024 * 1024;

  /** What is read is copied once, so that this many screens take the memory of twice as many. */
  private static final int SCREENS_OF_ALL_PHONES = 12;

  private final Semaphore portions;

  OutputMemory(int portions) {
    this.portions = new Semaphore(portions, true);
  }

  /** Creates the memory that all phones of a server share. */
  public static OutputMemory ofAllPhones() {
    return new OutputMemory(SCREENS_OF_ALL_PHONES);
  }

  /** A call to a phone that needs memory. */
  @FunctionalInterface
  public interface Call {
    byte[] make(Portions portions);
  }

  /**
   * Makes a call that reads a phone's output. Waits until there is memory for a screen: each call
   * ends by its own deadline, and those that wait get theirs in turn.
   */
  public byte[] during(Call call) {
    portions.acquireUninterruptibly();
    Portions taken = new Portions();
    try {
      return call.make(taken);
    } finally {
      portions.release(taken.count);
    }
  }

  boolean isWaitedFor() {
    return portions.hasQueuedThreads();
  }

  /** What one call has taken. Used by one thread at a time. */
  public final class Portions {
    private int count = 1;

    private Portions() {}

    /**
     * Reads until the end.
     *
     * @throws IOException if there is more than {@link MessageLimit#MOST_OUTPUT}, or more than a
     *     portion while others have the rest. Those are not waited for, since they may wait, too
     */
    public byte[] read(BufferedSource source) throws IOException {
      Buffer content = new Buffer();
      while (source.read(content, 64 * 1024) != -1) {
        if (content.size() > MessageLimit.MOST_OUTPUT) {
          throw new IOException("more than " + MessageLimit.MOST_OUTPUT + " bytes of output");
        }
        if (content.size() > (long) count * PORTION) {
          if (!portions.tryAcquire()) {
            throw new IOException(
                "more than "
                    + content.size()
                    + " bytes of output, while other phones have many, too; try again");
          }
          count++;
        }
      }
      return content.readByteArray();
    }
  }
}
