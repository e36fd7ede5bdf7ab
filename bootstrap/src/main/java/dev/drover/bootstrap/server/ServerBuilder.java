package dev.drover.bootstrap.server;

import dev.drover.application.plugin.Devices;
import dev.drover.application.plugin.Storage;
import dev.drover.application.port.comments.CommentGenerator;
import dev.drover.bootstrap.config.ConfigurationError;
import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.bootstrap.config.Setting;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts a server within another program. The server reads {@code drover.yaml} in its home, where
 * there is one, and no environment variable. For one thread.
 */
public final class ServerBuilder {
  private final Map<Setting, String> settings = new EnumMap<>(Setting.class);
  private final List<Devices> devices = new ArrayList<>();
  private Optional<Storage> storage = Optional.empty();
  private Optional<CommentGenerator> comments = Optional.empty();
  private Clock clock = Clock.systemUTC();

  ServerBuilder(Path home) {
    settings.put(Setting.HOME, home.toString());
  }

  /**
   * Sets a value, which wins over the file.
   *
   * @param name as in {@code drover.yaml}, such as {@code tasks.keep-days}
   * @param value of a list, its items joined by commas
   * @throws ConfigurationError if there is no such setting
   */
  public ServerBuilder set(String name, String value) {
    Setting setting =
        Setting.ofKey(name)
            .orElseThrow(() -> new ConfigurationError(name + ": there is no such setting"));
    settings.put(setting, value);
    return this;
  }

  /** Stores in {@code opened}, whatever the configuration says. The server closes it. */
  public ServerBuilder storage(Storage opened) {
    storage = Optional.of(opened);
    return this;
  }

  /**
   * Uses these phones, in the place of those that the configuration names. May be called several
   * times. The server closes them.
   */
  public ServerBuilder devices(Devices opened) {
    devices.add(opened);
    return this;
  }

  /** Has comments written by {@code generator}, whatever the configuration says. */
  public ServerBuilder comments(CommentGenerator generator) {
    comments = Optional.of(generator);
    return this;
  }

  /** Takes the time from {@code source}; from the system without it. */
  public ServerBuilder clock(Clock source) {
    clock = source;
    return this;
  }

  /**
   * Starts the server, and waits until it answers requests.
   *
   * @throws ConfigurationError if a setting can't be used
   * @throws StartFailed if the server can't start for another reason. What was started or given is
   *     closed again; a retry needs it opened anew
   */
  public Server start() {
    GivenPorts given = new GivenPorts(storage, devices, comments);
    return new Server(
        ServerConfig.load(settings, Map.of(), Optional.empty()), given, clock, _ -> {});
  }
}
