package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.bootstrap.server.Server;
import dev.drover.http.testing.Api;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests the download of a library file over HTTP/1.0. */
@ExtendWith(RealPostgres.class)
@Timeout(120)
class Http10FileTest {
  private static Server server;

  @BeforeAll
  static void start(@TempDir Path home, DatabaseAddress database) {
    server = Server.start(TestConfig.of(home, database));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Socket connected() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void send(Socket socket, String head, String body) throws IOException {
    socket
        .getOutputStream()
        .write((head.replace("\n", "\r\n") + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_file_comes_as_it_is() throws Exception {
    byte[] picture = new byte[300_000];
    byte[] signature = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    System.arraycopy(signature, 0, picture, 0, signature.length);
    Api api = new Api(server.port());
    Api.Answer kept = api.upload("/materials/old.png", BodyPublishers.ofByteArray(picture));
    assertThat(kept.code()).as(kept.message()).isZero();
    try (Socket socket = connected()) {
      send(
          socket,
          "GET /api/v1/materials/" + kept.data().path("id").asLong() + "/content HTTP/1.0",
          "");
      byte[] all = socket.getInputStream().readAllBytes();
      assertThat(Arrays.copyOfRange(all, all.length - picture.length, all.length))
          .isEqualTo(picture);
    }
  }
}
