package dev.drover.bootstrap;

import dev.drover.bootstrap.cli.HomeFlags;
import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.demo.DemoFarm;
import dev.drover.bootstrap.server.Banner;
import dev.drover.bootstrap.server.Server;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The flags that the server's commands share. */
final class ServerFlags {
  @ArgGroup(validate = false, heading = "%nThe API:%n")
  private final Api api = new Api();

  @Mixin private final HomeFlags home;

  @ArgGroup(validate = false, heading = "%nDatabase, time and log:%n")
  private final Surroundings surroundings = new Surroundings();

  @Option(
      names = "--paused",
      description = "Starts with the whole queue paused, until POST /queue/resume.")
  private boolean paused;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /** Where the API listens. */
  static final class Api {
    @Option(
        names = "--host",
        description =
            "Where the API listens (default: localhost, this machine only). Elsewhere clients need"
                + " an API key: see drover key.")
    private @Nullable String host;

    @Option(names = "--port", description = "The API's port; 0 takes a free one (default: 50809).")
    private @Nullable String port;
  }

  /** What the server works with. */
  static final class Surroundings {
    @Option(
        names = "--database-url",
        paramLabel = "URL",
        description =
            "Your own PostgreSQL 15 or later, as postgresql://user:password@host:port/name."
                + " Without it Drover runs one of its own below its home.")
    private @Nullable String databaseUrl;

    @Option(
        names = "--timezone",
        paramLabel = "ZONE",
        description = "In which \"HH:MM\" start times are meant (default: the system's).")
    private @Nullable String timezone;

    @Option(
        names = "--log-format",
        paramLabel = "FORMAT",
        description = "How the log is written: text or json (default: text).")
    private @Nullable String logFormat;
  }

  ServerFlags() {
    home = new HomeFlags();
  }

  /**
   * Creates the flags that {@link PlainStart} has read.
   *
   * @param values by the flags' names
   */
  ServerFlags(Map<String, String> values, boolean paused) {
    home =
        HomeFlags.of(
            Optional.ofNullable(values.get("--home")),
            Optional.ofNullable(values.get("--config")).map(Path::of));
    api.host = values.get("--host");
    api.port = values.get("--port");
    surroundings.databaseUrl = values.get("--database-url");
    surroundings.timezone = values.get("--timezone");
    surroundings.logFormat = values.get("--log-format");
    this.paused = paused;
  }

  int serve() throws Exception {
    try (Server server = Server.start(used(home.load(settings())), this::pauseIfAsked)) {
      print(Banner.of(server));
      server.awaitShutdown();
    }
    return 0;
  }

  int demo(int phones) throws Exception {
    try (DemoFarm farm =
        DemoFarm.start(used(home.loadForDemo(settings())), phones, this::pauseIfAsked)) {
      print(farm.banner());
      farm.awaitShutdown();
    }
    return 0;
  }

  private void pauseIfAsked(Server starting) {
    if (paused) {
      starting.pauseQueue();
    }
  }

  private void print(String text) {
    if (spec == null) {
      System.out.print(text);
      System.out.flush();
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
  }

  /** Returns what the flags set. */
  Map<Setting, Optional<String>> settings() {
    return Map.of(
        Setting.HOST, Optional.ofNullable(api.host),
        Setting.PORT, Optional.ofNullable(api.port),
        Setting.DATABASE_URL, Optional.ofNullable(surroundings.databaseUrl),
        Setting.TIMEZONE, Optional.ofNullable(surroundings.timezone),
        Setting.LOG_FORMAT, Optional.ofNullable(surroundings.logFormat));
  }

  /** Returns the flags that say which server is meant. */
  HomeFlags home() {
    return home;
  }

  boolean paused() {
    return paused;
  }

  private static ServerConfig used(ServerConfig config) {
    config.logFormat().use();
    return config;
  }
}
