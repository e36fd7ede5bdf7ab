package dev.drover.http.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.domain.access.AccessScope;
import dev.drover.domain.account.AccountId;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Held accounts, and budgets of many accounts, over HTTP. */
class AccountOperationsTest {
  private ApiUnderTest server;
  private Api api;
  private long ann;

  @BeforeEach
  void start() throws Exception {
    server = ApiUnderTest.start();
    api = server.client();
    ann = add("{'username': 'ann', 'device': 'P1'}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private long add(String body) throws Exception {
    return api.post("/accounts", body.replace('\'', '"')).data().path("id").asLong();
  }

  private Api.Answer release(String body) throws Exception {
    return api.post("/accounts/release", body.replace('\'', '"'));
  }

  private boolean isHeld(long id) throws Exception {
    return api.get("/accounts/" + id).data().path("held").asBoolean();
  }

  @Test
  void held_accounts_are_listed() throws Exception {
    long bob = add("{'username': 'bob'}");
    api.post("/accounts/" + bob + "/pause", "");

    JsonNode held = api.get("/accounts?held=true").data();

    assertThat(held.path("total").asInt()).isEqualTo(1);
    assertThat(held.at("/accounts/0/id").asLong()).isEqualTo(bob);
    assertThat(api.get("/accounts?held=false").data().at("/accounts/0/id").asLong()).isEqualTo(ann);
    assertThat(api.get("/accounts?held=perhaps").code()).isEqualTo(40001);
  }

  @Test
  void an_account_is_found_by_its_name() throws Exception {
    add("{'username': 'Ann', 'platform': 'instagram'}");
    add("{'username': 'anna'}");

    assertThat(api.get("/accounts?username=@ANN").data().path("total").asInt()).isEqualTo(2);
    assertThat(api.get("/accounts?username=ann&page_size=1&page=2").data().path("accounts"))
        .hasSize(1);
    assertThat(api.get("/accounts?username=nobody").data().path("total").asInt()).isZero();
    assertThat(api.get("/accounts?username=no/name").code()).isEqualTo(40001);
  }

  @Test
  void accounts_are_released_by_their_name_on_every_platform() throws Exception {
    long onInstagram = add("{'username': 'ann', 'platform': 'instagram'}");
    api.post("/accounts/" + ann + "/pause", "");
    api.post("/accounts/" + onInstagram + "/pause", "");

    JsonNode released = release("{'usernames': ['@Ann', 'ann']}").data();

    assertThat(released.path("released_count").asInt()).isEqualTo(2);
    assertThat(released.at("/accounts/0/held").asBoolean(true)).isFalse();
    assertThat(isHeld(ann)).isFalse();
    assertThat(isHeld(onInstagram)).isFalse();
    assertThat(release("{'usernames': ['ann']}").data().path("released_count").asInt(-1)).isZero();
  }

  @Test
  void a_name_that_no_account_has_releases_nothing() throws Exception {
    api.post("/accounts/" + ann + "/pause", "");

    Api.Answer answer = release("{'usernames': ['ann', 'nobody']}");

    assertThat(answer.code()).isEqualTo(40401);
    assertThat(answer.message()).contains("@nobody").doesNotContain("@ann");
    assertThat(isHeld(ann)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{'usernames': []}", "{'usernames': 'ann'}", "{'names': ['ann']}", "[]"})
  void a_release_of_nobody_is_refused(String body) throws Exception {
    assertThat(release(body).code()).isEqualTo(40001);
  }

  @Test
  void a_key_that_may_only_read_releases_nobody() throws Exception {
    try (ApiUnderTest guarded = ApiUnderTest.with().keyDemanded().start()) {
      Map<String, String> reader = Map.of("X-API-Key", guarded.key("r", AccessScope.READ));

      assertThat(
              guarded
                  .client()
                  .post("/accounts/release", "{\"usernames\": [\"ann\"]}", reader)
                  .code())
          .isEqualTo(40101);
    }
  }

  @Test
  void defaults_of_budgets_are_settings_and_shown_in_lists() throws Exception {
    api.put("/accounts/" + ann + "/budget", "{\"like\": 7}");

    JsonNode settings =
        api.put("/settings", "{\"daily_budget\": {\"follow\": 3, \"like\": 4}}").data();

    assertThat(settings.path("daily_budget"))
        .hasToString("{\"follow\":3,\"unfollow\":30,\"comment\":20,\"like\":4,\"post\":5}");
    JsonNode listed = api.get("/accounts").data().at("/accounts/0/daily_budget/actions");
    assertThat(listed.at("/follow/limit").asInt()).isEqualTo(3);
    assertThat(listed.at("/like/limit").asInt()).isEqualTo(7);
    assertThat(listed.at("/follow/used").asInt()).isZero();
    JsonNode restored = api.put("/settings", "{\"daily_budget\": {\"follow\": null}}").data();
    assertThat(restored.at("/daily_budget/follow").asInt()).isEqualTo(30);
    assertThat(restored.at("/daily_budget/like").asInt()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'daily_budget': {'follow': -1}} | /daily_budget/follow",
        "{'daily_budget': {'follow': 10001}} | /daily_budget/follow",
        "{'daily_budget': {'likes': 1}} | likes",
        "{'daily_budget': 5} | /daily_budget",
      })
  void defaults_that_can_not_be_are_refused(String body, String named) throws Exception {
    Api.Answer answer = api.put("/settings", body.replace('\'', '"'));

    assertThat(answer.code()).isEqualTo(40001);
    assertThat(answer.message()).contains(named);
    assertThat(api.get("/settings").data().at("/daily_budget/follow").asInt()).isEqualTo(30);
  }

  private JsonNode imported(String table) throws Exception {
    HttpResponse<String> response = send("POST", "/accounts/import", table);
    return Api.JSON.readTree(response.body());
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/v1" + path))
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .header("Content-Type", "text/csv")
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private JsonNode budget(long id) throws Exception {
    return api.get("/accounts/" + id).data().path("daily_budget");
  }

  @Test
  void a_table_sets_budgets_and_an_empty_cell_restores_the_default() throws Exception {
    api.put("/accounts/" + ann + "/budget", "{\"like\": 7, \"post\": 1}");

    JsonNode answer =
        imported("username,follow_limit,like_limit,time_zone\nann,12,,Asia/Tokyo\nbob,0,5,\n");

    assertThat(answer.path("code").asInt()).isZero();
    assertThat(budget(ann).at("/actions/follow/limit").asInt()).isEqualTo(12);
    assertThat(budget(ann).at("/actions/like/limit").asInt()).isEqualTo(60);
    assertThat(budget(ann).at("/actions/post/limit").asInt()).isEqualTo(1);
    assertThat(budget(ann).path("time_zone").asText()).isEqualTo("Asia/Tokyo");
    long bob = api.get("/accounts?username=bob").data().at("/accounts/0/id").asLong();
    assertThat(budget(bob).at("/actions/follow/limit").asInt()).isZero();
  }

  @Test
  void an_exported_table_comes_back_with_its_budgets() throws Exception {
    api.put("/accounts/" + ann + "/budget", "{\"like\": 7, \"time_zone\": \"Asia/Tokyo\"}");
    String table = send("GET", "/accounts/export", "").body();
    JsonNode before = budget(ann);
    api.put("/accounts/" + ann + "/budget", "{\"like\": 1, \"post\": 1, \"time_zone\": null}");

    assertThat(table).contains(",Asia/Tokyo,,,,7,\r\n");
    assertThat(imported(table).path("code").asInt()).isZero();
    assertThat(budget(ann)).isEqualTo(before);
  }

  @Test
  void a_limit_that_can_not_be_read_keeps_the_whole_table_out() throws Exception {
    JsonNode answer = imported("username,follow_limit\nann,3\nbob,many\neve,10001\n");

    assertThat(answer.path("code").asInt()).isEqualTo(40001);
    assertThat(answer.path("message").asText())
        .contains("line 3, column follow_limit")
        .contains("line 4, column follow_limit");
    assertThat(api.get("/accounts").data().path("total").asInt()).isEqualTo(1);
    assertThat(budget(ann).at("/actions/follow/limit").asInt()).isEqualTo(30);
  }

  @Test
  void a_dry_run_changes_no_budget() throws Exception {
    send("POST", "/accounts/import?dry_run=true", "username,follow_limit\nann,3\n");

    assertThat(budget(ann).at("/actions/follow/limit").asInt()).isEqualTo(30);
  }

  @Test
  void an_account_that_a_run_saw_logged_out_is_shown_so() throws Exception {
    server.storage().accounts().noteLogin(new AccountId(ann), false);

    JsonNode account = api.get("/accounts?logined=0").data().at("/accounts/0");

    assertThat(account.path("id").asLong()).isEqualTo(ann);
    assertThat(account.path("logined_text").asText()).isEqualTo("not_logged_in");
  }
}
