package dev.drover.device.picture;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Decodes and encodes pictures on a few platform threads: a virtual thread that computes would
 * occupy a carrier that attempts need, and the processor time of a virtual thread can't be told.
 */
final class PictureThreads {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final ExecutorService POOL =
      Executors.newFixedThreadPool(
          Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
          Thread.ofPlatform().daemon().name("picture-", 1).factory());

  /**
   * The processor time for receiving a byte over ADB, which happens on virtual threads and can't be
   * measured there. A file of 10 MB took 16 ms.
   */
  private static final double NANOS_A_BYTE = 1.6;

  /**
   * The same for one picture, whatever its size: commands, streams, acknowledgements. It is what
   * the benchmark {@code pictures} counts for the whole process, without what these threads count.
   */
  private static final long NANOS_A_PICTURE = 1_000_000;

  private PictureThreads() {}

  /** Work on a picture. */
  interface Work<T> {
    T done() throws PictureUnreadable;
  }

  /**
   * What came out.
   *
   * @param cost the thread's processor time
   */
  record Done<T>(T result, Duration cost) {}

  /**
   * Does the work and waits for it. The wait is short, and an interrupt does not end it; the thread
   * stays interrupted.
   */
  static <T> Done<T> process(Work<T> work) throws PictureUnreadable {
    Future<Done<T>> future =
        POOL.submit(
            () -> {
              long before = THREADS.getCurrentThreadCpuTime();
              T result = work.done();
              return new Done<>(
                  result, Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - before));
            });
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException later) {
          interrupted = true;
        } catch (ExecutionException failed) {
          switch (failed.getCause()) {
            case PictureUnreadable unreadable -> throw unreadable;
            case RuntimeException defect -> throw defect;
            case Error error -> throw error;
            case null, default -> throw new IllegalStateException(failed);
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Estimates the processor time for receiving a picture. */
  static Duration receiving(int bytes) {
    return Duration.ofNanos(NANOS_A_PICTURE + (long) (bytes * NANOS_A_BYTE));
  }
}
