package dev.drover.bootstrap.cli;

import dev.drover.application.plugin.Storage;
import dev.drover.application.plugin.StorageContext;
import dev.drover.application.port.storage.ApiKeys;
import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.bootstrap.plugin.Adapters;
import dev.drover.bootstrap.plugin.Plugins;
import dev.drover.bootstrap.server.HomeLock;
import dev.drover.bootstrap.server.HomeUnusable;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The API keys of a server's storage, for a command beside it. While a server runs on the home the
 * command shares its storage; else it has the home to itself.
 */
final class KeyDatabase implements AutoCloseable {
  private final Deque<Runnable> endings = new ArrayDeque<>();
  private final ApiKeys keys;

  /**
   * Opens the storage that the configuration names.
   *
   * @throws RuntimeException if it can't be opened; the message says why
   */
  KeyDatabase(ServerConfig config) {
    try {
      StorageContext.Use use = use(config);
      Plugins plugins = Plugins.below(config.home());
      endings.push(plugins::close);
      Adapters adapters = Adapters.find(plugins);
      adapters.check(config.adapters());
      Storage storage =
          adapters.open(
              config.adapters().storage(), CommandContext.of(config, use, plugins.loader()));
      endings.push(storage::close);
      keys = storage.keys();
    } catch (RuntimeException | Error failed) {
      close();
      throw failed;
    }
  }

  ApiKeys keys() {
    return keys;
  }

  /** Makes no home: keys in a database of the operator's own need none. */
  private StorageContext.Use use(ServerConfig config) {
    if (!HomeLock.isHome(config.home())) {
      return StorageContext.Use.COMMAND;
    }
    try {
      HomeLock lock = HomeLock.acquire(config.home());
      endings.push(lock::close);
      return StorageContext.Use.COMMAND;
    } catch (HomeUnusable inUse) {
      return StorageContext.Use.COMMAND_BESIDE_SERVER;
    }
  }

  @Override
  public void close() {
    while (!endings.isEmpty()) {
      endings.pop().run();
    }
  }
}
