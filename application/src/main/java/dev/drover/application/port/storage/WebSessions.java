package dev.drover.application.port.storage;

import dev.drover.domain.access.SecretHash;
import dev.drover.domain.access.WebSession;
import java.time.Instant;
import java.util.Optional;

/**
 * The sessions of the dashboard, shared by all nodes. What one node writes the others see at once;
 * whenever a session has ended before its time, {@link QueueEvents} tells it. Every method is one
 * transaction, may be called from any thread, and throws {@link StorageUnavailable} when the
 * storage can't serve the call now.
 */
public interface WebSessions {

  /**
   * Keeps a new session. If its key has as many as allowed, the oldest of them end. Sessions
   * without a key count as those of one key. Not safe to try again with the same session: the first
   * try may have succeeded.
   *
   * @param mostOfOneKey at least 1
   */
  Adding add(WebSession session, int mostOfOneKey);

  /** What an addition comes to. */
  sealed interface Adding {
    record Added() implements Adding {}

    /** The key was revoked in the meantime, or there never was one; nothing is kept. */
    record KeyRevoked() implements Adding {}

    /**
     * The storage keeps no sessions.
     *
     * @param reason what to do, in plain words
     */
    record NotKept(String reason) implements Adding {}
  }

  /**
   * Finds a session that {@linkplain WebSession#standsAt stands}, with its key as it is now. A
   * revoked key's sessions are found no more from the moment at which it was revoked.
   */
  Optional<WebSession> find(SecretHash hash, Instant now);

  /**
   * Ends a session. May be tried again safely.
   *
   * @return false if there was none
   */
  boolean end(SecretHash hash);

  /**
   * Removes sessions that don't stand any more. Several nodes may do so at once. May be tried again
   * safely.
   *
   * @param most to remove in this call
   * @return how many were removed
   */
  int prune(Instant now, int most);
}
