package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.http.testing.Passing;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests uploads to a real process: one far larger than its heap, and one during which it is killed.
 */
class LargeUploadTest {
  private static final byte[] HEAD = "\0\0\0\u0018ftypmp42".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path home;

  private List<Path> library() throws Exception {
    try (Stream<Path> files = Files.list(home.resolve("library"))) {
      return files.sorted().toList();
    }
  }

  /** A video of nothing. */
  private static InputStream zeros(long size) {
    InputStream zeros =
        new InputStream() {
          private long left = size - HEAD.length;

          @Override
          public int read() {
            return left-- > 0 ? 0 : -1;
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            if (left <= 0) {
              return -1;
            }
            // What the buffer holds does not matter.
            int count = (int) Math.min(length, left);
            left -= count;
            return count;
          }
        };
    return new SequenceInputStream(new ByteArrayInputStream(HEAD), zeros);
  }

  @Test
  void a_file_larger_than_the_heap_is_kept_and_a_crash_leaves_no_half_of_one() throws Exception {
    long size = 300L * 1024 * 1024;
    try (ServerProcess server = ServerProcess.startWithHeap(home, 80)) {
      JsonNode kept =
          server
              .api()
              .upload("/materials/long.mp4", BodyPublishers.ofInputStream(() -> zeros(size)))
              .data();
      assertThat(kept.path("size").asLong()).as(server.output()).isEqualTo(size);

      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        OutputStream out = socket.getOutputStream();
        out.write(
            "PUT /api/v1/materials/half.mp4 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        out.write(HEAD);
        out.write(new byte[1_000_000]);
        out.flush();
        awaitFiles(2);
        server.kill();
      }
    }

    try (ServerProcess server = ServerProcess.start(home)) {
      assertThat(server.api().get("/materials").data().path("materials").findValuesAsText("name"))
          .containsExactly("long.mp4");
      assertThat(library()).hasSize(1);
      assertThat(Files.size(library().getFirst())).isEqualTo(size);
    }
  }

  private void awaitFiles(int count) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (library().size() < count) {
      assertThat(System.nanoTime()).as("an upload has begun").isLessThan(deadline);
      Passing.untilNextLook();
    }
  }
}
