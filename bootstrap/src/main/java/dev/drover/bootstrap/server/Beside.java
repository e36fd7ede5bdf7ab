package dev.drover.bootstrap.server;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A part of the server that is built on a thread of its own while the start goes on. A failure
 * shows where the part is first used, as if it were built there. Safe for use by any thread.
 */
final class Beside<T> implements AutoCloseable {
  private final FutureTask<T> part;
  private final Consumer<T> closing;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Beside(FutureTask<T> part, Consumer<T> closing) {
    this.part = part;
    this.closing = closing;
  }

  /**
   * Begins to build a part.
   *
   * @param name of the thread
   * @param closing closes the part
   */
  static <T> Beside<T> begin(String name, Callable<T> building, Consumer<T> closing) {
    FutureTask<T> part = new FutureTask<>(building);
    Thread.ofPlatform().daemon().name(name).start(part);
    return new Beside<>(part, closing);
  }

  /**
   * Waits for the part.
   *
   * @throws IllegalStateException if this thread is interrupted, or building failed with a checked
   *     exception. Other failures are thrown as they are.
   */
  T get() {
    try {
      return part.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException same) {
        throw same;
      }
      if (failed.getCause() instanceof Error same) {
        throw same;
      }
      throw new IllegalStateException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the server was starting", interrupted);
    }
  }

  /**
   * Waits until the part is built, and closes it. A part that could not be built needs no end.
   * Closing it again does nothing.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    T built;
    try {
      built = part.get();
    } catch (ExecutionException neverBuilt) {
      return;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return;
    }
    closing.accept(built);
  }
}
