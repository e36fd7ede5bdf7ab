package dev.drover.application.access;

import dev.drover.application.port.storage.WebSessions;
import dev.drover.domain.access.WebSession;
import dev.drover.domain.access.WebSessionToken;
import java.time.Clock;
import java.util.Optional;

/**
 * Looks up a session of the dashboard. It asks the storage each time, so that an ended session, or
 * one of a revoked key, opens nothing any more on every node.
 */
public final class FindWebSession {
  private final WebSessions sessions;
  private final Clock clock;

  public FindWebSession(WebSessions sessions, Clock clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  /**
   * @param text as a browser sent it
   * @return empty if the text is no token, or its session is unknown or over
   */
  public Optional<WebSession> find(String text) {
    return WebSessionToken.parse(text)
        .flatMap(token -> sessions.find(token.hash(), clock.instant()));
  }
}
