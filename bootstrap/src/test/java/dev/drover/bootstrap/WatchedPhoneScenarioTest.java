package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.bootstrap.server.Server;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.OpenApiContract;
import dev.drover.http.testing.RawWebSocket;
import dev.drover.http.testing.RawWebSocket.Frame;
import dev.drover.http.testing.Scrapes;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A person watches a phone: the whole server, its database, and a virtual phone. */
@ExtendWith(RealPostgres.class)
@Timeout(120)
class WatchedPhoneScenarioTest {

  @Test
  @SuppressWarnings("try") // the phone is lost in the middle
  void a_phone_is_watched_is_lost_and_nothing_is_taken_afterwards(
      @TempDir Path home, DatabaseAddress database) throws Exception {
    try (VirtualPhone phone = VirtualPhone.start(PhoneConfig.named("WATCHED", "ann"));
        Server server = Server.start(TestConfig.of(home, database))) {
      Scrapes scrapes = new Scrapes(server.port());
      new Api(server.port())
          .post("/devices/connect", "{\"address\": \"" + phone.adbAddress() + "\"}");

      try (RawWebSocket page = RawWebSocket.open(server.port())) {
        page.text("{\"show\":[{\"serial\":\"WATCHED\",\"width\":240,\"per_second\":2}]}");
        for (int i = 0; i < 2; i++) {
          seePicture(page.next(RawWebSocket.BINARY));
        }

        phone.close();
        JsonNode lost = Api.JSON.readTree(page.next(RawWebSocket.TEXT).text());
        OpenApiContract.served().checkLiveMessage("problem", lost);
        assertThat(lost.path("serial").asText()).isEqualTo("WATCHED");
        assertThat(lost.path("problem").asText()).isNotBlank();
      }

      // The socket is gone before the phone is let go.
      String scrape =
          scrapes.await(
              "nobody watches, and nothing is watched",
              text ->
                  Scrapes.value(text, "drover_live_sockets") == 0
                      && Scrapes.value(text, "drover_live_phones") == 0);
      assertThat(Scrapes.value(scrape, "drover_live_pictures_taken_total"))
          .isGreaterThanOrEqualTo(2);
    }
  }

  private static void seePicture(Frame frame) throws Exception {
    ByteBuffer message = ByteBuffer.wrap(frame.content());
    byte[] header = new byte[message.getInt()];
    message.get(header);
    JsonNode said = Api.JSON.readTree(header);
    OpenApiContract.served().checkLiveMessage("picture", said);
    byte[] picture = new byte[message.remaining()];
    message.get(picture);
    assertThat(ImageIO.read(new ByteArrayInputStream(picture)).getWidth())
        .isEqualTo(said.path("width").asInt());
  }
}
