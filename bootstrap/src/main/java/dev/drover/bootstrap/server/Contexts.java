package dev.drover.bootstrap.server;

import dev.drover.application.plugin.StorageContext;
import dev.drover.application.port.meter.AdapterMeter;
import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.ScriptTypes;
import java.time.Clock;

/** Creates the contexts for adapters from a server's configuration. */
public final class Contexts {
  private Contexts() {}

  /** Creates the context for the storage, which commands open as well as the server. */
  public static StorageContext storage(
      ServerConfig config,
      StorageContext.Use use,
      NodeId node,
      ScriptTypes scripts,
      Clock clock,
      AdapterMeter meter,
      ClassLoader plugins) {
    ServerConfig.Materials files = config.materials();
    return new StorageContext(
        config.home(),
        use,
        config.adapters().storage().values(),
        node,
        config.timeZone(),
        new StorageContext.MaterialFolders(
            files.libraryFolder(), files.uploadFolder(), files.roots(), files.largestBytes()),
        scripts,
        clock,
        meter,
        plugins);
  }
}
