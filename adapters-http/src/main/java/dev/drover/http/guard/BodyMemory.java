package dev.drover.http.guard;

import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Limits the memory of all request bodies and large answers together to a share of the heap. Many
 * large requests at one time wait for each other instead of ending the process. Small bodies are
 * not counted. Safe for use by any thread.
 */
public final class BodyMemory {
  /** Bytes of each request that are not counted; a thousand times this is no danger. */
  static final int FREE = 32 * 1024;

  /** One sixteenth: text, tree and objects made of a body take up several times its size. */
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

  /** With a share of this process's heap, and enough for one largest body at least. */
  public static BodyMemory ofHeap() {
    return new BodyMemory(
        Math.max(RequestBody.LARGEST + FREE, Runtime.getRuntime().maxMemory() / HEAP_SHARE),
        PATIENCE);
  }

  /** Begins the share of one request, to be closed when it is answered. */
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

  /** The share of one request. Used by the request's own thread. */
  public final class Share implements AutoCloseable {
    private int held;

    /**
     * Reserves memory, and waits for it if necessary. A request that needs more than the limit
     * waits until it is alone.
     *
     * @param bytes what the request needs in all, its answer included
     * @throws ApiError 50301 if other requests don't give back enough in time
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
        throw new ApiError(
            ErrorCode.NOT_READY, "the server is shutting down; try again once it runs again");
      }
    }

    @Override
    public void close() {
      units.release(held);
      held = 0;
    }
  }
}
