package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.bootstrap.server.Server;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.EventStream;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests server-sent events, from a virtual phone to a real client. */
@ExtendWith(RealPostgres.class)
@Timeout(60)
class EventsTest {
  @Test
  void a_client_hears_of_a_task_from_its_creation_to_its_deletion(
      @TempDir Path home, DatabaseAddress database) throws Exception {
    try (VirtualPhone phone = VirtualPhone.start(PhoneConfig.named("EVENT1", "me"));
        Server server = Server.start(TestConfig.of(home, database));
        EventStream listener = new EventStream(server.port())) {
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
