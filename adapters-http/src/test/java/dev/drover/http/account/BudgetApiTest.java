package dev.drover.http.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.AccountId;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Daily budgets from HTTP to what truly happened on the phone. */
class BudgetApiTest {
  private ApiUnderTest server;
  private Api api;
  private long ann;

  @BeforeEach
  void start() throws Exception {
    server = ApiUnderTest.start();
    api = new Api(server.port());
    ann =
        api.post("/accounts", "{\"username\": \"ann\", \"device\": \"P1\"}")
            .data()
            .path("id")
            .asLong();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private JsonNode budget() throws Exception {
    return api.get("/accounts/" + ann).data().path("daily_budget");
  }

  private Api.Answer change(String body) throws Exception {
    return api.put("/accounts/" + ann + "/budget", body.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'follow': -1} | /follow",
        "{'follow': 10001} | /follow",
        "{'follow': 'many'} | /follow",
        "{'time_zone': 'Mars/Olympus'} | /time_zone",
        "{'likes': 5} | likes",
        "[] | object",
      })
  void a_budget_that_can_not_be_is_refused(String body, String named) throws Exception {
    Api.Answer answer = change(body);

    assertThat(answer.code()).isEqualTo(40001);
    assertThat(answer.message()).contains(named);
    assertThat(budget().at("/actions/follow/limit").asInt()).isEqualTo(30);
  }

  @Test
  void an_unknown_account_has_none() throws Exception {
    assertThat(api.put("/accounts/4711/budget", "{}").code()).isEqualTo(40401);
  }

  private JsonNode follow(String targets, int users, String query) throws Exception {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < users; i++) {
      names.append(i == 0 ? "" : ",").append("user").append(i);
    }
    Api.Answer answer =
        api.post(
            "/task" + query,
            ("{"
                    + targets
                    + ", 'script_name': 'follow', 'script_config': {'target_user': '"
                    + names
                    + "'}}")
                .replace('\'', '"'));
    assertThat(answer.code()).as(answer.message()).isZero();
    return answer.data();
  }

  private static List<String> budgetWarnings(JsonNode data) {
    List<String> warnings = new ArrayList<>();
    data.path("warnings").forEach(warning -> warnings.add(warning.asText()));
    return warnings.stream().filter(warning -> warning.contains("budget")).toList();
  }

  @Test
  void the_answer_warns_how_many_tasks_wait_for_which_day() throws Exception {
    change("{'follow': 3}");
    server
        .storage()
        .budgets()
        .spend(new AccountId(ann), AccountAction.FOLLOW, server.clock().instant());

    String expected =
        "account @ann may spend 3 follow actions a day and has spent 1 today: of these 6 tasks 4"
            + " wait (3 until 2026-11-25, 1 until 2026-11-26); raise the follow budget of account "
            + ann
            + " to 7 to run them now";
    for (String query : List.of("?dry_run=true", "")) {
      assertThat(budgetWarnings(follow("'usernames': ['ann']", 6, query)))
          .containsExactly(expected);
    }
    assertThat(budgetWarnings(follow("'serials': ['P1'], 'enable_multi_account': true", 6, "")))
        .containsExactly(expected);
  }

  @Test
  void where_none_waits_there_is_no_warning() throws Exception {
    assertThat(budgetWarnings(follow("'usernames': ['ann']", 30, ""))).isEmpty();
    assertThat(budgetWarnings(follow("'serials': ['P1']", 100, "")))
        .as("a task without an account has no budget")
        .isEmpty();
    change("{'follow': 31}");
    assertThat(budgetWarnings(follow("'usernames': ['ann']", 31, ""))).isEmpty();
  }

  @Test
  void each_account_has_its_own_warning() throws Exception {
    api.post("/accounts", "{\"username\": \"bob\", \"device\": \"P1\"}");
    change("{'follow': 1}");

    assertThat(budgetWarnings(follow("'usernames': ['bob', 'ann']", 31, "")))
        .hasSize(2)
        .anyMatch(warning -> warning.startsWith("account @bob") && warning.contains("1 waits"))
        .anyMatch(warning -> warning.startsWith("account @ann") && warning.contains("30 wait"));
  }
}
