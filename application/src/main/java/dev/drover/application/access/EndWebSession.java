package dev.drover.application.access;

import dev.drover.application.port.storage.WebSessions;
import dev.drover.domain.access.WebSession;

/** Ends a session of the dashboard, on every node. */
public final class EndWebSession {
  private final WebSessions sessions;

  public EndWebSession(WebSessions sessions) {
    this.sessions = sessions;
  }

  /** Ends it. May be called again safely. */
  public void end(WebSession session) {
    sessions.end(session.hash());
  }
}
