package dev.drover.http.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.node.NodeId;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import dev.drover.http.testing.CheckedClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts over real HTTP and a real PostgreSQL; no phone is connected. */
class AccountsTest {
  private ApiUnderTest server;
  private Api api;

  @BeforeEach
  void start() {
    server = ApiUnderTest.start();
    api = new Api(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private JsonNode add(String body) throws Exception {
    return done(api.post("/accounts", body.replace('\'', '"')));
  }

  private Api.Answer put(long id, String body) throws Exception {
    return api.put("/accounts/" + id, body.replace('\'', '"'));
  }

  private static JsonNode done(Api.Answer answer) {
    assertThat(answer.code()).as(answer.message()).isZero();
    return answer.data();
  }

  private Api.Answer makeTasks(String targets) throws Exception {
    return api.post(
        "/task",
        ("{"
                + targets
                + ", 'script_name': 'follow', 'script_config': {'target_users': ['@someone']}}")
            .replace('\'', '"'));
  }

  private List<Long> tasksFor(String username) throws Exception {
    List<Long> ids = new ArrayList<>();
    done(makeTasks("'usernames': ['" + username + "']"))
        .path("task_ids")
        .forEach(id -> ids.add(id.asLong()));
    return ids;
  }

  private HttpResponse<byte[]> raw(String method, String path, byte[] body, String contentType)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/v1" + path))
            .method(method, BodyPublishers.ofByteArray(body))
            .header("Content-Type", contentType)
            .build();
    return CheckedClient.send(request);
  }

  private JsonNode importCsv(String query, String csv) throws Exception {
    return Api.JSON.readTree(
        raw(
                "POST",
                "/accounts/import" + query,
                csv.getBytes(StandardCharsets.UTF_8),
                "text/csv; charset=utf-8")
            .body());
  }

  private JsonNode imported(String csv) throws Exception {
    JsonNode envelope = importCsv("", csv);
    assertThat(envelope.path("code").asInt()).as(envelope.toString()).isZero();
    return envelope.path("data");
  }

  private String export() throws Exception {
    HttpResponse<byte[]> response = raw("GET", "/accounts/export", new byte[0], "text/plain");
    assertThat(response.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private JsonNode account(String username) throws Exception {
    for (JsonNode account : api.get("/accounts?page_size=100").data().path("accounts")) {
      if (account.path("username").asText().equals(username)) {
        return account;
      }
    }
    throw new AssertionError("no account is called " + username);
  }

  @Test
  void an_account_is_shown_with_everything_that_was_said_of_it() throws Exception {
    long id =
        add("{'username': '@Ann', 'email': 'ann@example.com', 'platform': 'instagram',"
                + " 'packagename': 'com.instagram.clone', 'device': 'P1', 'logined': 0, 'status':"
                + " 1, 'tags': 'red, blue,, red'}")
            .path("id")
            .asLong();

    JsonNode account = done(api.get("/accounts/" + id));
    assertThat(account.path("username").asText()).isEqualTo("Ann");
    assertThat(account.path("email").asText()).isEqualTo("ann@example.com");
    assertThat(account.path("platform").asText()).isEqualTo("instagram");
    assertThat(account.path("packagename").asText()).isEqualTo("com.instagram.clone");
    assertThat(account.path("device").asText()).isEqualTo("P1");
    assertThat(account.path("device_online").asBoolean()).isFalse();
    assertThat(account.path("logined_text").asText()).isEqualTo("not_logged_in");
    assertThat(account.path("status_text").asText()).isEqualTo("disabled");
    assertThat(account.path("tags").toString()).isEqualTo("[\"red\",\"blue\"]");
    assertThat(account.path("held").asBoolean(true)).isFalse();
    assertThat(account.path("held_since").isNull()).isTrue();
    assertThat(account.has("warnings")).isFalse();
  }

  @Test
  void what_is_usual_or_not_known_is_shown_as_clients_expect_it() throws Exception {
    long id = add("{'username': 'ann', 'device': 'P1'}").path("id").asLong();

    JsonNode account = done(api.get("/accounts/" + id));
    assertThat(account.path("email").isNull()).isTrue();
    assertThat(account.path("packagename").isNull()).as("the platform's own app").isTrue();
    assertThat(account.path("device_name").asText("missing")).as("a phone never seen").isEmpty();

    ((ObjectNode) account).retain("email", "packagename");
    assertThat(done(put(id, account.toString())).path("packagename").isNull())
        .as("what was shown can be sent back")
        .isTrue();
  }

  @Test
  void the_phones_name_is_shown_while_it_is_connected() throws Exception {
    long id = add("{'username': 'ann', 'device': 'P1'}").path("id").asLong();

    phone(DeviceState.ONLINE);
    assertThat(api.get("/accounts/" + id).data().path("device_name").asText())
        .isEqualTo("SM-A145R");
    phone(DeviceState.OFFLINE);
    assertThat(api.get("/accounts/" + id).data().path("device_name").asText("missing")).isEmpty();
    assertThat(account("ann").path("device_name").asText("missing")).isEmpty();
  }

  private void phone(DeviceState state) {
    NodeId node = new NodeId("node-1");
    server
        .storage()
        .nodes()
        .acquire(node, new UUID(0, 1), Duration.ofHours(1), server.clock().instant());
    server
        .storage()
        .devices()
        .save(
            node,
            new Device(
                new DeviceSerial("P1"),
                List.of(),
                "SM-A145R",
                "14",
                state,
                OptionalInt.empty(),
                Optional.empty()));
  }

  @Test
  void a_password_is_not_kept_and_the_client_is_told() throws Exception {
    JsonNode account = add("{'username': 'ann', 'password': 'hunter2', 'colour': 'red'}");

    assertThat(account.path("warnings").toString())
        .contains("/password was not kept")
        .contains("/colour");
    assertThat(account.toString()).doesNotContain("hunter2");
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{} | /username",
        "{'username': ' '} | /username",
        "{'username': 5} | /username",
        "{'username': 'a b'} | /username",
        "{'username': 'a', 'email': 'nobody'} | /email",
        "{'username': 'a', 'email': 'a b@example.com'} | /email",
        "{'username': 'a', 'platform': 'myspace'} | /platform",
        "{'username': 'a', 'packagename': 'tiktok'} | /packagename",
        "{'username': 'a', 'packagename': 'com.x; rm -rf'} | /packagename",
        "{'username': 'a', 'device': 'a b'} | /device",
        "{'username': 'a', 'device': 7} | /device",
        "{'username': 'a', 'logined': true} | /logined",
        "{'username': 'a', 'status': 2} | /status",
        "{'username': 'a', 'tags': [1]} | /tags/0",
        "{'username': 'a', 'tags': ['a,b']} | /tags/0",
        "{'username': 'a', 'tags': 'a;b'} | /tags",
      })
  void what_can_not_be_used_is_named_by_its_pointer(String body, String pointer) throws Exception {
    String json = body.replace('\'', '"');
    long id = add("{'username': 'there'}").path("id").asLong();

    Api.Answer added = api.post("/accounts", json);
    assertThat(added.code()).isEqualTo(40001);
    assertThat(added.data().path("errors").findValuesAsText("field")).containsExactly(pointer);
    if (!body.equals("{}")) {
      assertThat(put(id, json).data().path("errors").findValuesAsText("field"))
          .containsExactly(pointer);
    }
    assertThat(api.get("/accounts").data().path("total").asInt()).isEqualTo(1);
  }

  @Test
  void more_tags_than_fifty_are_refused() throws Exception {
    StringBuilder tags = new StringBuilder("t0");
    for (int i = 1; i <= 50; i++) {
      tags.append(",t").append(i);
    }

    Api.Answer answer =
        api.post("/accounts", "{\"username\": \"ann\", \"tags\": \"" + tags + "\"}");

    assertThat(answer.code()).isEqualTo(40001);
    assertThat(answer.message()).contains("50");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /accounts/424242, 40401",
    "GET, /accounts/0, 40401",
    "GET, /accounts/x, 40001",
    "PUT, /accounts/424242, 40401",
    "DELETE, /accounts/424242, 40401",
    "DELETE, /accounts/99999999999999999999, 40401",
    "POST, /accounts/424242/release, 40401",
    "GET, /accounts/import, 40501",
    "POST, /accounts/export, 40501",
  })
  void accounts_that_there_are_not_and_methods_are_told(String method, String path, int code)
      throws Exception {
    byte[] body = (method.equals("PUT") ? "{}" : "").getBytes(StandardCharsets.UTF_8);

    assertThat(code(raw(method, path, body, "application/json"))).isEqualTo(code);
  }

  @Test
  void what_a_change_leaves_out_stays() throws Exception {
    long id =
        add("{'username': 'ann', 'email': 'a@b', 'device': 'P1', 'tags': ['x'], 'logined': 0}")
            .path("id")
            .asLong();

    JsonNode changed = done(put(id, "{'email': 'new@b', 'tags': null}"));

    assertThat(changed.path("email").asText()).isEqualTo("new@b");
    assertThat(changed.path("username").asText()).isEqualTo("ann");
    assertThat(changed.path("device").asText()).isEqualTo("P1");
    assertThat(changed.path("tags").toString()).isEqualTo("[\"x\"]");
    assertThat(changed.path("logined").asInt()).isZero();
    assertThat(done(put(id, "{'tags': []}")).path("tags")).isEmpty();
    assertThat(done(put(id, "{'email': ''}")).path("email").isNull()).isTrue();
    assertThat(done(put(id, "{'platform': 'instagram'}")).path("packagename").isNull())
        .as("the app goes with the platform")
        .isTrue();
    assertThat(export()).contains("ann,,instagram,,P1");
  }

  @Test
  void an_account_can_not_become_another_one() throws Exception {
    add("{'username': 'ann'}");
    long bob = add("{'username': 'bob'}").path("id").asLong();

    Api.Answer answer = put(bob, "{'username': 'ANN'}");

    assertThat(answer.code()).isEqualTo(40901);
    assertThat(answer.message()).contains("@ANN");
    assertThat(done(api.get("/accounts/" + bob)).path("username").asText()).isEqualTo("bob");
    assertThat(done(put(bob, "{'username': 'ann', 'platform': 'instagram'}")).path("id").asLong())
        .isEqualTo(bob);
  }

  @Test
  void tasks_of_an_account_wait_for_a_phone_and_go_along_with_it() throws Exception {
    long account = add("{'username': 'ann'}").path("id").asLong();
    long task = tasksFor("ann").getFirst();
    assertThat(api.task(task).path("serial").isNull()).isTrue();
    assertThat(api.task(task).path("remark").asText()).contains("@ann").contains("no phone");

    done(put(account, "{'device': 'P1'}"));
    assertThat(api.task(task).path("serial").asText()).isEqualTo("P1");
    assertThat(api.task(task).path("remark").asText()).startsWith("phone P1 has not been seen yet");

    done(put(account, "{'device': 'P2'}"));
    assertThat(api.task(task).path("serial").asText()).isEqualTo("P2");
    assertThat(api.get("/task?serial=P1").data().path("total").asInt()).isZero();

    done(put(account, "{'device': null}"));
    assertThat(api.task(task).path("serial").isNull()).isTrue();
    assertThat(api.task(task).path("status_text").asText()).isEqualTo("pending");
    assertThat(api.task(task).path("remark").asText()).contains("no phone");
  }

  @Test
  void a_task_without_an_account_stays_on_its_phone_when_accounts_move() throws Exception {
    long account = add("{'username': 'ann', 'device': 'P1'}").path("id").asLong();
    long task = done(makeTasks("'serials': ['P1']")).path("task_ids").get(0).asLong();

    done(put(account, "{'device': 'P2'}"));

    assertThat(api.task(task).path("serial").asText()).isEqualTo("P1");
  }

  @Test
  void tasks_of_a_disabled_or_held_account_say_why_they_wait() throws Exception {
    long account = add("{'username': 'ann', 'device': 'P1'}").path("id").asLong();
    long task = tasksFor("ann").getFirst();

    done(put(account, "{'status': 1}"));
    assertThat(api.task(task).path("remark").asText()).contains("@ann is disabled");
    server
        .storage()
        .accounts()
        .hold(
            new AccountId(account),
            "the app asks for a code",
            Instant.parse("2026-11-24T10:00:00Z"));
    assertThat(api.get("/task").data().path("tasks").get(0).path("remark").asText())
        .contains("@ann is disabled")
        .contains("the app asks for a code")
        .contains("POST /accounts/" + account + "/release");
    JsonNode held = done(api.get("/accounts/" + account));
    assertThat(held.path("held").asBoolean()).isTrue();
    assertThat(held.path("held_since").asText()).isEqualTo("2026-11-24T10:00:00Z");
    assertThat(held.path("held_reason").asText()).isEqualTo("the app asks for a code");

    done(put(account, "{'status': 0}"));
    JsonNode released = done(api.post("/accounts/" + account + "/release", ""));
    assertThat(released.path("held").asBoolean()).isFalse();
    assertThat(api.task(task).path("remark").asText()).startsWith("phone P1 has not been seen yet");
    assertThat(done(api.post("/accounts/" + account + "/release", "")).path("held").asBoolean())
        .isFalse();
  }

  @Test
  void a_paused_account_runs_nothing_until_it_is_resumed() throws Exception {
    long account = add("{'username': 'ann', 'device': 'P1'}").path("id").asLong();
    long task = tasksFor("ann").getFirst();

    JsonNode paused = done(api.post("/accounts/" + account + "/pause", ""));
    assertThat(paused.path("held").asBoolean()).isTrue();
    assertThat(paused.path("held_reason").asText()).isEqualTo("paused by request");
    assertThat(api.task(task).path("remark").asText()).contains("paused by request");

    JsonNode resumed = done(api.post("/accounts/" + account + "/resume", ""));
    assertThat(resumed.path("held").asBoolean()).isFalse();
    assertThat(api.task(task).path("remark").asText()).startsWith("phone P1 has not been seen yet");
    assertThat(api.post("/accounts/424242/pause", "").code()).isEqualTo(40401);
  }

  @Test
  void an_account_with_waiting_tasks_is_deleted_only_by_force_and_they_go_with_it()
      throws Exception {
    long account = add("{'username': 'ann', 'device': 'P1'}").path("id").asLong();
    long task = tasksFor("ann").getFirst();
    long other = done(makeTasks("'serials': ['P1']")).path("task_ids").get(0).asLong();

    Api.Answer refused = api.delete("/accounts/" + account, "");
    assertThat(refused.code()).isEqualTo(40901);
    assertThat(refused.message()).contains("@ann").contains("1 pending").contains("force=true");
    assertThat(api.task(task).path("status_text").asText()).isEqualTo("pending");

    JsonNode deleted = done(api.delete("/accounts/" + account + "?force=true", ""));
    assertThat(deleted.path("deleted_count").asInt()).isEqualTo(1);
    assertThat(deleted.path("deleted_task_count").asInt()).isEqualTo(1);
    assertThat(api.get("/task/" + task).code()).isEqualTo(40401);
    assertThat(api.task(other).path("status_text").asText()).isEqualTo("pending");
    assertThat(api.get("/accounts/" + account).code()).isEqualTo(40401);
    assertThat(makeTasks("'usernames': ['ann']").code()).isEqualTo(40401);
  }

  @Test
  void an_account_without_tasks_is_simply_deleted() throws Exception {
    long account = add("{'username': 'ann'}").path("id").asLong();

    assertThat(done(api.delete("/accounts/" + account, "")).path("deleted_count").asInt())
        .isEqualTo(1);
    assertThat(done(api.get("/accounts")).path("total").asInt()).isZero();
  }

  @Test
  void every_account_of_one_name_gets_its_task_and_the_client_is_told() throws Exception {
    add("{'username': 'ann', 'device': 'P1'}");
    add("{'username': 'ann', 'device': 'P2', 'platform': 'instagram'}");

    JsonNode made = done(makeTasks("'usernames': ['ann', '@Ann', 'ANN']"));

    assertThat(made.path("created_count").asInt()).isEqualTo(2);
    assertThat(made.path("warnings").toString())
        .contains("2 accounts are called @ann")
        .contains("tiktok")
        .contains("instagram");
  }

  @Test
  void an_account_that_is_not_logged_in_gets_tasks_with_a_warning() throws Exception {
    add("{'username': 'ann', 'device': 'P1', 'logined': 0}");

    assertThat(done(makeTasks("'usernames': ['ann']")).path("warnings").toString())
        .contains("@ann is marked as not logged in");
  }

  @Test
  void every_enabled_account_of_a_phone_gets_a_task_but_held_ones_do_not() throws Exception {
    add("{'username': 'ann', 'device': 'P1'}");
    add("{'username': 'bob', 'device': 'P1'}");
    add("{'username': 'off', 'device': 'P1', 'status': 1}");
    long held = add("{'username': 'held', 'device': 'P1'}").path("id").asLong();
    add("{'username': 'elsewhere', 'device': 'P9'}");
    long alone = add("{'username': 'alone', 'device': 'P2'}").path("id").asLong();
    Instant since = Instant.parse("2026-11-24T10:00:00Z");
    server.storage().accounts().hold(new AccountId(held), "the app asks for a code", since);
    server.storage().accounts().hold(new AccountId(alone), "suspended", since);

    JsonNode made =
        done(makeTasks("'serials': ['P1', 'P2', 'P3', 'P1'], 'enable_multi_account': true"));

    List<String> tasks = new ArrayList<>();
    for (JsonNode id : made.path("task_ids")) {
      JsonNode task = api.task(id.asLong());
      tasks.add(task.path("serial").asText() + " " + task.path("username").asText("nobody"));
    }
    // P2's only account is held: a task without a name would run as that one.
    assertThat(tasks).containsExactly("P1 ann", "P1 bob", "P3 nobody");
    assertThat(made.path("warnings").toString())
        .contains("@held is held")
        .contains("@alone is held")
        .doesNotContain("@off");
  }

  @Test
  void a_table_adds_and_changes_accounts() throws Exception {
    long bob =
        add("{'username': 'bob', 'email': 'old@b', 'device': 'P1', 'status': 1, 'tags': ['x']}")
            .path("id")
            .asLong();
    JsonNode data =
        imported(
            "\uFEFF"
                + """
                Username,email,device,status,tags,password,colour
                @ann,ann@example.com,P1,,red|blue,secret,green

                BOB,,P2,,"a;b",secret,
                """
                    .replace("\n", "\r\n"));

    assertThat(data.path("created_count").asInt()).isEqualTo(1);
    assertThat(data.path("updated_count").asInt()).isEqualTo(1);
    assertThat(data.path("warnings").toString())
        .contains("passwords are not needed and were not stored")
        .contains("\\\"colour\\\"")
        .contains("P1, P2")
        .doesNotContain("secret");
    JsonNode ann = account("ann");
    assertThat(ann.path("email").asText()).isEqualTo("ann@example.com");
    assertThat(ann.path("tags").toString()).isEqualTo("[\"red\",\"blue\"]");
    assertThat(ann.path("status").asInt()).isZero();
    JsonNode changed = done(api.get("/accounts/" + bob));
    assertThat(changed.path("username").asText()).isEqualTo("BOB");
    assertThat(changed.path("email").isNull()).as("an empty cell is no email").isTrue();
    assertThat(changed.path("device").asText()).isEqualTo("P2");
    assertThat(changed.path("status").asInt()).as("an empty cell leaves the status").isEqualTo(1);
    assertThat(changed.path("tags").toString()).isEqualTo("[\"a\",\"b\"]");
  }

  @Test
  void columns_that_a_table_does_not_have_stay_as_they_are() throws Exception {
    long id =
        add("{'username': 'ann', 'email': 'a@b', 'device': 'P1', 'logined': 0, 'tags': ['x']}")
            .path("id")
            .asLong();

    assertThat(imported("username\nann\n").path("updated_count").asInt()).isEqualTo(1);

    JsonNode account = done(api.get("/accounts/" + id));
    assertThat(account.path("email").asText()).isEqualTo("a@b");
    assertThat(account.path("device").asText()).isEqualTo("P1");
    assertThat(account.path("logined").asInt()).isZero();
    assertThat(account.path("tags")).hasSize(1);
  }

  @Test
  void a_table_may_be_separated_by_semicolons() throws Exception {
    imported("username;tags;email\nann;\"x;y\";ann@example.com\n");

    assertThat(account("ann").path("tags")).hasSize(2);
    assertThat(account("ann").path("email").asText()).isEqualTo("ann@example.com");
  }

  @Test
  void tasks_go_along_with_accounts_that_a_table_binds_elsewhere() throws Exception {
    add("{'username': 'ann', 'device': 'P1'}");
    long task = tasksFor("ann").getFirst();

    imported("username,device\nann,P2\n");

    assertThat(api.task(task).path("serial").asText()).isEqualTo("P2");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "name,email\\nann,a@b ~ line 1, column username ~ missing",
        "username,username\\nann,bob ~ line 1, column username ~ twice",
        "username,email\\nann,a@b\\nbob,nonsense ~ line 3, column email ~ ann@example.com",
        "username,email\\n,a@b ~ line 2, column username ~ name",
        "username\\n\"two\\nlines\"\\nbob ~ line 2, column username ~ username",
        "username,email\\n\\n\\nann,nonsense ~ line 4, column email ~ ann@example.com",
        "username,platform\\nann,myspace ~ line 2, column platform ~ tiktok, instagram",
        "username,packagename\\nann,x ~ line 2, column packagename ~ com.zhiliaoapp",
        "username,device\\nann,a b ~ line 2, column device ~ serial",
        "username,status\\nann,on ~ line 2, column status ~ 0 or 1",
        "username,logined\\nann,yes ~ line 2, column logined ~ 0 or 1",
        "username,email\\nann ~ line 2 ~ 1 cells",
        "username\\nann\\nbob,x ~ line 3 ~ 2 cells",
        "username\\nann\\n@ANN ~ line 3 ~ line 2",
        "username\\nann\\n\"bob ~ line 3 ~ not closed",
        "username\\nann\\n\"bob\"x ~ line 3 ~ follows",
      })
  void a_table_with_a_line_that_can_not_be_used_changes_nothing(
      String csv, String field, String named) throws Exception {
    JsonNode envelope = importCsv("", csv.replace("\\n", "\n"));

    assertThat(envelope.path("code").asInt()).isEqualTo(40001);
    JsonNode error = envelope.path("data").path("errors").get(0);
    assertThat(error.path("field").asText()).isEqualTo(field);
    assertThat(error.path("message").asText()).contains(named);
    assertThat(api.get("/accounts").data().path("total").asInt()).isZero();
  }

  @Test
  void every_line_that_can_not_be_used_is_told() throws Exception {
    JsonNode envelope = importCsv("", "username,email\na b,x\nann,a@b\nbob,y\n");

    assertThat(envelope.path("data").path("errors").findValuesAsText("field"))
        .containsExactly("line 2, column username", "line 2, column email", "line 4, column email");
  }

  @Test
  void a_dry_run_tells_what_would_happen_and_changes_nothing() throws Exception {
    add("{'username': 'ann', 'email': 'a@b'}");

    JsonNode data = importCsv("?dry_run=true", "username,email\nann,c@d\nbob,\n").path("data");

    assertThat(data.path("created_count").asInt()).isEqualTo(1);
    assertThat(data.path("updated_count").asInt()).isEqualTo(1);
    assertThat(data.path("dry_run").asBoolean()).isTrue();
    assertThat(account("ann").path("email").asText()).isEqualTo("a@b");
    assertThat(api.get("/accounts").data().path("total").asInt()).isEqualTo(1);
  }

  @Test
  void a_table_is_not_too_long_and_ten_thousand_accounts_go_in_at_once() throws Exception {
    StringBuilder csv = new StringBuilder("username,device,tags\n");
    for (int i = 0; i < 10_000; i++) {
      csv.append("user").append(i).append(",P").append(i % 50).append(",t\n");
    }

    assertThat(imported(csv.toString()).path("created_count").asInt()).isEqualTo(10_000);
    assertThat(imported(csv.toString()).path("updated_count").asInt()).isEqualTo(10_000);
    JsonNode refused = importCsv("", csv.append("one_more,P1,t\n").toString());
    assertThat(refused.path("code").asInt()).isEqualTo(40001);
    assertThat(refused.path("message").asText()).contains("line 10002").contains("10000");
  }

  @Test
  void only_csv_in_utf_8_is_imported() throws Exception {
    byte[] latin = "username,tags\nann,gr\u00fcn\n".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(code(raw("POST", "/accounts/import", latin, "text/csv"))).isEqualTo(40001);
    assertThat(code(raw("POST", "/accounts/import", latin, "text/csv; charset=iso-8859-1")))
        .isEqualTo(41501);
    assertThat(
            code(
                raw(
                    "POST",
                    "/accounts/import",
                    "{}".getBytes(StandardCharsets.UTF_8),
                    "application/json")))
        .isEqualTo(41501);
    assertThat(code(raw("POST", "/accounts/import", new byte[0], "text/csv"))).isEqualTo(40001);
    assertThat(
            code(
                raw(
                    "POST",
                    "/accounts",
                    "username\nann".getBytes(StandardCharsets.UTF_8),
                    "text/csv")))
        .isEqualTo(41501);
    assertThat(code(raw("POST", "/accounts/import", new byte[11 * 1024 * 1024], "text/csv")))
        .isEqualTo(41301);
    assertThat(importCsv("", "username\n").path("code").asInt()).isEqualTo(40001);
  }

  private static int code(HttpResponse<byte[]> response) throws Exception {
    return Api.JSON.readTree(response.body()).path("code").asInt();
  }

  @Test
  void an_exported_table_holds_no_formula_and_comes_back_as_the_same_accounts() throws Exception {
    add(
        "{'username': '-ann', 'email': '=cmd|calc!A1@example.com', 'device': '@P1', 'tags': ['+1', \"'=x\"]}"
            .replace("\"'=x\"", "'\\u0027=x'"));
    add(
        "{'username': 'bob', 'platform': 'instagram', 'status': 1, 'logined': 0, 'tags': ['with"
            + " \\u0022quotes\\u0022']}");
    String exported = export();
    JsonNode before = api.get("/accounts").data().path("accounts");

    for (String line : exported.split("\r\n")) {
      for (String cell : line.split(",")) {
        assertThat(cell.replaceFirst("^\"", "")).doesNotMatch("(?s)[=+\\-@\t\r].*");
      }
    }
    assertThat(imported(exported).path("updated_count").asInt()).isEqualTo(2);
    assertThat(api.get("/accounts").data().path("accounts")).isEqualTo(before);

    for (JsonNode account : before) {
      done(api.delete("/accounts/" + account.path("id").asLong(), ""));
    }
    assertThat(imported(exported).path("created_count").asInt()).isEqualTo(2);
    assertThat(export()).isEqualTo(exported);
  }
}
