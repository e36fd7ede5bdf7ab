package dev.drover.testkit.memory;

import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import dev.drover.application.port.storage.WebSessions;
import dev.drover.domain.access.ApiKey;
import dev.drover.domain.access.SecretHash;
import dev.drover.domain.access.WebSession;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Stores the dashboard's sessions in memory. */
final class InMemoryWebSessions implements WebSessions {
  private final Tables tables;

  InMemoryWebSessions(Tables tables) {
    this.tables = tables;
  }

  @Override
  public Adding add(WebSession session, int mostOfOneKey) {
    return tables.transaction(
        () -> {
          Optional<String> key = session.key().map(ApiKey::id);
          if (key.isPresent() && key.flatMap(this::usableKey).isEmpty()) {
            return new Adding.KeyRevoked();
          }
          List<WebSession> newestFirst =
              tables.sessions.stream()
                  .filter(other -> other.key().map(ApiKey::id).equals(key))
                  .sorted(Comparator.comparing(WebSession::createdAt).reversed())
                  .toList();
          newestFirst.stream().skip(mostOfOneKey - 1L).forEach(this::remove);
          tables.sessions.put(session.hash().hex(), session);
          return new Adding.Added();
        });
  }

  private Optional<ApiKey> usableKey(String id) {
    return tables.keys.find(id).filter(key -> key.revokedAt().isEmpty());
  }

  @Override
  public Optional<WebSession> find(SecretHash hash, Instant now) {
    return tables.transaction(
        () ->
            tables
                .sessions
                .find(hash.hex())
                .map(this::current)
                .filter(session -> session.standsAt(now)));
  }

  /** The session with its key as it is now. */
  private WebSession current(WebSession session) {
    return new WebSession(
        session.hash(),
        session.key().flatMap(key -> tables.keys.find(key.id())),
        session.createdAt(),
        session.expiresAt());
  }

  @Override
  public boolean end(SecretHash hash) {
    return tables.transaction(
        () -> {
          Optional<WebSession> found = tables.sessions.find(hash.hex());
          found.ifPresent(this::remove);
          return found.isPresent();
        });
  }

  private void remove(WebSession session) {
    tables.sessions.remove(session.hash().hex());
    tables.tell(new QueueEvent.AccessEnded());
  }

  @Override
  public int prune(Instant now, int most) {
    return tables.transaction(
        () -> {
          List<WebSession> over =
              tables.sessions.stream()
                  .filter(session -> !current(session).standsAt(now))
                  .limit(most)
                  .toList();
          over.forEach(session -> tables.sessions.remove(session.hash().hex()));
          return over.size();
        });
  }
}
