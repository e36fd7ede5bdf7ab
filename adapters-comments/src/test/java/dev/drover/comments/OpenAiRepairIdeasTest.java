package dev.drover.comments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.drover.application.port.device.RepairIdeas;
import dev.drover.application.port.device.RepairIdeas.Idea;
import dev.drover.application.port.device.RepairIdeas.NoIdeas;
import dev.drover.domain.script.Secret;
import dev.drover.testkit.contract.RepairIdeasContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ideas from an endpoint over real HTTP, and what such an endpoint may do instead. */
@Timeout(60)
class OpenAiRepairIdeasTest extends RepairIdeasContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "sk-drover-secret-0816";

  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    release.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private RepairIdeas asking(Duration timeout) {
    return new OpenAiRepairIdeas(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1"),
        "small",
        Optional.of(new Secret(KEY)),
        timeout);
  }

  private RepairIdeas answered(int status, String body) {
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            seen.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    return asking(Duration.ofSeconds(20));
  }

  private RepairIdeas saying(String content) throws Exception {
    return answered(
        200,
        JSON.writeValueAsString(
            Map.of(
                "id",
                "c1",
                "object",
                "chat.completion",
                "created",
                1,
                "model",
                "m",
                "choices",
                List.of(
                    Map.of(
                        "index",
                        0,
                        "finish_reason",
                        "stop",
                        "message",
                        Map.of("role", "assistant", "content", content))))));
  }

  @Override
  protected RepairIdeas having(List<Idea> ideas) throws Exception {
    return saying(JSON.writeValueAsString(ideas.stream().map(Idea::parts).toList()));
  }

  @Override
  protected RepairIdeas withoutAny() {
    return answered(500, "{}");
  }

  private static String refusal(RepairIdeas ideas) {
    return String.valueOf(
        catchThrowableOfType(NoIdeas.class, () -> ideas.ideas(QUESTION)).getMessage());
  }

  @Test
  void the_element_and_the_structure_are_sent_and_the_model() throws Exception {
    saying("```json\n[{\"text\": \"Keep up\", \"clickable\": true}]\n```").ideas(QUESTION);

    assertThat(seen.take())
        .contains("\"small\"", "profile.follow_button", "{text: Follow}", "Keep up")
        .doesNotContain(KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "I can't do that.",
        "{\"text\": \"a\"}",
        "[\"text\"]",
        "[{\"text\": {\"a\": 1}}]",
        "[{\"text\": null}]",
        "[] and more",
        "[{\"text\": \"a\"}"
      })
  void what_is_no_list_of_selectors_is_no_idea(String content) throws Exception {
    assertThat(refusal(saying(content))).contains("no list of selectors").doesNotContain("can't");
  }

  @Test
  void deep_and_long_answers_end_in_a_refusal() throws Exception {
    assertThat(refusal(saying("[".repeat(20_000)))).contains("no list of selectors");
    server.removeContext("/");
    assertThat(refusal(saying("x".repeat(300_000)))).contains("longer than");
  }

  @Test
  void no_part_of_a_refusal_and_no_key_is_told() {
    assertThat(refusal(answered(401, "{\"error\": {\"message\": \"wrong key " + KEY + "\"}}")))
        .contains("answered 401")
        .doesNotContain(KEY);
    server.removeContext("/");
    assertThat(refusal(answered(200, "no JSON " + KEY)))
        .contains("no chat completion")
        .doesNotContain(KEY);
  }

  @Test
  void an_endpoint_that_never_answers_is_given_up() {
    server.createContext(
        "/",
        _ -> {
          try {
            release.await();
          } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
          }
        });

    assertThat(refusal(asking(Duration.ofMillis(300)))).contains("no answer within");
  }
}
