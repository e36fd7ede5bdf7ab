package dev.drover.bootstrap.chaos;

import dev.drover.bootstrap.ServerProcess;
import dev.drover.persistence.postgres.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A server process with its own home directory that can be started and ended many times. */
final class Node implements AutoCloseable {
  private static final String SECRET_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private final Path home;
  private final Map<String, String> environment;
  private final Means means;
  private volatile ServerProcess process;

  private Node(Path home, Map<String, String> environment, Means means, ServerProcess process) {
    this.home = home;
    this.environment = environment;
    this.means = means;
    this.process = process;
  }

  /**
   * What a server has to live on.
   *
   * @param heapMegabytes its largest heap
   * @param files that it may open; 0 for as many as this process may
   * @param settings of its environment, beside those that every server here has
   */
  record Means(int heapMegabytes, int files, Map<String, String> settings) {
    static final Means USUAL = new Means(256, 0, Map.of());

    Means {
      settings = Map.copyOf(settings);
    }
  }

  /** Starts one on a database that others may be on too. */
  static Node start(
      Path home, DatabaseAddress database, String phones, int graceSeconds, Means means)
      throws IOException, InterruptedException {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "DROVER_DATABASE_URL",
                database.jdbcUrl()
                    + "?user="
                    + database.user().orElseThrow()
                    + "&password="
                    + database.password().orElseThrow(),
                "DROVER_SECRET_KEY",
                SECRET_KEY,
                "DROVER_DEVICES_CONNECT",
                phones,
                // Its limit is one that a farm of these tests can exceed.
                "DROVER_LICENSE_PLAN",
                "Pro",
                // Phones fail here on purpose.
                "DROVER_DEVICES_QUARANTINE_AFTER",
                "9999",
                "DROVER_SHUTDOWN_GRACE_SECONDS",
                Integer.toString(graceSeconds)));
    environment.putAll(means.settings());
    ServerProcess process = launch(home, environment, means);
    process.awaitAnswer();
    return new Node(home, environment, means, process);
  }

  private static ServerProcess launch(Path home, Map<String, String> environment, Means means)
      throws IOException {
    return ServerProcess.launchWithin(home, means.heapMegabytes(), means.files(), environment);
  }

  /** Its name in the database. */
  String id() throws IOException {
    return Files.readString(home.resolve("node-id")).strip();
  }

  String api() {
    return "http://127.0.0.1:" + process.port() + "/api/v1";
  }

  /** Where what it observes of itself is read. */
  String observed() {
    return "http://127.0.0.1:" + process.port() + "/observe";
  }

  ServerProcess process() {
    return process;
  }

  /** The last that it has said. */
  String lastLine() {
    return process.output().lines().filter(line -> !line.isBlank()).reduce("", (_, last) -> last);
  }

  void kill() throws InterruptedException {
    process.kill();
  }

  void startAgain() throws IOException, InterruptedException {
    ServerProcess next = launch(home, environment, means);
    next.awaitAnswer();
    process = next;
  }

  @Override
  public void close() {
    process.close();
  }
}
