package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.server.Server;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.Passing;
import dev.drover.http.testing.SlowClient;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests clients that send or receive a file too slowly; the server's patience is two seconds. */
@ExtendWith(RealPostgres.class)
@Timeout(60)
class SlowClientTest {
  private static final int LARGE = 4 * 1024 * 1024;
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  @TempDir private Path home;
  private Server server;

  @BeforeEach
  void start(DatabaseAddress address) {
    server = Server.start(TestConfig.of(home, address, Map.of(Setting.REQUEST_PATIENCE, "2")));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void an_upload_that_stands_still_is_cut_off_and_leaves_nothing() throws Exception {
    SlowClient.checkCutOff(
        server.port(),
        "PUT /api/v1/materials/a.png HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\n\u0089PNG",
        "");
    assertThat(new Api(server.port()).get("/materials").data().path("total").asInt()).isZero();
  }

  /** Larger than what the system keeps of an answer on its way. */
  private void uploadLargePicture() throws Exception {
    byte[] picture = new byte[LARGE];
    System.arraycopy(PNG, 0, picture, 0, PNG.length);
    Api.Answer kept =
        new Api(server.port()).upload("/materials/large.png", BodyPublishers.ofByteArray(picture));
    assertThat(kept.code()).as(kept.message()).isZero();
  }

  @Test
  void an_answer_that_nobody_takes_is_cut_off() throws Exception {
    uploadLargePicture();
    int before = SlowClient.connections(server.port());
    List<Socket> clients = new ArrayList<>();
    try {
      for (int i = 0; i < SlowClient.CLIENTS; i++) {
        clients.add(SlowClient.asked(server.port(), "/materials/1/content"));
      }
      SlowClient.awaitConnections(
          server.port(), count -> count >= SlowClient.CLIENTS, "all of them are connected");
      SlowClient.awaitConnections(
          server.port(), count -> count <= before, "none of them is any more");
      for (Socket client : clients) {
        assertThat(SlowClient.rest(client)).isLessThan(LARGE);
      }
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  @Test
  void an_answer_that_is_taken_slowly_but_steadily_comes_to_its_end() throws Exception {
    uploadLargePicture();
    int read = 0;
    try (Socket client = SlowClient.asked(server.port(), "/materials/1/content")) {
      for (int i = 0; i < 12; i++) {
        read += client.getInputStream().readNBytes(LARGE / 16).length;
        Passing.time(Duration.ofMillis(400));
      }
      client.setSoTimeout(1_000);
      read += SlowClient.rest(client);
    }
    assertThat(read).isGreaterThan(LARGE);
  }
}
