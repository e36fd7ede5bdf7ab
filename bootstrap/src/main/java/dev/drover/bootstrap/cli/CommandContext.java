package dev.drover.bootstrap.cli;

import dev.drover.application.plugin.StorageContext;
import dev.drover.application.port.meter.AdapterMeter;
import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.bootstrap.server.Contexts;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.ScriptTypes;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/** What a storage adapter is given by a command: a command is no node, and nobody measures it. */
final class CommandContext {
  private static final NodeId COMMAND = new NodeId("command");

  private CommandContext() {}

  static StorageContext of(ServerConfig config, StorageContext.Use use, ClassLoader plugins) {
    return Contexts.storage(
        config, use, COMMAND, ScriptTypes.builtIn(), Clock.systemUTC(), new Unmeasured(), plugins);
  }

  private record Unmeasured() implements AdapterMeter {
    @Override
    public void gauge(Measure measure, DoubleSupplier value) {}

    @Override
    public void counter(Measure measure, DoubleSupplier total) {}

    @Override
    public Consumer<Duration> timer(Measure measure) {
      return _ -> {};
    }
  }
}
