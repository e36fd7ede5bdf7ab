package dev.drover.application.access;

import dev.drover.application.port.storage.WebSessions;
import java.security.SecureRandom;
import java.time.Clock;

/** The use cases of the dashboard's sessions, which go together. */
public record WebSignIn(OpenWebSession opening, FindWebSession finding, EndWebSession ending) {

  public static WebSignIn of(WebSessions sessions, SecureRandom random, Clock clock) {
    return new WebSignIn(
        new OpenWebSession(sessions, random, clock),
        new FindWebSession(sessions, clock),
        new EndWebSession(sessions));
  }
}
