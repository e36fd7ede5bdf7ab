package dev.drover.application.access;

import dev.drover.application.port.storage.WebSessions;
import dev.drover.application.port.storage.WebSessions.Adding;
import dev.drover.domain.access.ApiKey;
import dev.drover.domain.access.WebSession;
import dev.drover.domain.access.WebSessionToken;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Opens a session of the dashboard. */
public final class OpenWebSession {
  /** A working day: who signs in at the begin of one need not do so again before its end. */
  public static final Duration LENGTH = Duration.ofHours(12);

  /**
   * The most sessions of one key: a few browsers each of a team that shares one. Beyond it, the
   * oldest end.
   */
  public static final int MOST_OF_ONE_KEY = 50;

  private final WebSessions sessions;
  private final SecureRandom random;
  private final Clock clock;

  public OpenWebSession(WebSessions sessions, SecureRandom random, Clock clock) {
    this.sessions = sessions;
    this.random = random;
    this.clock = clock;
  }

  /** What opening a session comes to. */
  public sealed interface Result {
    /**
     * @param token for the browser; it is kept nowhere else
     */
    record Opened(WebSessionToken token, WebSession session) implements Result {}

    /** The key was revoked in the meantime. */
    record KeyRevoked() implements Result {}

    /**
     * The storage keeps no sessions.
     *
     * @param reason what to do, in plain words
     */
    record NotKept(String reason) implements Result {}
  }

  /**
   * Opens a session with a token of its own, which no earlier session had.
   *
   * @param key that opens the API; empty where none is demanded
   */
  public Result open(Optional<ApiKey> key) {
    WebSessionToken token = WebSessionToken.generate(random);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    WebSession session = new WebSession(token.hash(), key, now, now.plus(LENGTH));
    return switch (sessions.add(session, MOST_OF_ONE_KEY)) {
      case Adding.Added _ -> new Result.Opened(token, session);
      case Adding.KeyRevoked _ -> new Result.KeyRevoked();
      case Adding.NotKept not -> new Result.NotKept(not.reason());
    };
  }
}
