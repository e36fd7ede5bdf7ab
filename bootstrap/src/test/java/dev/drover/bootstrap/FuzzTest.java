package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.persistence.DatabaseAddress;
import dev.drover.persistence.RealPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random and mutated requests. Whatever comes, the answer is an envelope with a code of the
 * contract, never an internal error, and there are just the tasks that were acknowledged.
 */
@ExtendWith(RealPostgres.class)
class FuzzTest {
  private static final int CLIENTS = 4;
  private static final int REQUESTS_EACH = 5_000;

  /** Those that a local server without a licence file can answer. */
  private static final Set<Integer> CODES =
      Set.of(0, 40001, 40002, 40003, 40401, 40501, 40901, 41301, 41501);

  private record Template(String method, String path, String body) {}

  private static final List<Template> TEMPLATES =
      List.of(
          new Template(
              "POST",
              "/task",
              "{\"serials\":[\"P1\",\"P2\"],\"script_name\":\"follow\",\"start_time\":\"10:30\",\"min_interval\":1,"
                  + "\"max_interval\":2,\"enable_multi_account\":true,"
                  + "\"script_config\":{\"target_users\":[\"@ann\",\"@bob\"],\"access_method\":\"search\"}}"),
          new Template(
              "POST",
              "/task",
              "{\"serials\":[\"P1\"],\"script_name\":\"unfollow\",\"start_time\":\"2030-01-01T00:00:00Z\","
                  + "\"script_config\":{\"target_user\":\"a,b\\nc\"}}"),
          new Template(
              "POST",
              "/task",
              "{\"serials\":[\"P1\"],\"script_name\":\"post\",\"script_config\":{\"content_type\":1,\"image_count\":3,"
                  + "\"captions\":\"A##{b|c {d|e}}\",\"post_way\":\"useSound\",\"material_source\":\"localFolder\","
                  + "\"material_path\":\"/x\",\"material_list\":[\"a.png\"],\"materials_tags\":\"a,b\","
                  + "\"upload_wait_time\":30,\"sound_wait_time\":10,\"add_sound\":\"custom\",\"sound_name\":\"s\","
                  + "\"custom_sound_keyword\":\"k\",\"origin_sound_volume\":1,\"add_sound_volume\":2,"
                  + "\"add_product_link\":1,\"placement\":\"story\"}}"),
          new Template(
              "POST",
              "/task",
              "{\"serials\":[\"P1\"],\"script_name\":\"comment\",\"script_config\":{\"target_post_urls\":"
                  + "[\"https://www.tiktok.com/@a/video/1\"],\"comment_content\":\"a\\nb\","
                  + "\"comment_order\":\"sequential\",\"insert_emoji\":true,\"comment_image_path\":\"x.png\"}}"),
          new Template(
              "POST",
              "/task",
              "{\"serials\":[\"P1\"],\"script_name\":\"account_warmup\",\"script_config\":{\"task_duration\":60,"
                  + "\"topic\":\"x\\ny\",\"min_duration\":5,\"max_duration\":9,\"like_probable\":1,"
                  + "\"floow_probable\":2,\"collect_probable\":3,\"comment_probable\":4,\"comment\":\"nice\","
                  + "\"insert_emoji\":false,\"comment_order\":\"random\",\"generate_by_chatgpt\":true,"
                  + "\"chatgpt_settings\":{\"api_key\":\"k\",\"model\":\"m\",\"prompt\":\"p\",\"max_tokens\":10,"
                  + "\"temperature\":0.5,\"base_url\":\"https://example.org/v1\"}}}"),
          new Template(
              "POST",
              "/task",
              "{\"usernames\":[\"@ann\"],\"script_name\":\"follow\",\"script_config\":{\"target_user\":\"x\"}}"),
          new Template("DELETE", "/task/batch", "{\"task_ids\":[1,2,3]}"),
          new Template(
              "PUT",
              "/settings",
              "{\"auto_retry\":true,\"max_retry_count\":5,\"random_order\":false}"),
          new Template(
              "POST",
              "/accounts",
              "{\"username\":\"ann\",\"email\":\"a@b\",\"platform\":\"tiktok\",\"packagename\":\"a.b\","
                  + "\"device\":\"P1\",\"logined\":1,\"status\":0,\"tags\":[\"x\"]}"),
          new Template("GET", "/task", ""),
          new Template("GET", "/task/1", ""),
          new Template("GET", "/task/1/log", ""),
          new Template("GET", "/task/1/artifacts", ""),
          new Template("GET", "/task/1/artifacts/x.png", ""),
          new Template("GET", "/task/stats", ""),
          new Template("POST", "/task/1/stop", ""),
          new Template("POST", "/task/1/retry", ""),
          new Template("POST", "/task/retry-all", ""),
          new Template("DELETE", "/task/1", ""),
          new Template("GET", "/devices", ""),
          new Template("GET", "/devices/P1", ""),
          new Template("GET", "/devices/P1/screenshot", ""),
          new Template("DELETE", "/devices/P1", ""),
          new Template("POST", "/devices/connect", "{\"address\":7}"),
          new Template("GET", "/accounts", ""),
          new Template("GET", "/license/check", ""));

  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW");

  private static final List<String> QUERY_KEYS =
      List.of(
          "status",
          "serial",
          "script_name",
          "source",
          "page",
          "page_size",
          "username",
          "task_id_lt",
          "dry_run",
          "force",
          "platform",
          "device",
          "logined",
          "tag");

  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/json; charset=utf-8",
          "text/plain",
          "*/*",
          "x",
          "application/xml");

  /** JSON that is no good in most places. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1.5",
          "1e400",
          "-0",
          "99999999999999999999999999",
          "\"\"",
          "\" \"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udc00x\"",
          "\"\\u202e\"",
          "\"a';reboot #\"",
          "\"$(reboot)\"",
          "\"../../etc/passwd\"",
          "\"https://evil.example/p/x\"",
          "\"{a|{b\"",
          "\"😀\"",
          "[]",
          "{}",
          "[[[[[[[[[[]]]]]]]]]]",
          "[null]",
          "{\"a\":{\"b\":{\"c\":1}}}",
          "[\"a\",\"a\",\"A\"]",
          "\"" + "x".repeat(70_000) + "\"",
          "[" + "\"u\",".repeat(3_000) + "\"v\"]",
          "1" + "0".repeat(120),
          "[".repeat(100) + "]".repeat(100));

  /** What one client saw. */
  private static final class Seen {
    private final Map<Integer, Integer> codes = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private long created;
    private long deleted;
  }

  @Test
  void whatever_is_sent_is_answered_by_the_contract_and_nothing_is_half_done(
      @TempDir Path home, DatabaseAddress database) throws Exception {
    long seed = Long.getLong("drover.fuzz.seed", System.nanoTime());
    System.out.println("fuzz seed: -Ddrover.fuzz.seed=" + seed);
    try (Server server = Server.start(TestConfig.of(home, database));
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Seen>> running = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Random random = new Random(seed + i);
        running.add(clients.submit(() -> run(server.port(), random)));
      }
      Map<Integer, Integer> codes = new TreeMap<>();
      long expected = 0;
      for (Future<Seen> client : running) {
        Seen seen = client.get();
        assertThat(seen.wrong.stream().limit(5)).as("seed %s", seed).isEmpty();
        seen.codes.forEach((code, count) -> codes.merge(code, count, Integer::sum));
        expected += seen.created - seen.deleted;
      }

      System.out.println("fuzz answers by code: " + codes);
      assertThat(codes.values().stream().mapToInt(Integer::intValue).sum())
          .isEqualTo(CLIENTS * REQUESTS_EACH);
      assertThat(codes).containsKeys(0, 40001, 40002, 40003, 40401, 40501, 41501);
      Api api = new Api(server.port());
      assertThat(api.get("/task/stats").data().path("total").asLong())
          .as("seed %s", seed)
          .isEqualTo(expected);
      assertThat(api.get("/task").data().path("total").asLong()).isEqualTo(expected);
    }
  }

  private static Seen run(int port, Random random) throws Exception {
    Seen seen = new Seen();
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i < REQUESTS_EACH; i++) {
        Template template = TEMPLATES.get(random.nextInt(TEMPLATES.size()));
        byte[] body = body(template, random);
        String method =
            random.nextInt(20) == 0
                ? METHODS.get(random.nextInt(METHODS.size()))
                : template.method();
        String path = path(template, random);
        String type = TYPES.get(random.nextInt(12) == 0 ? random.nextInt(TYPES.size()) : 0);
        HttpRequest request =
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", type)
                .method(
                    method,
                    body.length == 0
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        check(request, body, client.send(request, HttpResponse.BodyHandlers.ofByteArray()), seen);
      }
    }
    return seen;
  }

  private static void check(
      HttpRequest request, byte[] body, HttpResponse<byte[]> response, Seen seen) {
    String what =
        request.method()
            + " "
            + request.uri()
            + " "
            + abbreviated(new String(body, StandardCharsets.UTF_8))
            + " → "
            + response.statusCode()
            + " "
            + abbreviated(CheckedClient.text(response));
    try {
      OpenApiContract.served().check(OpenApiContract.Exchange.of(response));
      JsonNode envelope = Api.JSON.readTree(response.body());
      int code = envelope.path("code").asInt(-1);
      int status = code == 0 ? 200 : code / 100;
      if (!CODES.contains(code)
          || response.statusCode() != status
          || envelope.path("message").asText().isBlank()
          || !envelope.has("data")) {
        seen.wrong.add(what);
      }
      seen.codes.merge(code, 1, Integer::sum);
      seen.created += envelope.path("data").path("created_count").asLong();
      if (request.uri().getPath().startsWith("/api/v1/task")) {
        seen.deleted += envelope.path("data").path("deleted_count").asLong();
      }
    } catch (IOException notJson) {
      seen.wrong.add(what);
    } catch (AssertionError undocumented) {
      seen.wrong.add(what + ": " + undocumented.getMessage());
    }
  }

  private static String abbreviated(String text) {
    return text.length() <= 400 ? text : text.substring(0, 400) + "...";
  }

  private static byte[] body(Template template, Random random) {
    if (template.body().isEmpty() && random.nextInt(10) > 0) {
      return new byte[0];
    }
    String text = template.body();
    int mutations = random.nextInt(4);
    for (int i = 0; i < mutations; i++) {
      text = mutated(text, random);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0 && random.nextInt(15) == 0) {
      // Broken encodings among them.
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  /** Puts something else in the place of a value, a key or a stretch of the text. */
  private static String mutated(String text, Random random) {
    List<Integer> colons = new ArrayList<>();
    for (int i = 0; i < text.length() && i < 5_000; i++) {
      if (text.charAt(i) == ':') {
        colons.add(i);
      }
    }
    if (colons.isEmpty() || random.nextInt(6) == 0) {
      int from = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), from + random.nextInt(10));
      String inserted = random.nextBoolean() ? "" : VALUES.get(random.nextInt(VALUES.size()));
      return text.substring(0, from) + inserted + text.substring(to);
    }
    int colon = colons.get(random.nextInt(colons.size()));
    int end = colon + 1;
    int depth = 0;
    boolean quoted = false;
    while (end < text.length()) {
      char character = text.charAt(end);
      if (character == '"' && text.charAt(end - 1) != '\\') {
        quoted = !quoted;
      } else if (!quoted && (character == '[' || character == '{')) {
        depth++;
      } else if (!quoted && (character == ']' || character == '}' || character == ',')) {
        if (depth == 0) {
          break;
        }
        depth -= character == ',' ? 0 : 1;
      }
      end++;
    }
    String value = VALUES.get(random.nextInt(VALUES.size()));
    return switch (random.nextInt(6)) {
      case 0 ->
          text.substring(0, end) + ",\"x" + random.nextInt(3) + "\":" + value + text.substring(end);
      case 1 -> text.substring(0, colon) + "x" + text.substring(colon);
      default -> text.substring(0, colon + 1) + value + text.substring(end);
    };
  }

  private static String path(Template template, Random random) {
    StringBuilder path = new StringBuilder("/api/v1").append(template.path());
    if (random.nextInt(12) == 0) {
      path.append('/').append(encoded(random));
    }
    if (random.nextInt(25) == 0) {
      path.setLength(0);
      path.append('/').append(encoded(random));
    }
    String separator = "?";
    for (int i = random.nextInt(4); i > 1; i--) {
      path.append(separator)
          .append(QUERY_KEYS.get(random.nextInt(QUERY_KEYS.size())))
          .append('=')
          .append(random.nextBoolean() ? Integer.toString(random.nextInt(5)) : encoded(random));
      separator = "&";
    }
    return path.toString();
  }

  private static String encoded(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      text.appendCodePoint(
          random.nextInt(4) == 0 ? random.nextInt(0x300) : 32 + random.nextInt(95));
    }
    return URLEncoder.encode(text.toString(), StandardCharsets.UTF_8);
  }
}
