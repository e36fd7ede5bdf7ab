package dev.drover.bootstrap;

import dev.drover.application.port.storage.ApiKeys;
import dev.drover.persistence.access.JooqApiKeys;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.postgres.EmbeddedPostgres;
import dev.drover.persistence.postgres.HomeLock;
import dev.drover.persistence.postgres.PostgresUnusable;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The database of a server, for a command beside it: its own PostgreSQL, or the embedded one. That
 * is used as it runs, while a server runs it; else it is started, and ended again.
 */
final class KeyDatabase implements AutoCloseable {
  private final Deque<Runnable> endings = new ArrayDeque<>();
  private final ApiKeys keys;

  /**
   * @throws PostgresUnusable if it can't be reached or started; the message says why
   */
  KeyDatabase(ServerConfig config) {
    try {
      Database database = Database.open(address(config));
      endings.push(database::close);
      keys = new JooqApiKeys(database);
    } catch (RuntimeException failed) {
      close();
      throw failed;
    }
  }

  ApiKeys keys() {
    return keys;
  }

  private DatabaseAddress address(ServerConfig config) {
    return config.database().orElseGet(() -> embedded(config.home()));
  }

  private DatabaseAddress embedded(Path home) {
    Path directory = home.resolve("postgres");
    HomeLock lock;
    try {
      lock = HomeLock.acquire(home);
    } catch (PostgresUnusable inUse) {
      return EmbeddedPostgres.running(directory).orElseThrow(() -> inUse);
    }
    endings.push(lock::close);
    EmbeddedPostgres postgres = EmbeddedPostgres.start(directory);
    endings.push(postgres::close);
    return postgres.address();
  }

  @Override
  public void close() {
    while (!endings.isEmpty()) {
      endings.pop().run();
    }
  }
}
