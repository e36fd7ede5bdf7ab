package dev.drover.http.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A client of the API, as its users write one. Every answer is judged by the OpenAPI document. */
public final class Api {
  public static final ObjectMapper JSON = new ObjectMapper();

  private final String base;

  public Api(int port) {
    this.base = "http://127.0.0.1:" + port + "/api/v1";
  }

  /** An answer's code and data. */
  public record Answer(int code, String message, JsonNode data) {}

  public Answer get(String path) throws IOException, InterruptedException {
    return send("GET", path, "", Map.of());
  }

  public Answer get(String path, Map<String, String> headers)
      throws IOException, InterruptedException {
    return send("GET", path, "", headers);
  }

  /** The text that an endpoint answers which has no envelope. */
  public String text(String path) throws IOException, InterruptedException {
    return text(path, Map.of());
  }

  /** The text that an endpoint answers which has no envelope. */
  public String text(String path, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
    headers.forEach(builder::header);
    HttpRequest request = builder.build();
    return new String(CheckedClient.send(request).body(), StandardCharsets.UTF_8);
  }

  public Answer post(String path, String body) throws IOException, InterruptedException {
    return send("POST", path, body, Map.of());
  }

  public Answer post(String path, String body, Map<String, String> headers)
      throws IOException, InterruptedException {
    return send("POST", path, body, headers);
  }

  public Answer put(String path, String body) throws IOException, InterruptedException {
    return send("PUT", path, body, Map.of());
  }

  public Answer patch(String path, String body) throws IOException, InterruptedException {
    return send("PATCH", path, body, Map.of());
  }

  /** Puts a file as it is, without a Content-Type. */
  public Answer upload(String path, BodyPublisher content)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofMinutes(5))
            .PUT(content)
            .build();
    return answer(request);
  }

  public Answer delete(String path, String body) throws IOException, InterruptedException {
    return send("DELETE", path, body, Map.of());
  }

  private Answer send(String method, String path, String body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(20));
    headers.forEach(request::header);
    if (body.isEmpty()) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .method(method, BodyPublishers.ofString(body))
          .header("Content-Type", "application/json");
    }
    return answer(request.build());
  }

  private static Answer answer(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = CheckedClient.send(request);
    JsonNode envelope = JSON.readTree(response.body());
    return new Answer(
        envelope.path("code").asInt(-1), envelope.path("message").asText(), envelope.path("data"));
  }

  /** Creates tasks and answers their ids. */
  public List<Long> create(String body) throws IOException, InterruptedException {
    Answer answer = post("/task", body.replace('\'', '"'));
    if (answer.code() != 0) {
      throw new AssertionError(answer.message());
    }
    List<Long> ids = new ArrayList<>();
    answer.data().path("task_ids").forEach(id -> ids.add(id.asLong()));
    return ids;
  }

  public JsonNode task(long id) throws IOException, InterruptedException {
    return get("/task/" + id).data();
  }

  /** Asks for a task until it is as wanted. */
  public JsonNode awaitTask(long id, String what, Predicate<JsonNode> wanted)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    JsonNode task = task(id);
    while (!wanted.test(task)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("task " + id + " has not come to be " + what + ": " + task);
      }
      Passing.untilNextRequest();
      task = task(id);
    }
    return task;
  }

  public JsonNode awaitStatus(long id, String statusText) throws IOException, InterruptedException {
    return awaitTask(id, statusText, task -> task.path("status_text").asText().equals(statusText));
  }
}
