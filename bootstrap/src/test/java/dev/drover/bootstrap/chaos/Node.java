package dev.drover.bootstrap.chaos;

import dev.drover.bootstrap.ServerProcess;
import dev.drover.persistence.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A server on a home of its own, as a process that is started and ended many times. */
final class Node implements AutoCloseable {
  private static final String SECRET_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private final Path home;
  private final Map<String, String> environment;
  private volatile ServerProcess process;

  private Node(Path home, Map<String, String> environment, ServerProcess process) {
    this.home = home;
    this.environment = environment;
    this.process = process;
  }

  /** Starts one on a database that others may be on too. */
  static Node start(Path home, DatabaseAddress database, String phones, int graceSeconds)
      throws IOException, InterruptedException {
    Map<String, String> environment =
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
            // Phones fail here on purpose.
            "DROVER_DEVICES_QUARANTINE_AFTER",
            "9999",
            "DROVER_SHUTDOWN_GRACE_SECONDS",
            Integer.toString(graceSeconds));
    ServerProcess process = ServerProcess.launch(home, environment);
    process.awaitAnswer();
    return new Node(home, environment, process);
  }

  /** Its name in the database. */
  String id() throws IOException {
    return Files.readString(home.resolve("node-id")).strip();
  }

  String api() {
    return "http://127.0.0.1:" + process.port() + "/api/v1";
  }

  ServerProcess process() {
    return process;
  }

  void kill() throws InterruptedException {
    process.kill();
  }

  void startAgain() throws IOException, InterruptedException {
    ServerProcess next = ServerProcess.launch(home, environment);
    next.awaitAnswer();
    process = next;
  }

  @Override
  public void close() {
    process.close();
  }
}
