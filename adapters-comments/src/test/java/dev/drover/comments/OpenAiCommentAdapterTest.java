package dev.drover.comments;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.drover.application.plugin.CommentAdapter;
import dev.drover.domain.script.Secret;
import dev.drover.domain.script.comment.CommentGeneration;
import dev.drover.testkit.ModelLab;
import dev.drover.testkit.contract.CommentAdapterContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Timeout;

/** The suite of comment adapters, with an endpoint of the test's own that the operator allows. */
@Timeout(60)
class OpenAiCommentAdapterTest extends CommentAdapterContract {
  OpenAiCommentAdapterTest() throws IOException {
    super(new Endpoint());
  }

  /** Answers over real HTTP, and repeats the key in its refusals, as some endpoints do. */
  private static final class Endpoint implements ModelLab {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile Optional<String> answer = Optional.of("Nice");

    Endpoint() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(threads);
      server.createContext(
          "/",
          exchange -> {
            try (exchange) {
              exchange.getRequestBody().readAllBytes();
              String key = exchange.getRequestHeaders().getFirst("Authorization");
              byte[] body =
                  answer
                      .map(Endpoint::completion)
                      .orElseGet(() -> "{\"error\": {\"message\": \"not with " + key + "\"}}")
                      .getBytes(StandardCharsets.UTF_8);
              exchange.getResponseHeaders().set("Content-Type", "application/json");
              exchange.sendResponseHeaders(answer.isPresent() ? 200 : 401, body.length);
              exchange.getResponseBody().write(body);
            }
          });
      server.start();
    }

    private static String completion(String text) {
      Map<String, Object> message = Map.of("role", "assistant", "content", text);
      Map<String, Object> choice = Map.of("index", 0, "finish_reason", "stop", "message", message);
      Map<String, Object> completion =
          Map.of(
              "id", "c1",
              "object", "chat.completion",
              "created", 1,
              "model", "m",
              "choices", List.of(choice));
      return JSON.valueToTree(completion).toString();
    }

    private String baseUrl() {
      return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    @Override
    public CommentAdapter adapter() {
      return new OpenAiCommentAdapter();
    }

    @Override
    public Map<String, String> settings() {
      return Map.of(OpenAiCommentAdapter.ALLOWED_BASE_URLS, baseUrl());
    }

    @Override
    public CommentGeneration generation() {
      return new CommentGeneration(
          new Secret("sk-canary-4711"), "a-model", "short", 77, 1, URI.create(baseUrl()), false);
    }

    @Override
    public void answers(String text) {
      answer = Optional.of(text);
    }

    @Override
    public void refuses() {
      answer = Optional.empty();
    }

    @Override
    public void close() {
      server.stop(0);
      threads.shutdownNow();
    }
  }
}
