package dev.drover.bootstrap.cli;

import dev.drover.bootstrap.config.ConfigurationError;
import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.server.HomeLock;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which server is meant, for every command that goes by a server's configuration. */
public final class HomeFlags {
  @ArgGroup(validate = false, heading = "%nWhich server:%n")
  private final Place place = new Place();

  /** Grouped in the help. */
  static final class Place {
    @Option(
        names = "--home",
        paramLabel = "DIR",
        description =
            "The directory of the server's state (default: the platform's place for user data; the"
                + " demo has one of its own).")
    private @Nullable String home;

    @Option(
        names = "--config",
        paramLabel = "FILE",
        description =
            "A configuration file (default: drover.yaml in the home, where there is one).")
    private @Nullable Path config;
  }

  /** Creates the flags as if they were given on a command line. */
  public static HomeFlags of(Optional<String> home, Optional<Path> config) {
    HomeFlags flags = new HomeFlags();
    flags.place.home = home.orElse(null);
    flags.place.config = config.orElse(null);
    return flags;
  }

  /**
   * The server's configuration.
   *
   * @param further flags of the command that stand for settings
   * @throws ConfigurationError if a value can't be used
   */
  public ServerConfig load(Map<Setting, Optional<String>> further) {
    return ServerConfig.load(settings(further), System.getenv(), Optional.ofNullable(place.config));
  }

  /**
   * The demo's configuration.
   *
   * @param further as of {@link #load}
   * @throws ConfigurationError if a value can't be used
   */
  public ServerConfig loadForDemo(Map<Setting, Optional<String>> further) {
    return ServerConfig.loadForDemo(
        settings(further), System.getenv(), Optional.ofNullable(place.config));
  }

  /**
   * The configuration of a server whose storage is there, for a command that works in it: in its
   * home, where a server has started before, or in a database of the operator's own.
   *
   * @param further as of {@link #load}
   * @throws ConfigurationError if a value can't be used, or the storage would be in a home that no
   *     server has used: only a server makes one
   */
  public ServerConfig loadExisting(Map<Setting, Optional<String>> further) {
    ServerConfig config = load(further);
    boolean own = config.adapters().storage().values().containsKey(Setting.DATABASE_URL.key());
    if (!own && !HomeLock.isHome(config.home())) {
      throw new ConfigurationError(
          "no server has used "
              + config.home()
              + " as its home; correct --home, or start the server there once: "
              + config.command("serve"));
    }
    return config;
  }

  /** Returns the configuration file that was given. */
  public Optional<Path> config() {
    return Optional.ofNullable(place.config);
  }

  /** Returns all settings that flags set: the home, and those of the command. */
  public Map<Setting, String> settings(Map<Setting, Optional<String>> further) {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    Optional.ofNullable(place.home).ifPresent(value -> flags.put(Setting.HOME, value));
    further.forEach((setting, given) -> given.ifPresent(value -> flags.put(setting, value)));
    return flags;
  }
}
