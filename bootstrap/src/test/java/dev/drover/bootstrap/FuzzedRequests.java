package dev.drover.bootstrap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.CheckedClient;
import dev.drover.http.testing.OpenApiContract;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Creates random requests of every operation that ends, valid ones and mutated ones. */
final class FuzzedRequests {
  /**
   * A valid request.
   *
   * @param operation as the document names it
   * @param path the path with a value for each parameter
   */
  private record Template(String operation, String path, String type, String body) {
    private static final Pattern HOLE = Pattern.compile("\\{[^}]*}");

    static Template json(String operation, String body) {
      return new Template(operation, filled(operation), "application/json", body);
    }

    static Template other(String operation, String path, String type, String body) {
      return new Template(operation, path, type, body);
    }

    static Template plain(String operation) {
      return json(operation, "");
    }

    private static String filled(String operation) {
      String path = operation.substring(operation.indexOf(' ') + 1);
      return HOLE.matcher(path.replace("{serial}", "P1")).replaceAll("1");
    }

    String method() {
      return operation.substring(0, operation.indexOf(' '));
    }
  }

  /** An address where nothing listens; the server's settings must allow it. */
  static final String COMMENT_ENDPOINT = "http://127.0.0.1:1/v1";

  private static final List<Template> TEMPLATES =
      List.of(
          Template.json(
              "POST /task",
              "{\"serials\":[\"P1\",\"P2\"],\"script_name\":\"follow\",\"start_time\":\"10:30\",\"min_interval\":1,"
                  + "\"max_interval\":2,\"enable_multi_account\":true,"
                  + "\"script_config\":{\"target_users\":[\"@ann\",\"@bob\"],\"access_method\":\"search\"}}"),
          Template.json(
              "POST /task",
              "{\"serials\":[\"P1\"],\"script_name\":\"unfollow\",\"start_time\":\"2030-01-01T00:00:00Z\","
                  + "\"script_config\":{\"target_user\":\"a,b\\nc\"}}"),
          Template.json(
              "POST /task",
              "{\"serials\":[\"P1\"],\"script_name\":\"post\",\"script_config\":{\"content_type\":1,\"image_count\":3,"
                  + "\"captions\":\"A##{b|c {d|e}}\",\"post_way\":\"useSound\",\"material_source\":\"localFolder\","
                  + "\"material_path\":\"/x\",\"material_list\":[\"a.png\"],\"materials_tags\":\"a,b\","
                  + "\"upload_wait_time\":30,\"sound_wait_time\":10,\"add_sound\":\"custom\",\"sound_name\":\"s\","
                  + "\"custom_sound_keyword\":\"k\",\"origin_sound_volume\":1,\"add_sound_volume\":2,"
                  + "\"add_product_link\":1,\"placement\":\"story\"}}"),
          Template.json(
              "POST /task",
              "{\"serials\":[\"P1\"],\"script_name\":\"comment\",\"script_config\":{\"target_post_urls\":"
                  + "[\"https://www.tiktok.com/@a/video/1\"],\"comment_content\":\"a\\nb\","
                  + "\"comment_order\":\"sequential\",\"insert_emoji\":true,\"comment_image_path\":\"x.png\"}}"),
          Template.json(
              "POST /task",
              "{\"serials\":[\"P1\"],\"script_name\":\"account_warmup\",\"script_config\":{\"task_duration\":60,"
                  + "\"topic\":\"x\\ny\",\"min_duration\":5,\"max_duration\":9,\"like_probable\":1,"
                  + "\"floow_probable\":2,\"collect_probable\":3,\"comment_probable\":4,\"comment\":\"nice\","
                  + "\"insert_emoji\":false,\"comment_order\":\"random\",\"generate_by_chatgpt\":true,"
                  + "\"chatgpt_settings\":{\"api_key\":\"k\",\"model\":\"m\",\"prompt\":\"p\",\"max_tokens\":10,"
                  + "\"temperature\":0.5,\"base_url\":\""
                  + COMMENT_ENDPOINT
                  + "\"}}}"),
          Template.json(
              "POST /task",
              "{\"usernames\":[\"@ann\"],\"script_name\":\"follow\",\"script_config\":{\"target_user\":\"x\"}}"),
          Template.json("DELETE /task/batch", "{\"task_ids\":[1,2,3]}"),
          Template.json(
              "PUT /settings",
              "{\"auto_retry\":true,\"max_retry_count\":5,\"random_order\":false}"),
          Template.json(
              "POST /accounts",
              "{\"username\":\"ann\",\"email\":\"a@b\",\"platform\":\"tiktok\",\"packagename\":\"a.b\","
                  + "\"device\":\"P1\",\"logined\":1,\"status\":0,\"tags\":[\"x\"]}"),
          Template.plain("GET /task"),
          Template.plain("GET /task/{task_id}"),
          Template.plain("GET /task/{task_id}/log"),
          Template.plain("GET /task/{task_id}/artifacts"),
          Template.plain("GET /task/{task_id}/artifacts/{name}"),
          Template.plain("GET /task/stats"),
          Template.plain("GET /task/batch/{batch_id}"),
          Template.plain("POST /task/batch/{batch_id}/stop"),
          Template.plain("POST /task/{task_id}/cancel"),
          Template.json("POST /task/{task_id}/reschedule", "{\"start_time\":\"10:30\"}"),
          Template.plain("POST /task/{task_id}/stop"),
          Template.plain("POST /task/{task_id}/retry"),
          Template.plain("POST /task/retry-all"),
          Template.plain("DELETE /task/{task_id}"),
          Template.plain("GET /task/stats/history"),
          Template.plain("GET /live"),
          Template.json(
              "POST /task/bulk",
              "{\"action\":\"stop\",\"filter\":{\"status\":0,\"serial\":\"P1\",\"ids\":[1,2]},\"all\":false,\"dry_run\":true}"),
          Template.plain("GET /devices"),
          Template.plain("GET /devices/{serial}"),
          Template.plain("GET /devices/{serial}/screenshot"),
          Template.plain("DELETE /devices/{serial}"),
          Template.json("POST /devices/connect", "{\"address\":7}"),
          Template.plain("GET /devices/{serial}/hierarchy"),
          Template.plain("POST /devices/{serial}/pause"),
          Template.plain("POST /devices/{serial}/resume"),
          Template.plain("GET /app-versions"),
          Template.other(
              "POST /app-versions/{package}/{version}/go-on",
              "/app-versions/com.zhiliaoapp.musically/P1/go-on",
              "application/json",
              ""),
          Template.other(
              "POST /app-versions/{package}/{version}/try",
              "/app-versions/P1/47/try",
              "application/json",
              ""),
          Template.plain("GET /accounts/{id}"),
          Template.json(
              "PUT /accounts/{id}",
              "{\"username\":\"ann\",\"email\":\"a@b\",\"device\":\"P2\",\"logined\":0,\"status\":1,\"tags\":[]}"),
          Template.plain("DELETE /accounts/{id}"),
          Template.json("POST /accounts/release", "{\"usernames\":[\"ann\",\"@bob\"]}"),
          Template.json("PUT /accounts/{id}/budget", "{\"follow\":3,\"post\":null}"),
          Template.plain("POST /accounts/{id}/release"),
          Template.plain("POST /accounts/{id}/pause"),
          Template.plain("POST /accounts/{id}/resume"),
          Template.other(
              "POST /accounts/import",
              "/accounts/import",
              "text/csv",
              "username,device,tags\nben,P2,a|b\n\"c\"\"d\",P1,\n"),
          Template.plain("GET /accounts/export"),
          Template.plain("GET /materials"),
          Template.plain("GET /materials/{material}"),
          Template.other(
              "PUT /materials/{material}",
              "/materials/a.png?tags=x,y&caption=hello",
              "application/octet-stream",
              "\u0089PNG\r\n\u001a\n" + "picture".repeat(100)),
          Template.other(
              "PUT /materials/{material}",
              "/materials/b.mp4",
              "application/octet-stream",
              "\0\0\0\u0018ftypmp42" + "film".repeat(10_000)),
          Template.json(
              "PATCH /materials/{material}",
              "{\"tags\":[\"x\"],\"caption\":\"c\",\"username\":\"ann\",\"sort\":3}"),
          Template.plain("DELETE /materials/{material}"),
          Template.plain("GET /materials/{material}/content"),
          Template.plain("GET /settings"),
          Template.json(
              "POST /profiles/repair",
              "{\"screen\":\"<hierarchy><node class='a.Button' package='com.zhiliaoapp.musically'"
                  + " text='Follow' clickable='true' bounds='[0,0][9,9]'/></hierarchy>\","
                  + "\"element\":\"profile.follow_button\",\"app\":\"tiktok\",\"at\":\"Follow\","
                  + "\"locale\":\"en\",\"for\":\"ann\"}"),
          Template.plain("GET /queue"),
          Template.plain("POST /queue/pause"),
          Template.plain("POST /queue/resume"),
          Template.plain("GET /nodes"),
          Template.plain("GET /session"),
          Template.json("POST /session", "{\"key\":\"drover_9f2c51e0a7b4_x\"}"),
          Template.plain("DELETE /session"),
          Template.plain("GET /rpc/devices"),
          Template.plain("GET /rpc/session"),
          Template.json(
              "POST /rpc/session", "{\"serial\":\"P1\",\"label\":\"fuzz\",\"ttl_secs\":60}"),
          Template.json("POST /rpc/session/{session_id}/heartbeat", "{\"ttl_secs\":60}"),
          Template.json(
              "POST /rpc/session/{session_id}/intent",
              "{\"step\":\"tap Follow\",\"action\":\"follow\"}"),
          Template.plain("DELETE /rpc/session/{session_id}"),
          Template.json(
              "POST /rpc/jsonrpc",
              "{\"serial\":\"P1\",\"method\":\"click\",\"params\":[{\"text\":\"Log in\"}],\"timeout\":1}"),
          Template.json(
              "POST /rpc/adb",
              "{\"serial\":\"P1\",\"args\":[\"shell\",\"id\"],\"timeout_ms\":100}"),
          Template.plain("GET /rpc/hierarchy"),
          Template.plain("GET /rpc/screenshot"),
          Template.plain("GET /openapi"),
          Template.plain("GET /docs"),
          Template.other("GET /docs/{file}", "/docs/initializer.js", "application/json", ""),
          Template.plain("GET /accounts"),
          Template.plain("GET /license/check"),
          Template.plain("GET /scripts"));

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
          "batch_id",
          "ids",
          "outcome",
          "failure_code",
          "hours",
          "time_zone",
          "held",
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

  /** JSON values that are invalid in most places. */
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

  /** Returns every operation for which there are requests. */
  static SortedSet<String> operations() {
    return TEMPLATES.stream()
        .map(Template::operation)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private final Random random;
  private final int port;

  /** Creates the requests of one client. */
  FuzzedRequests(Random random, int port) {
    this.random = random;
    this.port = port;
  }

  /** A request, and the beginning of its body as text. */
  record Fuzzed(HttpRequest request, String body) {}

  Fuzzed next() {
    Template template = TEMPLATES.get(random.nextInt(TEMPLATES.size()));
    byte[] body = body(template, random);
    String method =
        random.nextInt(20) == 0 ? METHODS.get(random.nextInt(METHODS.size())) : template.method();
    String path = path(template, random);
    String type =
        random.nextInt(12) == 0 ? TYPES.get(random.nextInt(TYPES.size())) : template.type();
    return new Fuzzed(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", type)
            .method(
                method,
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        abbreviated(new String(body, StandardCharsets.UTF_8)));
  }

  private static String abbreviated(String text) {
    return text.length() <= 400 ? text : text.substring(0, 400) + "...";
  }

  /** What one client received. Used by one thread until that is done. */
  static final class Seen {
    private final Set<Integer> allowed;
    private final Map<Integer, Integer> codes = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private long created;
    private long deleted;

    /**
     * @param allowed codes of the contract that may be answered; 50301 may be in any case where one
     *     repair of a profile is looked for at a time
     */
    Seen(Set<Integer> allowed) {
      this.allowed = allowed;
    }

    /** Returns how often each code was received; 0 also counts answers without an envelope. */
    Map<Integer, Integer> codes() {
      return codes;
    }

    /** Answers that the contract does not allow. */
    List<String> wrong() {
      return wrong;
    }

    /** Returns how many tasks must exist according to the answers. */
    long tasks() {
      return created - deleted;
    }

    void answered(Fuzzed sent, HttpResponse<byte[]> response) {
      HttpRequest request = sent.request();
      String what =
          request.method()
              + " "
              + request.uri()
              + " "
              + sent.body()
              + " → "
              + response.statusCode()
              + " "
              + abbreviated(CheckedClient.text(response));
      if (response.statusCode() == 429 && allowed.contains(42901)) {
        // The rate is limited before anything else is checked, so this code comes even where the
        // document does not list it.
        codes.merge(42901, 1, Integer::sum);
        return;
      }
      try {
        OpenApiContract.served().check(OpenApiContract.Exchange.of(response));
        if (response.statusCode() == 200 && !isEnvelope(response)) {
          codes.merge(0, 1, Integer::sum);
          return;
        }
        JsonNode envelope = Api.JSON.readTree(response.body());
        int code = envelope.path("code").asInt(-1);
        int status = code == 0 ? 200 : code / 100;
        boolean busy = code == 50301 && request.uri().getPath().endsWith("/profiles/repair");
        if (!(allowed.contains(code) || busy)
            || response.statusCode() != status
            || envelope.path("message").asText().isBlank()
            || !envelope.has("data")) {
          wrong.add(what);
        }
        codes.merge(code, 1, Integer::sum);
        if (request.uri().getPath().startsWith("/api/v1/task")) {
          created += envelope.path("data").path("created_count").asLong();
          deleted += envelope.path("data").path("deleted_count").asLong();
        }
        // The tasks of an account that was deleted together with them.
        deleted += envelope.path("data").path("deleted_task_count").asLong();
      } catch (IOException notJson) {
        wrong.add(what);
      } catch (AssertionError undocumented) {
        wrong.add(what + ": " + undocumented.getMessage());
      }
    }

    private static boolean isEnvelope(HttpResponse<byte[]> response) {
      return response.headers().firstValue("Content-Type").orElse("").startsWith("application/json")
          && !response.request().uri().getPath().endsWith("/openapi");
    }
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
    byte[] bytes =
        text.getBytes(
            template.type().equals("application/octet-stream")
                ? StandardCharsets.ISO_8859_1
                : StandardCharsets.UTF_8);
    if (bytes.length > 0 && random.nextInt(15) == 0) {
      // These include broken encodings.
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  /** Replaces a value, a key or a part of the text. */
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
    if (random.nextInt(12) == 0 && path.indexOf("?") < 0) {
      path.append('/').append(encoded(random));
    }
    if (random.nextInt(25) == 0) {
      path.setLength(0);
      path.append('/').append(encoded(random));
    }
    String separator = path.indexOf("?") < 0 ? "?" : "&";
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
