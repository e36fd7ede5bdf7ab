package dev.drover.bootstrap.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Asks each server repeatedly whether it is alive and holds its lease. */
final class HealthWatch implements AutoCloseable {
  /** Longer than a machine with a hundred things to do takes for an answer that needs nothing. */
  private static final Duration PROMPT = Duration.ofSeconds(10);

  private static final Duration BETWEEN = Duration.ofMillis(250);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Stage stage;
  private final Thread thread;
  private volatile boolean over;

  private HealthWatch(Stage stage) {
    this.stage = stage;
    this.thread = Thread.ofPlatform().daemon().name("health-watch").unstarted(this::watch);
  }

  static HealthWatch over(Stage stage) {
    HealthWatch watch = new HealthWatch(stage);
    watch.thread.start();
    return watch;
  }

  private void watch() {
    while (!over) {
      for (Node node : stage.nodes()) {
        ask(node);
      }
      long lapsed =
          stage.record().number("SELECT count(*) FROM node WHERE lease_until <= now()").orElse(0L);
      if (lapsed > 0) {
        stage.silent("at " + Instant.now() + " a server has let its lease lapse");
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  private void ask(Node node) {
    Instant asked = Instant.now();
    try {
      client.send(
          HttpRequest.newBuilder(URI.create(node.observed() + "/health/live"))
              .timeout(PROMPT)
              .build(),
          BodyHandlers.discarding());
    } catch (IOException noAnswer) {
      stage.silent("asked for its health at " + asked + ", a server did not answer: " + noAnswer);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}
