package dev.drover.http.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * Reads the server-sent events of an API as clients do. The OpenAPI document judges every event.
 * For one thread.
 */
public final class EventStream implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Iterator<String> lines;
  private String lastId = "";

  /** Returns once the server has answered: it leaves out no later event. */
  public EventStream(int port) throws IOException, InterruptedException {
    this(port, "");
  }

  /**
   * Returns once the server has answered: it leaves out no later event.
   *
   * @param query with a question mark; empty for none
   * @param headers names and values
   */
  public EventStream(int port, String query, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/events" + query));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<Stream<String>> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    lines = response.body().iterator();
    assertThat(lines.next()).startsWith(":");
  }

  /** Waits for the next event of this name, skips others, and returns its data. */
  public JsonNode next(String event) throws IOException {
    while (!nextName().equals(event)) {
      line();
    }
    String data = line();
    assertThat(data).startsWith("data:");
    JsonNode told = Api.JSON.readTree(data.substring("data:".length()));
    OpenApiContract.served().checkEvent(event, told);
    return told;
  }

  /** Waits for the next event and returns its name. */
  public String nextName() {
    while (true) {
      String line = line();
      if (line.startsWith("event:")) {
        return line.substring("event:".length()).strip();
      }
    }
  }

  /** The id that a stream begins with, before any event. */
  public String idOfTheBeginning() {
    line();
    return lastId();
  }

  /** The id of the last event that was read, as a browser keeps it. */
  public String lastId() {
    return lastId;
  }

  private String line() {
    String line = lines.next();
    if (line.startsWith("id:")) {
      lastId = line.substring("id:".length()).strip();
    }
    return line;
  }

  /** Waits for the end of the stream, in order or broken off, and counts the lines until then. */
  public int linesUntilTheEnd() {
    int count = 0;
    try {
      while (lines.hasNext()) {
        lines.next();
        count++;
      }
    } catch (UncheckedIOException cut) {
      assertThat(cut).hasCauseInstanceOf(IOException.class);
    }
    return count;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
