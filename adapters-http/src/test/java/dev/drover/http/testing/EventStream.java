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

  /** Returns once the server has answered: it leaves out no later event. */
  public EventStream(int port) throws IOException, InterruptedException {
    HttpResponse<Stream<String>> response =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/events"))
                .build(),
            HttpResponse.BodyHandlers.ofLines());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    lines = response.body().iterator();
    assertThat(lines.next()).startsWith(":");
  }

  /** Waits for the next event of this name, skips others, and returns its data. */
  public JsonNode next(String event) throws IOException {
    while (true) {
      String line = lines.next();
      if (line.replace(" ", "").equals("event:" + event)) {
        String data = lines.next();
        assertThat(data).startsWith("data:");
        JsonNode told = Api.JSON.readTree(data.substring("data:".length()));
        OpenApiContract.served().checkEvent(event, told);
        return told;
      }
    }
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
