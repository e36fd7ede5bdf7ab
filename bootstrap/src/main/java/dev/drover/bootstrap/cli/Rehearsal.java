package dev.drover.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.demo.DemoFarm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
      "on a virtual phone, in a folder that is removed afterwards. Exit code 0: it did; 1: it says"
          + " why not."
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
      try (DemoFarm farm = DemoFarm.start(config, 1, _ -> {})) {
        rehearse(farm);
        // Written after every start, so that its classes belong into the record.
        String _ = farm.banner();
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
            + "\"], \"script_name\": \"follow\", \"script_config\": {\"target_users\":"
            + " [\"@ann\"]}}";
    JsonNode created = ask(URI.create(api + "/task"), Optional.of(follow));
    URI task = URI.create(api + "/task/" + created.path("task_ids").path(0).asLong());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    JsonNode seen = ask(task, Optional.empty());
    while (List.of("pending", "running").contains(seen.path("status_text").asText())
        && System.nanoTime() < deadline) {
      Thread.sleep(POLL);
      seen = ask(task, Optional.empty());
    }
    if (!seen.path("status_text").asText().equals("completed")) {
      throw new IOException(
          "the task on the virtual phone is not completed, "
              + PATIENCE.toSeconds()
              + " s at most after it was asked for: "
              + seen);
    }
    for (String page : List.of("/task", "/task/stats", "/devices", "/license/check")) {
      ask(URI.create(api + page), Optional.empty());
    }
  }

  /**
   * Asks by the JDK's older client: the newer one would bring five hundred classes into the record
   * that no server needs.
   *
   * @param body of a POST; empty for a GET
   */
  private static JsonNode ask(URI uri, Optional<String> body) throws IOException {
    if (!(uri.toURL().openConnection(Proxy.NO_PROXY) instanceof HttpURLConnection request)) {
      throw new IOException(uri + " is not asked by HTTP");
    }
    request.setConnectTimeout((int) PATIENCE.toMillis());
    request.setReadTimeout((int) PATIENCE.toMillis());
    if (body.isPresent()) {
      request.setRequestProperty("Content-Type", "application/json");
      request.setDoOutput(true);
      try (OutputStream out = request.getOutputStream()) {
        out.write(body.get().getBytes(StandardCharsets.UTF_8));
      }
    }
    String answer;
    try (InputStream in =
        request.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST
            ? request.getInputStream()
            : request.getErrorStream()) {
      answer = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    // Made here: the command line makes each of its commands, whichever is meant.
    JsonNode envelope = new ObjectMapper().readTree(answer);
    if (envelope.path("code").asInt(-1) != 0) {
      throw new IOException("the server answered " + answer);
    }
    return envelope.path("data");
  }
}
