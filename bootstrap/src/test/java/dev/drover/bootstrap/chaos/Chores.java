package dev.drover.bootstrap.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Simulates a person at the dashboard, who reads and changes everything except tasks, so that the
 * server uses all its tables. Refused requests are not repeated; each request must only be
 * answered.
 */
final class Chores implements AutoCloseable {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);

  /** A method, a path, and a body. */
  private record Chore(String method, String path, String body) {}

  private static final List<Chore> CHORES =
      List.of(
          new Chore("GET", "/task?page_size=50", ""),
          new Chore("GET", "/task?script_name=follow&page_size=5", ""),
          new Chore("GET", "/task/stats", ""),
          new Chore("GET", "/task/1/log", ""),
          new Chore("GET", "/task/1/artifacts", ""),
          new Chore("GET", "/devices", ""),
          new Chore("GET", "/nodes", ""),
          new Chore("GET", "/queue", ""),
          new Chore("GET", "/settings", ""),
          new Chore("PUT", "/settings", "{\"max_retry_count\": 3}"),
          new Chore("GET", "/accounts", ""),
          new Chore(
              "POST",
              "/accounts",
              "{\"username\": \"chore%d\", \"platform\": \"tiktok\", \"serial\": \"NOBODY-1\"}"),
          new Chore("PATCH", "/accounts/1", "{\"tags\": [\"a%d\"]}"),
          new Chore("GET", "/accounts/1/budget", ""),
          new Chore("PUT", "/accounts/1/budget", "{\"follow\": 20}"),
          new Chore("POST", "/accounts/1/pause", ""),
          new Chore("POST", "/accounts/1/resume", ""),
          new Chore("DELETE", "/accounts/%d", ""),
          new Chore("POST", "/devices/NOBODY-1/pause", ""),
          new Chore("POST", "/devices/NOBODY-1/resume", ""),
          new Chore("PUT", "/materials/chore%d.jpg/content", "no picture"),
          new Chore("GET", "/materials", ""),
          new Chore("DELETE", "/materials/%d", ""),
          new Chore("POST", "/queue/resume", ""));

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger count = new AtomicInteger();
  private final Stage stage;
  private final Random random;
  private final Thread thread;
  private volatile boolean over;

  private Chores(Stage stage, long seed) {
    this.stage = stage;
    this.random = new Random(seed);
    this.thread = Thread.ofVirtual().name("chores").unstarted(this::work);
  }

  static Chores begin(Stage stage, long seed) {
    Chores chores = new Chores(stage, seed);
    chores.thread.start();
    return chores;
  }

  private void work() {
    while (!over) {
      Chore chore = CHORES.get(random.nextInt(CHORES.size()));
      Node node = stage.nodes().get(random.nextInt(stage.nodes().size()));
      int number = count.incrementAndGet();
      try {
        HttpRequest.Builder request =
            HttpRequest.newBuilder(
                    URI.create(node.api() + chore.path().replace("%d", "" + number % 10)))
                .timeout(ANSWER_LIMIT)
                .method(
                    chore.method(),
                    BodyPublishers.ofString(chore.body().replace("%d", "" + number)));
        if (chore.body().startsWith("{")) {
          request.header("Content-Type", "application/json");
        }
        client.send(request.build(), BodyHandlers.discarding());
      } catch (IOException noAnswer) {
        stage.silent(chore.method() + " " + chore.path() + " was not answered: " + noAnswer);
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
        return;
      }
      Stage.pass(Duration.ofMillis(20));
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
