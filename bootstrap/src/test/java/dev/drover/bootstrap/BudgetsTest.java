package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.bootstrap.server.Server;
import dev.drover.http.testing.Api;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests daily budgets, from HTTP to the effects on the virtual phone. */
@ExtendWith(RealPostgres.class)
class BudgetsTest {
  @TempDir private Path home;

  private VirtualPhone phone;
  private Server server;
  private Api api;
  private long ann;

  @BeforeEach
  void start(DatabaseAddress database) throws Exception {
    phone = VirtualPhone.start(PhoneConfig.named("FIRST", "ann"));
    server = Server.start(TestConfig.of(home, database));
    api = new Api(server.port());
    assertThat(api.post("/devices/connect", "{\"address\": \"" + phone.adbAddress() + "\"}").code())
        .isZero();
    ann =
        api.post("/accounts", "{\"username\": \"ann\", \"device\": \"FIRST\"}")
            .data()
            .path("id")
            .asLong();
  }

  @AfterEach
  void stop() {
    server.close();
    phone.close();
  }

  private JsonNode budget() throws Exception {
    return api.get("/accounts/" + ann).data().path("daily_budget");
  }

  private Api.Answer change(String body) throws Exception {
    return api.put("/accounts/" + ann + "/budget", body.replace('\'', '"'));
  }

  @Test
  void what_goes_over_waits_with_its_remark_until_the_budget_is_raised() throws Exception {
    assertThat(change("{'follow': 2, 'time_zone': 'Pacific/Auckland'}").code()).isZero();

    List<Long> ids =
        api.create(
            "{'usernames': ['ann'], 'script_name': 'follow',"
                + " 'script_config': {'target_users': ['@one', '@two', '@three']}}");
    api.awaitStatus(ids.get(0), "completed");
    api.awaitStatus(ids.get(1), "completed");
    JsonNode waiting =
        api.awaitTask(
            ids.get(2), "waiting", task -> task.path("remark").asText().contains("budget"));

    assertThat(waiting.path("status_text").asText()).isEqualTo("pending");
    assertThat(waiting.path("remark").asText())
        .startsWith("daily budget used up: account @ann has spent 2 of 2 follow actions")
        .contains("the task goes on at ")
        .endsWith("; PUT /accounts/" + ann + "/budget");
    assertThat(phone.effects()).hasSize(2);
    assertThat(budget().path("time_zone").asText()).isEqualTo("Pacific/Auckland");
    assertThat(budget().at("/actions/follow").toString()).isEqualTo("{\"limit\":2,\"used\":2}");
    assertThat(budget().at("/actions/post/limit").asInt()).isEqualTo(5);

    assertThat(change("{'follow': null}").data().at("/actions/follow/limit").asInt()).isEqualTo(30);
    api.awaitStatus(ids.get(2), "completed");
    assertThat(phone.effects()).hasSize(3);
  }

  @Test
  void a_warm_up_goes_on_without_what_is_used_up() throws Exception {
    change("{'like': 1}");

    long id =
        api.create(
                "{'usernames': ['ann'], 'script_name': 'account_warmup', 'script_config': {"
                    + "'task_duration': 6, 'min_duration': 1, 'max_duration': 1,"
                    + " 'like_probable': 100}}")
            .getFirst();

    JsonNode task = api.awaitStatus(id, "completed");
    assertThat(task.path("remark").asText()).contains("liked 1");
    assertThat(phone.effects()).hasSize(1);
    assertThat(budget().at("/actions/like/used").asInt()).isEqualTo(1);
  }
}
