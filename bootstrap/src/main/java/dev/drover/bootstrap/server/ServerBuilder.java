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
 * Configures and starts a server within another program. The server reads {@code drover.yaml} in
 * its home directory if it exists, and no environment variables. Not safe for use by several
 * threads.
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
   * Sets a value, which overrides the file.
   *
   * @param name the name in {@code drover.yaml}, such as {@code tasks.keep-days}
   * @param value the value; the items of a list are joined by commas
   * @throws ConfigurationError if there is no such setting
   */
  public ServerBuilder set(String name, String value) {
    Setting setting =
        Setting.ofKey(name)
            .orElseThrow(() -> new ConfigurationError(name + ": there is no such setting"));
    settings.put(setting, value);
    return this;
  }

  /** Uses this storage instead of the configured one. The server closes it. */
  public ServerBuilder storage(Storage opened) {
    storage = Optional.of(opened);
    return this;
  }

  /**
   * Uses these phones instead of the configured ones; further calls add more. The server closes
   * them.
   */
  public ServerBuilder devices(Devices opened) {
    devices.add(opened);
    return this;
  }

  /**
   * Uses this generator for comments instead of the configured one. The server closes it if it is
   * {@link AutoCloseable}.
   */
  public ServerBuilder comments(CommentGenerator generator) {
    comments = Optional.of(generator);
    return this;
  }

  /** Uses this clock instead of the system's. */
  public ServerBuilder clock(Clock source) {
    clock = source;
    return this;
  }

  /**
   * Starts the server; returns when it answers requests.
   *
   * @throws ConfigurationError if a setting is invalid
   * @throws StartFailed if the start fails for another reason. All parts are closed then, including
   *     those that were passed to this builder; a retry needs new ones.
   */
  public Server start() {
    GivenPorts given = new GivenPorts(storage, devices, comments);
    return new Server(
        ServerConfig.load(settings, Map.of(), Optional.empty()), given, clock, _ -> {});
  }
}
