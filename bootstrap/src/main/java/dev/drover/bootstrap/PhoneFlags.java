package dev.drover.bootstrap;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of commands that speak with the server's phones, or look at its surroundings. */
final class PhoneFlags {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "The directory of the server's state, with its ADB key (default: the platform's place"
              + " for user data).")
  private @Nullable String home;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A configuration file (default: drover.yaml in the home, where there is one).")
  private @Nullable Path config;

  @Option(
      names = "--connect",
      paramLabel = "HOST:PORT",
      description = "A phone on the network, beside those of devices.connect; may be repeated.")
  private List<String> connect = List.of();

  ServerConfig config() {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    if (home != null) {
      flags.put(Setting.HOME, home);
    }
    ServerConfig loaded = ServerConfig.load(flags, System.getenv(), Optional.ofNullable(config));
    if (connect.isEmpty()) {
      return loaded;
    }
    return loaded.connectedTo(
        java.util.stream.Stream.concat(loaded.connect().stream(), connect.stream())
            .distinct()
            .toList());
  }
}
