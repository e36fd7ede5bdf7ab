package dev.drover.comments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drover.application.port.comments.CommentGenerator.CommentNotGenerated;
import dev.drover.comments.BoundedTransport.NameService;
import dev.drover.domain.network.PublicAddress;
import dev.drover.domain.script.Secret;
import dev.drover.domain.script.comment.CommentGeneration;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Comments from an endpoint over real HTTP, and everything that such an endpoint may do instead.
 */
@Timeout(60)
class OpenAiCommentGeneratorTest {
  private static final String KEY = "sk-drover-secret-0815";

  private final CountDownLatch release = new CountDownLatch(1);
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;
  private OpenAiCommentGenerator generator;

  /** A request as it arrived. */
  record Seen(String path, String authorization, String body) {}

  /** What the endpoint does with a request. */
  @FunctionalInterface
  interface Behaviour {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
    generator = generator(Duration.ofSeconds(20), generation());
  }

  @AfterEach
  void stop() {
    release.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void endpoint(Behaviour behaviour) {
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            seen.add(
                new Seen(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            behaviour.answer(exchange);
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void answering(String content) {
    String escaped = content.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    endpoint(
        exchange ->
            send(
                exchange,
                200,
                """
                {"id": "c1", "object": "chat.completion", "created": 1, "model": "m",
                 "choices": [{"index": 0, "finish_reason": "stop",
                              "message": {"role": "assistant", "content": "%s"}}]}
                """
                    .formatted(escaped)));
  }

  private static OpenAiCommentGenerator generator(Duration callTimeout, CommentGeneration allowed) {
    return new OpenAiCommentGenerator(
        Set.of(allowed.baseUrl()),
        Optional.empty(),
        Duration.ofSeconds(5),
        callTimeout,
        NameService.system(),
        PublicAddress::isPublic,
        () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  private CommentGeneration generation() {
    return generation("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  private static CommentGeneration generation(String baseUrl) {
    return new CommentGeneration(
        new Secret(KEY), "some-model", "short and warm", 77, 1.25, URI.create(baseUrl), false);
  }

  /** The failure of a call, checked to hold the key nowhere. */
  private CommentNotGenerated failure(CommentGeneration generation) {
    CommentNotGenerated failed =
        catchThrowableOfType(
            CommentNotGenerated.class, () -> generator.generate(generation, "a cat on a roof"));
    assertThat(failed).isNotNull();
    StringWriter everything = new StringWriter();
    failed.printStackTrace(new PrintWriter(everything));
    assertThat(everything.toString()).doesNotContain(KEY);
    return failed;
  }

  @Test
  void a_comment_is_what_the_model_answers() {
    answering("What a brave cat 😺");

    assertThat(generator.generate(generation(), "a cat\non a roof"))
        .isEqualTo("What a brave cat 😺");

    assertThat(seen).hasSize(1);
    Seen request = seen.getFirst();
    assertThat(request.path()).isEqualTo("/v1/chat/completions");
    assertThat(request.authorization()).isEqualTo("Bearer " + KEY);
    assertThat(request.body())
        .contains("\"model\":\"some-model\"")
        .contains("\"max_tokens\":77")
        .contains("\"temperature\":1.25")
        .contains("short and warm")
        .contains("a cat on a roof")
        .doesNotContain(KEY);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '#',
      value = {
        "#\"Nice one!\"#, Nice one!",
        "# \n“Nice\n  one!” \n#, Nice one!",
        "#It's \"nice\"#, #It's \"nice\"#"
      })
  void an_answer_becomes_one_line_without_quotation_marks_around_it(String answer, String comment) {
    answering(answer);

    assertThat(generator.generate(generation(), "")).isEqualTo(comment);
  }

  @Test
  void a_long_answer_is_cut_between_two_words() {
    answering("wonderful ".repeat(40));

    String comment = generator.generate(generation(), "");

    assertThat(comment.length()).isBetween(100, OpenAiCommentGenerator.LONGEST_COMMENT);
    assertThat(comment).endsWith("wonderful");
  }

  @Test
  void a_long_answer_without_blanks_is_cut_between_two_characters() {
    answering("😺".repeat(400));

    assertThat(generator.generate(generation(), "")).isEqualTo("😺".repeat(150));
  }

  @ParameterizedTest
  @CsvSource({
    "401, refused the key (401)",
    "403, refused the key (403)",
    "404, knows no such model",
    "429, too many requests",
    "500, failed (500)",
    "503, failed (503)",
    "418, failed (418)"
  })
  void a_refusal_says_what_to_do_and_repeats_nothing_of_the_answer(int status, String said) {
    endpoint(
        exchange ->
            send(
                exchange,
                status,
                "{\"error\": {\"message\": \"Incorrect API key: " + KEY + "\"}}"));

    assertThat(failure(generation())).hasMessageContaining(said).hasMessageContaining("127.0.0.1");
    assertThat(seen).as("asked once, and not again").hasSize(1);
  }

  @Test
  void a_redirect_is_not_followed() {
    endpoint(
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/elsewhere/" + KEY);
          send(exchange, 307, "");
        });

    assertThat(failure(generation()))
        .hasMessageContaining("not followed")
        .hasMessageContaining("307");
    assertThat(seen).extracting(Seen::path).containsExactly("/v1/chat/completions");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"<html>hello</html>", "[1, 2]", "{\"choices\": 7}", "{}", "nothing at all"})
  void an_answer_that_is_no_completion_fails_plainly(String body) {
    endpoint(exchange -> send(exchange, 200, body + KEY));

    assertThat(failure(generation())).hasMessageContaining("chat completion");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '#',
      value = {"##", "#   #", "#\"\"#", "#\n\n#"})
  void an_empty_comment_is_none(String content) {
    answering(content == null ? "" : content);

    assertThat(failure(generation())).hasMessageContaining("without a comment");
  }

  @Test
  void an_endpoint_that_holds_its_answer_is_given_up() {
    generator = generator(Duration.ofMillis(300), generation());
    endpoint(exchange -> release.await());

    assertThat(failure(generation())).hasMessageContaining("no answer within");
  }

  @Test
  void an_endpoint_that_stalls_in_the_middle_of_its_answer_is_given_up() {
    generator = generator(Duration.ofMillis(300), generation());
    endpoint(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          release.await();
        });

    assertThat(failure(generation())).hasMessageContaining("no answer within");
  }

  @Test
  void an_answer_without_end_is_refused() {
    endpoint(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] noise = new byte[64 * 1024];
          while (release.getCount() > 0) {
            exchange.getResponseBody().write(noise);
          }
        });

    assertThat(failure(generation())).hasMessageContaining("no usable answer");
  }

  @Test
  void an_endpoint_that_is_not_there_is_named() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }

    CommentGeneration nobody = generation("http://127.0.0.1:" + free + "/v1");
    generator = generator(Duration.ofSeconds(20), nobody);

    assertThat(failure(nobody))
        .hasMessageContaining("127.0.0.1:" + free)
        .hasMessageContaining("base_url");
  }
}
