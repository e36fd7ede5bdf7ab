package dev.drover.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.demo.DemoFarm;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * One task from a request to a virtual phone and back, far from any real server's home, database
 * and phones. The launcher has the JVM watch it once, and later starts need not load and link anew
 * what this one did.
 */
@Command(
    name = "rehearse",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Does everything work on this machine? Has a server with a PostgreSQL of its own do one task",
      "on a virtual phone, in a folder that is removed afterwards. Exit code 0: it did; 1: it says why not."
    })
public final class Rehearsal implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(50);

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try (TemporaryFolder home = TemporaryFolder.named("drover-rehearsal")) {
      ServerConfig config =
          ServerConfig.load(
              Map.of(
                  Setting.HOME,
                  home.path().toString(),
                  Setting.PORT,
                  "0",
                  // Nothing listens there: the phones of this machine are none of its business.
                  Setting.DEVICES_ADB_SERVER,
                  "127.0.0.1:1"),
              Map.of(),
              Optional.empty());
      try (DemoFarm farm = DemoFarm.start(config, 1)) {
        rehearse(farm);
      }
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println("ok    the server, its PostgreSQL and a task on a virtual phone");
    out.flush();
    return 0;
  }

  private static void rehearse(DemoFarm farm) throws IOException, InterruptedException {
    String api = farm.apiUrl();
    String follow =
        "{\"serials\": [\""
            + farm.firstSerial()
            + "\"], \"script_name\": \"follow\", \"script_config\": {\"target_users\": [\"@ann\"]}}";
    try (HttpClient client = HttpClient.newHttpClient()) {
      JsonNode created =
          ask(
              client,
              HttpRequest.newBuilder(URI.create(api + "/task"))
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(follow)));
      URI task = URI.create(api + "/task/" + created.path("task_ids").path(0).asLong());
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      JsonNode seen = ask(client, HttpRequest.newBuilder(task));
      while (List.of("pending", "running").contains(seen.path("status_text").asText())
          && System.nanoTime() < deadline) {
        Thread.sleep(POLL);
        seen = ask(client, HttpRequest.newBuilder(task));
      }
      if (!seen.path("status_text").asText().equals("completed")) {
        throw new IOException(
            "the task on the virtual phone is not completed, "
                + PATIENCE.toSeconds()
                + " s at most after it was asked for: "
                + seen);
      }
      for (String page : List.of("/task", "/task/stats", "/devices", "/license/check")) {
        ask(client, HttpRequest.newBuilder(URI.create(api + page)));
      }
    }
  }

  private static JsonNode ask(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    String answer = client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString()).body();
    // Made here: the command line makes each of its commands, whichever is meant.
    JsonNode envelope = new ObjectMapper().readTree(answer);
    if (envelope.path("code").asInt(-1) != 0) {
      throw new IOException("the server answered " + answer);
    }
    return envelope.path("data");
  }
}
