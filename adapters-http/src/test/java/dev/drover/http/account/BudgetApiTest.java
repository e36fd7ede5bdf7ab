package dev.drover.http.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.ApiUnderTest;
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
}
