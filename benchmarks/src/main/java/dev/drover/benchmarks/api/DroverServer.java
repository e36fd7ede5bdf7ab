package dev.drover.benchmarks.api;

import dev.drover.benchmarks.measure.ServerProcess;
import dev.drover.persistence.postgres.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts Drover, or a bare server, in a process of its own on a given database. */
public final class DroverServer {
  /** What the launcher starts the JVM with; from this module's folder. */
  private static final Path OPTIONS = Path.of("../bootstrap/jvm.options");

  private DroverServer() {}

  /**
   * Starts Drover.
   *
   * @param environment further settings
   */
  public static ServerProcess start(
      DatabaseAddress database, Path home, Map<String, String> environment)
      throws IOException, InterruptedException {
    int port = ServerProcess.freePort();
    List<String> command =
        ServerProcess.java(
            List.of("@" + OPTIONS),
            "dev.drover.bootstrap.Main",
            List.of(
                "--home",
                home.toString(),
                "--port",
                Integer.toString(port),
                "--database-url",
                url(database)));
    Map<String, String> settings = new HashMap<>(environment);
    settings.put("DROVER_DEVICES_ADB_SERVER", "127.0.0.1:1");
    return ServerProcess.start(command, settings, port, "/api/v1/license/check");
  }

  static ServerProcess bareHelidon(DatabaseAddress database)
      throws IOException, InterruptedException {
    int port = ServerProcess.freePort();
    return ServerProcess.start(
        ServerProcess.java(
            List.of(),
            BareHelidon.class.getName(),
            List.of(
                Integer.toString(port),
                database.jdbcUrl(),
                database.user().orElse(""),
                database.password().orElse(""),
                ManyTasks.SELECT)),
        Map.of(),
        port,
        "/ready/1");
  }

  /** The address as Drover's setting has it. */
  public static String url(DatabaseAddress database) {
    return database.jdbcUrl()
        + "?user="
        + database.user().orElseThrow()
        + "&password="
        + database.password().orElseThrow();
  }
}
