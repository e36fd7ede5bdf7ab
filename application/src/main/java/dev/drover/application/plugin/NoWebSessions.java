package dev.drover.application.plugin;

import dev.drover.application.port.storage.WebSessions;
import dev.drover.domain.access.SecretHash;
import dev.drover.domain.access.WebSession;
import java.time.Instant;
import java.util.Optional;

/**
 * The sessions of a storage that keeps none. The API works; nobody can sign in to the dashboard.
 *
 * @param storage what the storage is called in messages
 */
public record NoWebSessions(String storage) implements WebSessions {

  @Override
  public Adding add(WebSession session, int mostOfOneKey) {
    return new Adding.NotKept(
        "the storage "
            + storage
            + " keeps no sessions of the dashboard; configure another storage, or update its"
            + " plug-in");
  }

  @Override
  public Optional<WebSession> find(SecretHash hash, Instant now) {
    return Optional.empty();
  }

  @Override
  public boolean end(SecretHash hash) {
    return false;
  }

  @Override
  public int prune(Instant now, int most) {
    return 0;
  }
}
