package dev.drover.bootstrap.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.drover.bootstrap.chaos.Evidence.SeenLoop;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The loops of a server, according to its health and to its threads. */
final class Loops {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

  /** What a server can't do its work without. */
  private static final List<String> NEEDED =
      List.of("lease", "phones", "registrar", "dispatcher", "housekeeping", "notifications");

  private final HttpClient client = HttpClient.newHttpClient();

  /** All of them; a server that has ended has none. */
  List<SeenLoop> of(Node node) throws IOException, InterruptedException {
    if (!node.process().isAlive()) {
      return List.of();
    }
    List<SeenLoop> loops = new ArrayList<>(byThreads(node));
    for (String path : List.of("/health/live", "/health/ready")) {
      loops.addAll(byHealth(node, path));
    }
    return loops;
  }

  private List<SeenLoop> byHealth(Node node, String path) throws IOException, InterruptedException {
    String id = node.id();
    JsonNode told;
    try {
      told =
          JSON.readTree(
                  client
                      .send(
                          HttpRequest.newBuilder(URI.create(node.observed() + path))
                              .timeout(ANSWER_LIMIT)
                              .build(),
                          BodyHandlers.ofByteArray())
                      .body())
              .path("loops");
    } catch (IOException noAnswer) {
      return List.of(new SeenLoop(id, "of requests", false, path + ": " + noAnswer));
    }
    Map<String, JsonNode> byName = new TreeMap<>();
    NEEDED.forEach(name -> byName.put(name, MissingNode.getInstance()));
    told.forEach(loop -> byName.put(loop.path("name").asText(), loop));
    return byName.entrySet().stream()
        .map(
            loop ->
                new SeenLoop(
                    id,
                    loop.getKey(),
                    loop.getValue().path("status").asText().equals("UP"),
                    path + ", which says of it: " + loop.getValue()))
        .toList();
  }

  private static List<SeenLoop> byThreads(Node node) throws IOException, InterruptedException {
    String id = node.id();
    Process listing =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(node.process().pid()),
                "Thread.print")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String threads = new String(listing.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!listing.waitFor(30, TimeUnit.SECONDS) || listing.exitValue() != 0) {
      throw new AssertionError("the threads of a server can't be listed: " + threads);
    }
    return NEEDED.stream()
        .map(
            name ->
                new SeenLoop(
                    id,
                    name,
                    threads.lines().anyMatch(line -> line.startsWith("\"" + name + "\"")),
                    "its threads"))
        .toList();
  }
}
