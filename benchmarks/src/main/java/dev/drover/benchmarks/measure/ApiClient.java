package dev.drover.benchmarks.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks and orders over the API what a measurement needs; never what is timed. */
public final class ApiClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;

  public ApiClient(int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  /** The {@code data} of an answer. */
  public JsonNode get(String path) throws IOException, InterruptedException {
    return JSON.readTree(text("/api/v1" + path)).path("data");
  }

  public String text(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
  }

  public JsonNode send(String method, String path, String json)
      throws IOException, InterruptedException {
    return JSON.readTree(
            send(
                HttpRequest.newBuilder(URI.create(base + "/api/v1" + path))
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(json))))
        .path("data");
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("the server refuses: " + answer.body());
    }
    return answer.body();
  }

  /** Waits until this many phones are online. */
  public void awaitPhones(int count) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
    while (onlinePhones() < count) {
      if (System.nanoTime() > deadline) {
        throw new IOException(onlinePhones() + " of " + count + " virtual phones came online");
      }
      Thread.sleep(Duration.ofMillis(200));
    }
  }

  private int onlinePhones() throws IOException, InterruptedException {
    int online = 0;
    for (JsonNode device : get("/devices").path("devices")) {
      online += device.path("state").asText().equals("online") ? 1 : 0;
    }
    return online;
  }

  @Override
  public void close() {
    client.close();
  }
}
