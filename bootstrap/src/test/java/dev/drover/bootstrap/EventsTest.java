package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.bootstrap.server.Server;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.OpenApiContract;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests server-sent events, from a virtual phone to a real client. */
@ExtendWith(RealPostgres.class)
@Timeout(60)
class EventsTest {
  /** Reads a stream as clients do. */
  private static final class Listener implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Stream<String> lines;
    private final Iterator<String> iterator;

    Listener(int port) throws Exception {
      HttpResponse<Stream<String>> response =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/events"))
                  .build(),
              HttpResponse.BodyHandlers.ofLines());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      lines = response.body();
      iterator = lines.iterator();
      // The first line comes when the stream is subscribed; no later event is missed.
      assertThat(iterator.next()).startsWith(":");
    }

    JsonNode next(String event) throws Exception {
      while (true) {
        String line = iterator.next();
        if (line.replace(" ", "").equals("event:" + event)) {
          String data = iterator.next();
          assertThat(data).startsWith("data:");
          JsonNode told = Api.JSON.readTree(data.substring("data:".length()));
          OpenApiContract.served().checkEvent(event, told);
          return told;
        }
      }
    }

    @Override
    public void close() {
      client.shutdownNow();
    }
  }

  @Test
  void a_client_hears_of_a_task_from_its_creation_to_its_deletion(
      @TempDir Path home, DatabaseAddress database) throws Exception {
    try (VirtualPhone phone = VirtualPhone.start(PhoneConfig.named("EVENT1", "me"));
        Server server = Server.start(TestConfig.of(home, database));
        Listener listener = new Listener(server.port())) {
      Api api = new Api(server.port());
      assertThat(
              api.post("/devices/connect", "{\"address\": \"" + phone.adbAddress() + "\"}").code())
          .isZero();
      assertThat(listener.next("device").path("serial").asText()).isEqualTo("EVENT1");

      long id =
          api.create(
                  "{'serials': ['EVENT1'], 'script_name': 'follow', 'script_config':"
                      + " {'target_user': 'ann'}}")
              .getFirst();

      // An event shows the task when it is sent, so a fast task may already be further.
      List<String> seen = new ArrayList<>();
      while (!seen.contains("completed")) {
        JsonNode task = listener.next("task");
        assertThat(task.path("id").asLong()).isEqualTo(id);
        seen.add(task.path("status_text").asText());
      }
      assertThat(seen).hasSizeLessThanOrEqualTo(3).last().isEqualTo("completed");

      api.delete("/task/" + id, "");
      assertThat(listener.next("task_deleted").path("id").asLong()).isEqualTo(id);
    }
  }
}
