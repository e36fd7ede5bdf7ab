package dev.drover.http.guard;

import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory that the bodies of requests, and large answers, may take up together: a share of the
 * heap, so that many large ones at one time are answered one after the other, and do not end the
 * process. A small body needs no leave. Safe for use by any thread.
 */
public final class BodyMemory {
  /** Of each request; what a thousand connections take up so is no danger. */
  static final int FREE = 32 * 1024;

  /** What is read from a body takes up some more: as text, as a tree, as what is made of it. */
  private static final int HEAP_SHARE = 16;

  private static final int UNIT = 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final int most;
  private final Semaphore units;
  private final Duration patience;

  /**
   * @param bytes in all
   * @param patience how long a request waits for others to give theirs back
   */
  BodyMemory(long bytes, Duration patience) {
    this.most = (int) Math.min(Integer.MAX_VALUE, bytes / UNIT);
    this.units = new Semaphore(most, true);
    this.patience = patience;
  }

  /** Enough for one of the largest at any rate. */
  public static BodyMemory ofHeap() {
    return new BodyMemory(
        Math.max(RequestBody.LARGEST + FREE, Runtime.getRuntime().maxMemory() / HEAP_SHARE),
        PATIENCE);
  }

  /** For one request, to be closed when it is answered. */
  public Share begin(ServerRequest request) {
    Share share = share();
    request.context().register(share);
    return share;
  }

  Share share() {
    return new Share();
  }

  public static Share of(ServerRequest request) {
    return request.context().get(Share.class).orElseThrow();
  }

  /** One request's. Used by the request's own thread. */
  public final class Share implements AutoCloseable {
    private int held;

    /**
     * Waits a little until there is room. What needs more than all there is waits until it is
     * alone.
     *
     * @param bytes of this request in all, its answer too
     * @throws ApiError 50301 if others need too much
     */
    public void need(long bytes) {
      int wanted = (int) Math.min(most, Math.ceilDiv(Math.max(0, bytes - FREE), UNIT)) - held;
      if (wanted <= 0) {
        return;
      }
      try {
        if (!units.tryAcquire(wanted, patience.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new ApiError(
              ErrorCode.NOT_READY, "too many large requests at one time; try again in a moment");
        }
        held += wanted;
      } catch (InterruptedException shutdown) {
        Thread.currentThread().interrupt();
        throw new ApiError(ErrorCode.NOT_READY, "the server is shutting down");
      }
    }

    @Override
    public void close() {
      units.release(held);
      held = 0;
    }
  }
}
