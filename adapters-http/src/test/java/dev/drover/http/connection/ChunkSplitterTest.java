package dev.drover.http.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.http.json.ApiError;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunked bodies, received in parts of any size. */
class ChunkSplitterTest {
  private static final String NEXT = "GET / HTTP/1.1\r\n\r\n";

  /** What the connection receives next. */
  private final Queue<byte[]> received = new ArrayDeque<>();

  private final ChunkSplitter chunks = new ChunkSplitter(received::remove);

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** All that is handed out, until what was received is used up. */
  private String all() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (!received.isEmpty()) {
      all.writeBytes(chunks.get());
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  /** Reads chunks strictly, and answers their content and what follows it. */
  private static String content(String body) {
    StringBuilder content = new StringBuilder();
    int at = 0;
    while (true) {
      int end = body.indexOf("\r\n", at);
      int size = Integer.parseInt(body.substring(at, end), 16);
      String chunk = body.substring(end + 2, end + 2 + size);
      assertThat(body.substring(end + 2 + size)).startsWith("\r\n");
      at = end + 4 + size;
      if (size == 0) {
        return content + "|" + body.substring(at);
      }
      content.append(chunk);
    }
  }

  @Test
  void what_is_not_a_chunked_body_is_handed_on_as_it_came() {
    received.add(bytes("POST / HTTP/1.1\r\n"));
    received.add(bytes("Content-Length: 3\r\n\r\nf\r\n"));

    assertThat(all()).isEqualTo("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nf\r\n");
  }

  @Test
  void content_is_the_same_however_it_is_cut_and_what_follows_stays_as_it_is() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      StringBuilder content = new StringBuilder();
      StringBuilder body = new StringBuilder();
      for (int chunk = random.nextInt(5); chunk > 0; chunk--) {
        byte[] part = new byte[1 + random.nextInt(40)];
        random.nextBytes(part);
        String text = new String(part, StandardCharsets.ISO_8859_1);
        content.append(text);
        String size = Integer.toHexString(part.length);
        body.append(random.nextBoolean() ? size : "000" + size.toUpperCase(java.util.Locale.ROOT))
            .append("\r\n")
            .append(text)
            .append("\r\n");
      }
      byte[] whole = bytes(body + "0\r\n\r\n" + NEXT);
      int head = random.nextInt(whole.length);
      for (int from = head; from < whole.length; ) {
        int to = Math.min(whole.length, from + 1 + random.nextInt(20));
        received.add(Arrays.copyOfRange(whole, from, to));
        from = to;
      }
      chunks.begin(Arrays.copyOf(whole, head));

      assertThat(content(rest())).as("seed %s", seed).isEqualTo(content + "|" + NEXT);
    }
  }

  /** With what was handed out with the head there may be more to come than was received. */
  private String rest() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (!all.toString(StandardCharsets.ISO_8859_1).endsWith(NEXT)) {
      all.writeBytes(chunks.get());
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void a_chunk_larger_than_any_memory_is_handed_on_as_it_comes() {
    chunks.begin(bytes("fffffffffff\r\n"));
    for (int i = 0; i < 100; i++) {
      received.add(new byte[8_192]);

      assertThat(chunks.get()).hasSize(8_192 + "2000\r\n\r\n".length());
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "\r\n",
        "x\r\n",
        "-1\r\n",
        "+1\r\n",
        " 1\r\n",
        "0x1\r\n",
        "1;extension=1\r\n",
        "1\n",
        "1\rx",
        "1\r\naxx",
        "1\r\na\rx",
        "1\r\na\r\n\r\n",
        "0000000000000001\r\n",
        "0\r\nTrailer: 1\r\n\r\n",
        "0\r\n\rx",
        "0\r\n\n",
      })
  void what_is_not_in_chunks_is_refused_for_good(String body) {
    chunks.begin(bytes(body));
    received.add(bytes("1\r\na\r\n0\r\n\r\n"));
    received.add(bytes(NEXT));

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(this::all)
          .isInstanceOf(ApiError.class)
          .hasMessageContaining("Transfer-Encoding");
    }
  }
}
