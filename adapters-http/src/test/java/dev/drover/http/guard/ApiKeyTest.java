package dev.drover.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.access.AccessScope;
import dev.drover.domain.access.ApiKeyName;
import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.CheckedClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who has which key may do what. */
class ApiKeyTest {
  private static final String FOLLOW =
      "{\"serials\": [\"P1\"], \"script_name\": \"follow\", \"script_config\": {\"target_users\": [\"@ann\"]}}";

  /** What only an admin may, each to something that is not there. */
  private static final List<String> ADMIN =
      List.of(
          "PUT /settings",
          "POST /devices/connect",
          "DELETE /devices/none",
          "POST /devices/none/pause",
          "POST /devices/none/resume",
          "POST /queue/pause",
          "POST /queue/resume");

  private final ApiUnderTest server = ApiUnderTest.with().keyDemanded().start();

  @AfterEach
  void stop() {
    server.close();
  }

  private String key(String name, AccessScope scope) {
    return server.key(name, scope);
  }

  private static HttpResponse<byte[]> send(
      ApiUnderTest server, String operation, String body, String... headers) throws Exception {
    String[] parts = operation.split(" ");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:"
                        + server.port()
                        + (parts[1].startsWith("/observe") ? "" : "/api/v1")
                        + parts[1]))
            .method(parts[0], HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CheckedClient.send(request.build());
  }

  private static int status(ApiUnderTest server, String operation, String body, String... headers)
      throws Exception {
    return send(server, operation, body, headers).statusCode();
  }

  @Test
  void where_a_key_is_demanded_only_documents_health_and_who_is_signed_in_are_answered_without_one()
      throws Exception {
    String key = key("ci", AccessScope.READ);
    for (String path : List.of("/openapi", "/docs", "/observe/health/live")) {
      assertThat(status(server, "GET " + path, "")).as(path).isEqualTo(200);
    }
    assertThat(CheckedClient.text(send(server, "GET /session", "")))
        .as("nobody is signed in")
        .contains("\"scope\":null", "\"caller\":null");
    for (String operation : server.http().operations()) {
      if (operation.matches("GET /(openapi|docs).*|GET /session")) {
        continue;
      }
      // A socket names its origin before its key.
      String[] headers =
          operation.equals("GET /live")
              ? new String[] {"Origin", "http://127.0.0.1:" + server.port()}
              : new String[0];
      HttpResponse<byte[]> response = send(server, operation.replaceAll("[{}]", ""), "", headers);
      assertThat(response.statusCode()).as(operation).isEqualTo(401);
      assertThat(CheckedClient.text(response)).contains("40101").contains("drover key create");
    }
    assertThat(status(server, "GET /observe/metrics", "")).isEqualTo(401);

    assertThat(status(server, "GET /task", "", "X-API-Key", key)).isEqualTo(200);
    assertThat(status(server, "GET /task", "", "Authorization", "Bearer " + key)).isEqualTo(200);
    assertThat(status(server, "GET /observe/metrics", "", "Authorization", "bearer " + key))
        .isEqualTo(200);
    for (String wrong :
        List.of(
            "",
            "x",
            key + "x",
            key.substring(0, 62) + (key.endsWith("A") ? "B" : "A"),
            "' OR 1=1")) {
      assertThat(status(server, "GET /task", "", "X-API-Key", wrong)).as(wrong).isEqualTo(401);
    }
    assertThat(status(server, "GET /task", "", "Authorization", "Basic " + key)).isEqualTo(401);
  }

  @Test
  void a_key_does_what_its_scope_holds_and_no_more() throws Exception {
    String read = key("reader", AccessScope.READ);
    String write = key("writer", AccessScope.WRITE);
    String admin = key("boss", AccessScope.ADMIN);
    assertThat(status(server, "POST /task", FOLLOW, "X-API-Key", read)).isEqualTo(401);
    assertThat(status(server, "POST /task/retry-all", "", "X-API-Key", read)).isEqualTo(401);
    assertThat(status(server, "POST /task", FOLLOW, "X-API-Key", write)).isEqualTo(200);
    assertThat(status(server, "GET /settings", "", "X-API-Key", write)).isEqualTo(200);
    for (String operation : ADMIN) {
      HttpResponse<byte[]> refused = send(server, operation, "", "X-API-Key", write);
      assertThat(refused.statusCode()).as(operation).isEqualTo(401);
      assertThat(CheckedClient.text(refused)).contains("scope write").contains("needs admin");
      assertThat(status(server, operation, "", "X-API-Key", admin)).as(operation).isNotEqualTo(401);
    }
    assertThat(status(server, "POST /task", FOLLOW, "X-API-Key", admin)).isEqualTo(200);
  }

  @Test
  void a_revoked_key_opens_nothing_on_any_server_from_that_moment_on() throws Exception {
    String key = key("ci", AccessScope.READ);
    String other = key("other", AccessScope.READ);
    try (ApiUnderTest two = ApiUnderTest.with().keyDemanded().storage(server.storage()).start()) {
      assertThat(status(server, "GET /task", "", "X-API-Key", key)).isEqualTo(200);
      assertThat(status(two, "GET /task", "", "X-API-Key", key)).isEqualTo(200);

      server.storage().keys().revoke(new ApiKeyName("ci"), server.clock().instant());

      assertThat(status(server, "GET /task", "", "X-API-Key", key)).isEqualTo(401);
      assertThat(status(two, "GET /task", "", "X-API-Key", key)).isEqualTo(401);
      assertThat(status(two, "GET /task", "", "X-API-Key", other)).isEqualTo(200);
    }
  }

  @Test
  void on_loopback_nothing_changes_for_clients_that_know_no_keys() throws Exception {
    key("ci", AccessScope.READ);
    try (ApiUnderTest open = ApiUnderTest.with().storage(server.storage()).start()) {
      assertThat(status(open, "POST /task", FOLLOW)).isEqualTo(200);
      assertThat(status(open, "GET /task", "", "X-API-Key", "any")).isEqualTo(200);
    }
  }
}
