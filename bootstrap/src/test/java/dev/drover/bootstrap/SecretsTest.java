package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.core.FileAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.drover.bootstrap.config.ConfigurationError;
import dev.drover.bootstrap.config.ServerConfig;
import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.server.Server;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.Passing;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.LogManager;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Puts known secrets into every input, and then searches all outputs for them: the whole database,
 * all logs at the most verbose level, every answer, artifact and metric.
 */
@ExtendWith(RealPostgres.class)
class SecretsTest {
  private static final String DATABASE_PASSWORD = "canary-database-5c1b";
  private static final String CERTIFICATE_PASSWORD = "canary-sslpassword-77ab";
  private static final String ENCRYPTION_KEY = "Y2FuYXJ5LWtleS10aGF0LWlzLTMyLWJ5dGVzLWxvbmc=";

  /** The lines of a hex dump, as servers log what they received: offset, bytes, text. */
  private static final Pattern DUMPED = Pattern.compile("((?:[0-9a-f]{2} ){4,16})");

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** Every secret, by the input that it was put into. */
  private final Map<String, String> secrets = new LinkedHashMap<>();

  /** Every answer, by its request. */
  private final Map<String, byte[]> answers = new LinkedHashMap<>();

  private final List<String> authorizations = new CopyOnWriteArrayList<>();

  @TempDir private Path home;
  @TempDir private Path logFolder;

  private FileAppender<ch.qos.logback.classic.spi.ILoggingEvent> appender;
  private Level usualLevel;
  private Level usualDroverLevel;
  private java.util.logging.Level usualPlatformLevel;
  private HttpServer model;
  private String base = "";

  @BeforeEach
  void logEverything(DatabaseAddress database) throws Exception {
    // This comes before logging starts, because the statement contains the password.
    createRole(database);
    Logger root = root();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(root.getLoggerContext());
    encoder.setPattern("%level %logger %msg %mdc %kvp%n%ex{full}");
    encoder.start();
    appender = new FileAppender<>();
    appender.setContext(root.getLoggerContext());
    appender.setFile(log().toString());
    appender.setEncoder(encoder);
    appender.start();
    usualLevel = root.getLevel();
    usualDroverLevel = drover().getLevel();
    root.setLevel(Level.TRACE);
    drover().setLevel(Level.TRACE);
    root.addAppender(appender);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    java.util.logging.Logger platform = LogManager.getLogManager().getLogger("");
    usualPlatformLevel = platform.getLevel();
    platform.setLevel(java.util.logging.Level.ALL);
    model = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    model.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String authorization =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                    .orElse("");
            authorizations.add(authorization);
            exchange.getRequestBody().readAllBytes();
            byte[] answer =
                ("{\"error\": {\"message\": \"no such key: " + authorization + "\"}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("X-Key", authorization);
            exchange.sendResponseHeaders(401, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    model.start();
  }

  @AfterEach
  void logAsUsual(DatabaseAddress database) throws Exception {
    model.stop(0);
    root().detachAppender(appender);
    appender.stop();
    root().setLevel(usualLevel);
    drover().setLevel(usualDroverLevel);
    LogManager.getLogManager().getLogger("").setLevel(usualPlatformLevel);
    SLF4JBridgeHandler.uninstall();
    dropRole(database);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private static Logger drover() {
    return (Logger) LoggerFactory.getLogger("dev.drover");
  }

  private Path log() {
    return logFolder.resolve("everything.log");
  }

  @Test
  void no_secret_comes_out_by_any_door(DatabaseAddress database) throws Exception {
    secrets.put("the database's password", DATABASE_PASSWORD);
    secrets.put("the key that encrypts", ENCRYPTION_KEY);
    secrets.put("the password of the database client's certificate", CERTIFICATE_PASSWORD);
    String asCanary =
        database.jdbcUrl()
            + "?user="
            + role(database)
            + "&password="
            + DATABASE_PASSWORD
            + "&sslpassword="
            + CERTIFICATE_PASSWORD;
    try (VirtualPhone phone = VirtualPhone.start(PhoneConfig.named("FIRST", "ann"));
        Server server =
            Server.start(
                TestConfig.of(
                    home,
                    database,
                    Map.of(
                        Setting.DATABASE_URL,
                        asCanary,
                        Setting.SECRET_KEY,
                        ENCRYPTION_KEY,
                        Setting.DEVICES_CONNECT,
                        phone.adbAddress(),
                        Setting.COMMENT_BASE_URLS,
                        modelAddress())))) {
      base = "http://127.0.0.1:" + server.port();
      long id = warmUpWithAKeyThatTheEndpointRepeats();
      sendSecretsToWrongPlaces();
      sendSecretsInHeaders();
      importAccountsWithPasswords();
      awaitEnd(id);
      readEverything();
    }
    assertThat(authorizations)
        .as("the key did go where it belongs, so there was something to be found")
        .contains("Bearer " + secrets.get("an API key"));

    Map<String, byte[]> places = new LinkedHashMap<>(answers);
    places.put("the log", Files.readAllBytes(log()));
    places.put("the log's dumps of bytes", dumpedBytes(log()));
    places.putAll(tables(database));
    assertThat(new String(places.get("the log"), StandardCharsets.UTF_8))
        .as("the log is as verbose as can be")
        .contains("TRACE");
    List<String> found = new ArrayList<>();
    places.forEach((place, content) -> found.addAll(found(place, content)));
    assertThat(found).isEmpty();
  }

  @Test
  void a_setting_that_is_a_secret_is_not_repeated_when_it_can_not_be_used() {
    for (Map.Entry<Setting, String> wrong :
        Map.of(
                Setting.SECRET_KEY, "canary-not-a-key",
                Setting.DATABASE_URL, "mysql://me:canary-not-a-key@host/name")
            .entrySet()) {
      try {
        ServerConfig.load(
            Map.of(Setting.HOME, home.toString(), wrong.getKey(), wrong.getValue()),
            Map.of(),
            Optional.empty());
        throw new AssertionError(wrong.getKey() + " was taken");
      } catch (ConfigurationError refused) {
        assertThat(refused.reason()).contains(wrong.getKey().key()).doesNotContain("canary");
      }
    }
  }

  private String modelAddress() {
    return "http://127.0.0.1:" + model.getAddress().getPort() + "/v1";
  }

  private String secret(String door) {
    // A single word for every parser, so that a parser that repeats a word repeats all of it.
    String secret = "canary_" + Integer.toHexString(door.hashCode()) + "_c0ffee";
    secrets.put(door, secret);
    return secret;
  }

  private long warmUpWithAKeyThatTheEndpointRepeats() throws Exception {
    byte[] answer =
        send(
            "POST",
            "/api/v1/task",
            """
            {"serials": ["FIRST"], "script_name": "account_warmup", "script_config": {
              "task_duration": 4, "min_duration": 1, "max_duration": 1, "comment_probable": 100,
              "generate_by_chatgpt": true, "chatgpt_settings": {"api_key": "%s", "base_url": "%s"}}}
            """
                .formatted(secret("an API key"), modelAddress()));
    return Api.JSON.readTree(answer).at("/data/task_ids/0").asLong();
  }

  private void sendSecretsToWrongPlaces() throws Exception {
    String warmUp =
        "{\"serials\": [\"AWAY\"], \"script_name\": \"account_warmup\", \"script_config\": %s}";
    send(
        "POST",
        "/api/v1/task",
        warmUp.formatted("{\"openai_api_key\": \"" + secret("a key of a wrong name") + "\"}"));
    send(
        "POST",
        "/api/v1/task",
        warmUp.formatted(
            "{\"chatgpt_settings\": {\"apiKey\": \"" + secret("a key spelt otherwise") + "\"}}"));
    send(
        "POST",
        "/api/v1/task",
        warmUp.formatted(
            "{\"chatgpt_settings\": {\"api_key\": \"" + secret("a key switched off") + "\"}}"));
    send(
        "POST",
        "/api/v1/task",
        warmUp.formatted(
            "{\"chatgpt_settings\": {\"api_key\": \""
                + secret("a key beside an error")
                + "\", \"temperature\": 9}}"));
    send(
        "POST",
        "/api/v1/task",
        warmUp.formatted(
            "{\"chatgpt_settings\": {\"api_key\": [\"" + secret("a key in a list") + "\"]}}"));
    send(
        "POST",
        "/api/v1/task",
        warmUp.formatted(
            "{\"chatgpt_settings\": {\"api_key\": " + secret("a key without quotes") + "}}"));
    send(
        "POST",
        "/api/v1/task",
        warmUp.formatted(
            "{\"chatgpt_settings\": {\"api_key\": \"" + secret("a key in a torn body")));
    send(
        "POST",
        "/api/v1/task?dry_run=true",
        warmUp.formatted(
            "{\"chatgpt_settings\": {\"api_key\": \"" + secret("a key of a dry run") + "\"}}"));
    String account = "{\"username\": \"%s\", \"password\": \"%s\"}";
    send(
        "POST",
        "/api/v1/accounts",
        account.formatted("with_password", secret("a password of an account")));
    send(
        "PUT",
        "/api/v1/accounts/1",
        account.formatted("with_password", secret("a password of a changed account")));
    send(
        "PATCH",
        "/api/v1/accounts/1",
        "{\"password\": {\"is\": \"" + secret("a password in a wrong patch") + "\"}}");
    send(
        "PATCH",
        "/api/v1/materials/1",
        "{\"password\": \"" + secret("a password of a material") + "\"}");
    send(
        "PUT",
        "/api/v1/settings",
        "{\"auto_retry\": true, \"api_key\": \"" + secret("a key in the settings") + "\"}");
  }

  private void sendSecretsInHeaders() throws Exception {
    send(
        "headers",
        HttpRequest.newBuilder(URI.create(base + "/api/v1/task/stats"))
            .header("Authorization", "Bearer " + secret("a key in a header"))
            .header("X-API-Key", secret("a key in a header of its own"))
            .header("Cookie", "session=" + secret("a key in a cookie"))
            .build());
    send("GET", "/api/v1/task/stats?api_key=" + secret("a key in an address"), "");
  }

  private void importAccountsWithPasswords() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/api/v1/accounts/import"))
            .header("Content-Type", "text/csv")
            .POST(
                BodyPublishers.ofString(
                    "username,password,device\nben,"
                        + secret("a password in a table")
                        + ",FIRST\n"))
            .build();
    send("import", request);
    send(
        "import of a wrong table",
        HttpRequest.newBuilder(URI.create(base + "/api/v1/accounts/import"))
            .header("Content-Type", "text/csv")
            .POST(
                BodyPublishers.ofString(
                    "username,pwd,status\nben,\""
                        + secret("a password in a wrong table")
                        + "\",maybe\n"))
            .build());
  }

  private void awaitEnd(long id) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (task(id).path("finished_at").isNull()) {
      assertThat(System.nanoTime()).as(task(id).toString()).isLessThan(deadline);
      Passing.untilNextLook();
    }
  }

  private JsonNode task(long id) throws Exception {
    return Api.JSON.readTree(send("GET", "/api/v1/task/" + id, "")).path("data");
  }

  private void readEverything() throws Exception {
    for (String path :
        List.of(
            "/task?page_size=100",
            "/task/stats",
            "/accounts",
            "/accounts/export",
            "/materials",
            "/devices",
            "/devices/FIRST",
            "/devices/FIRST/hierarchy",
            "/settings",
            "/queue",
            "/nodes",
            "/openapi")) {
      send("GET", "/api/v1" + path, "");
    }
    send("GET", "/observe/metrics", "");
    send("GET", "/observe/health/ready", "");
    JsonNode tasks =
        Api.JSON.readTree(send("GET", "/api/v1/task?page_size=100", "")).at("/data/tasks");
    assertThat(tasks.size()).isGreaterThan(3);
    for (JsonNode task : tasks) {
      String path = "/api/v1/task/" + task.path("id").asLong();
      send("GET", path, "");
      send("GET", path + "/log", "");
      JsonNode artifacts =
          Api.JSON.readTree(send("GET", path + "/artifacts", "")).path("data").path("artifacts");
      for (JsonNode artifact : artifacts) {
        send("GET", path + "/artifacts/" + artifact.path("name").asText(), "");
      }
    }
  }

  private byte[] send(String method, String path, String body) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    if (body.isEmpty()) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .method(method, BodyPublishers.ofString(body))
          .header("Content-Type", "application/json");
    }
    return send(method + " " + path, request.timeout(Duration.ofSeconds(30)).build());
  }

  private byte[] send(String what, HttpRequest request) throws Exception {
    HttpResponse<byte[]> response = CLIENT.send(request, BodyHandlers.ofByteArray());
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(response.headers().map().toString().getBytes(StandardCharsets.UTF_8));
    all.writeBytes(response.body());
    answers.put("answer " + (answers.size() + 1) + ", to " + what, all.toByteArray());
    return response.body();
  }

  // What is searched

  private List<String> found(String place, byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    List<String> found = new ArrayList<>();
    secrets.forEach(
        (door, secret) -> {
          byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
          for (String form :
              List.of(
                  secret,
                  HexFormat.of().formatHex(bytes),
                  Base64.getEncoder().withoutPadding().encodeToString(bytes),
                  URLEncoder.encode(secret, StandardCharsets.UTF_8))) {
            int at = text.indexOf(form);
            if (at >= 0) {
              found.add(
                  door
                      + " in "
                      + place
                      + ": ..."
                      + text.substring(Math.max(0, at - 120), Math.min(text.length(), at + 60)));
              return;
            }
          }
        });
    return found;
  }

  private static byte[] dumpedBytes(Path log) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      lines.forEach(
          line -> {
            Matcher dump = DUMPED.matcher(line + " ");
            while (dump.find()) {
              bytes.writeBytes(HexFormat.ofDelimiter(" ").parseHex(dump.group(1).strip()));
            }
          });
    }
    return bytes.toByteArray();
  }

  /** All text of all tables. */
  private static Map<String, byte[]> tables(DatabaseAddress database) throws Exception {
    Map<String, byte[]> tables = new LinkedHashMap<>();
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      List<String> names = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
                  + " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
      assertThat(names).contains("public.task_config", "public.task_detail");
      for (String name : names) {
        StringBuilder text = new StringBuilder();
        try (ResultSet rows = statement.executeQuery("SELECT t::text FROM " + name + " AS t")) {
          while (rows.next()) {
            text.append(rows.getString(1)).append('\n');
          }
        }
        tables.put("table " + name, text.toString().getBytes(StandardCharsets.UTF_8));
      }
    }
    return tables;
  }

  // A database whose password is one of the secrets

  private static void createRole(DatabaseAddress database) throws Exception {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE ROLE "
              + role(database)
              + " SUPERUSER LOGIN PASSWORD '"
              + DATABASE_PASSWORD
              + "'");
    }
  }

  private static void dropRole(DatabaseAddress database) throws Exception {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute("DROP OWNED BY " + role(database));
      statement.execute("DROP ROLE " + role(database));
    }
  }

  private static String role(DatabaseAddress database) {
    return database.jdbcUrl().replaceFirst("\\?.*", "").replaceFirst(".*/", "") + "_role";
  }

  private static Connection connect(DatabaseAddress database) throws Exception {
    return DriverManager.getConnection(
        database.jdbcUrl(), database.user().orElseThrow(), database.password().orElseThrow());
  }
}
