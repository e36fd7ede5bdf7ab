package dev.drover.bootstrap.cli;

import dev.drover.bootstrap.config.ServerConfig;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of commands that speak with the server's phones, or look at its surroundings. */
public final class PhoneFlags {
  @Mixin private final HomeFlags home = new HomeFlags();

  @Option(
      names = "--connect",
      paramLabel = "HOST:PORT",
      description = "A phone on the network, beside those of devices.connect; may be repeated.")
  private List<String> connect = List.of();

  public ServerConfig config() {
    ServerConfig loaded = home.load(Map.of());
    if (connect.isEmpty()) {
      return loaded;
    }
    return loaded.connectedTo(
        Stream.concat(loaded.connect().stream(), connect.stream()).distinct().toList());
  }
}
