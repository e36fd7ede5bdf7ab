package dev.drover.bootstrap.cli;

import dev.drover.bootstrap.config.ConfigurationError;
import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.bootstrap.config.Setting;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server is meant, for every command that goes by a server's configuration. */
public final class HomeFlags {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "The directory of the server's state (default: the platform's place for user data).")
  private @Nullable String home;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A configuration file (default: drover.yaml in the home, where there is one).")
  private @Nullable Path config;

  /**
   * The server's configuration.
   *
   * @param further flags of the command that stand for settings
   * @throws ConfigurationError if a value can't be used
   */
  public ServerConfig load(Map<Setting, Optional<String>> further) {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    Optional.ofNullable(home).ifPresent(value -> flags.put(Setting.HOME, value));
    further.forEach((setting, given) -> given.ifPresent(value -> flags.put(setting, value)));
    return ServerConfig.load(flags, System.getenv(), Optional.ofNullable(config));
  }
}
