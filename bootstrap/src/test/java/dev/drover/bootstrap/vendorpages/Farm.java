package dev.drover.bootstrap.vendorpages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.drover.bootstrap.TestConfig;
import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.server.Server;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.OpenApiContract;
import dev.drover.http.testing.OpenApiContract.Exchange;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.config.Timing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One server for all the pages, as its user has set it up: two phones, accounts, a folder of
 * materials, and a language model on the same machine.
 *
 * <p>{@code FIRST} and {@code SECOND} are connected. The phones of the pages' examples, {@code
 * device_serial_1} and so on, are not: tasks for them wait, so that a claim about a request leaves
 * no effect.
 */
final class Farm implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int LARGEST_PAGE = 100;
  private static final Timing QUICK =
      new Timing(Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofMillis(100));
  private static final Pattern DATABASE_PORT = Pattern.compile("//[^/]*:(\\d+)/");

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Path materials;
  private final HttpServer model;
  private final VirtualPhone first;
  private final VirtualPhone second;
  private final Server server;
  private final Api api;
  private final Map<String, String> placeholders;

  Farm(Path folder, DatabaseAddress database) throws IOException, InterruptedException {
    materials = Files.createDirectory(folder.resolve("files"));
    model = startModel();
    first =
        VirtualPhone.start(
            PhoneConfig.named("FIRST", "ann", "bob")
                .withAppAccounts("instagram", List.of("ig_ann"))
                .withTiming(QUICK));
    second = VirtualPhone.start(PhoneConfig.named("SECOND", "carl").withTiming(QUICK));
    server =
        Server.start(
            TestConfig.of(
                folder.resolve("home"),
                database,
                Map.of(
                    Setting.LICENSE_PLAN, "Pro", Setting.MATERIALS_ROOTS, materials.toString())));
    api = new Api(server.port());
    placeholders =
        Map.of(
            "{materials}", materials.toString(),
            "{model}", "http://127.0.0.1:" + model.getAddress().getPort() + "/v1",
            "{api-port}", String.valueOf(server.port()),
            "{database-port}", databasePort(database));
    for (VirtualPhone phone : List.of(first, second)) {
      accept("POST", "/devices/connect", "{'address': '" + phone.adbAddress() + "'}");
    }
    addAccounts();
  }

  private static String databasePort(DatabaseAddress database) {
    Matcher port = DATABASE_PORT.matcher(database.jdbcUrl());
    return port.find() ? port.group(1) : "5432";
  }

  private static HttpServer startModel() throws IOException {
    HttpServer started =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    started.createContext(
        "/v1/chat/completions",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] answer =
                """
                {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices":
                 [{"index": 0, "finish_reason": "stop",
                   "message": {"role": "assistant", "content": "What a day"}}]}
                """
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    started.start();
    return started;
  }

  private void addAccounts() throws IOException, InterruptedException {
    for (String account :
        List.of(
            "'user1', 'device': 'device_serial_1', 'logined': 1, 'tags': ['red', 'blue']",
            "'user2', 'device': 'device_serial_2', 'logined': 1",
            "'user3', 'device': 'device_serial_3', 'logined': 0, 'status': 1",
            "'my_account1', 'device': 'device_1', 'logined': 1",
            "'second_account', 'device': 'device_1', 'logined': 1",
            "'disabled_account', 'device': 'device_1', 'logined': 0, 'status': 1",
            "'insta_account', 'device': 'device_1', 'platform': 'instagram', 'logined': 1",
            "'my_account2', 'device': 'device_2', 'logined': 1",
            "'insta_only', 'device': 'device_insta', 'platform': 'instagram', 'logined': 1",
            "'ann', 'device': 'FIRST', 'logined': 1",
            "'bob', 'device': 'FIRST', 'logined': 1",
            "'ig_ann', 'device': 'FIRST', 'platform': 'instagram', 'logined': 1")) {
      accept("POST", "/accounts", "{'username': " + account + "}");
    }
  }

  private void accept(String method, String path, String body)
      throws IOException, InterruptedException {
    Reply reply = ask(new Request(method, path, body));
    assertThat(reply.code()).as("%s %s: %s", path, body, reply.message()).isZero();
  }

  /** Sends a request and judges its answer's form: the OpenAPI document has it, in an envelope. */
  Reply ask(Request request) throws IOException, InterruptedException {
    HttpRequest.Builder sent =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port() + "/api/v1" + request.path()))
            .timeout(PATIENCE);
    if (request.body().isEmpty()) {
      sent.method(request.method(), BodyPublishers.noBody());
    } else {
      sent.method(request.method(), BodyPublishers.ofString(filled(request.body())))
          .header("Content-Type", "application/json");
    }
    HttpResponse<byte[]> response = client.send(sent.build(), BodyHandlers.ofByteArray());
    OpenApiContract.served().check(Exchange.of(response));
    return Reply.of(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
  }

  /** Makes JSON of a body in single quotes with the farm's own addresses in it. */
  private String filled(String body) {
    String filled = body.replace('\'', '"');
    for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
      filled = filled.replace(placeholder.getKey(), placeholder.getValue());
    }
    return filled;
  }

  int port() {
    return server.port();
  }

  Api api() {
    return api;
  }

  VirtualPhone first() {
    return first;
  }

  VirtualPhone second() {
    return second;
  }

  /** The root of the folders that posts may come from. */
  Path materials() {
    return materials;
  }

  /** Effects on a phone from the given number on, of what the virtual phone itself recorded. */
  static List<Effect> effectsAfter(VirtualPhone phone, int before) {
    return phone.effects().subList(before, phone.effects().size());
  }

  /** Deletes every task, so that the next test finds an empty queue. */
  void deleteTasks() throws IOException, InterruptedException {
    JsonNode page = api.get("/task?page_size=" + LARGEST_PAGE).data();
    assertThat(page.path("total").asInt()).as("tasks of one test").isLessThan(LARGEST_PAGE);
    if (!page.path("tasks").isEmpty()) {
      List<String> ids = new ArrayList<>();
      page.path("tasks").forEach(task -> ids.add(task.path("id").asText()));
      Api.Answer deleted =
          api.delete("/task/batch", "{\"task_ids\": [" + String.join(", ", ids) + "]}");
      assertThat(deleted.data().path("deleted_count").asInt()).isEqualTo(ids.size());
    }
  }

  @Override
  public void close() {
    server.close();
    first.close();
    second.close();
    model.stop(0);
  }
}
