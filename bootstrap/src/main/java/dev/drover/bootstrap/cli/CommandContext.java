package dev.drover.bootstrap.cli;

import dev.drover.application.plugin.DeviceContext;
import dev.drover.application.plugin.StorageContext;
import dev.drover.application.port.comments.CommentGenerator.CommentNotGenerated;
import dev.drover.application.port.meter.AdapterMeter;
import dev.drover.bootstrap.config.AdapterChoices;
import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.bootstrap.server.Contexts;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.ScriptTypes;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * What a command gives to adapters: a command is no node, nobody measures it, and it comments
 * nothing.
 */
final class CommandContext {
  private static final NodeId COMMAND = new NodeId("command");

  private CommandContext() {}

  static StorageContext of(ServerConfig config, StorageContext.Use use, ClassLoader plugins) {
    return Contexts.storage(
        config, use, COMMAND, ScriptTypes.builtIn(), Clock.systemUTC(), new Unmeasured(), plugins);
  }

  /** Returns a context for phones that are looked at, and run no script. */
  static DeviceContext of(Path home, AdapterChoices.Chosen chosen, ClassLoader plugins) {
    return new DeviceContext(
        home,
        chosen.values(),
        (_, _) -> {
          throw new CommentNotGenerated("a command writes no comments");
        },
        Clock.systemUTC(),
        new Unmeasured(),
        plugins);
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
