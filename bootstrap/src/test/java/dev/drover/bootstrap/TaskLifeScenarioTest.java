package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.bootstrap.server.Server;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.Passing;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.fault.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests the whole way of a task from HTTP to the phones and back, with real parts. */
@ExtendWith(RealPostgres.class)
@Order(9)
class TaskLifeScenarioTest {
  @TempDir private Path home;

  private VirtualPhone first;
  private VirtualPhone second;
  private Server server;
  private Api api;

  @BeforeEach
  void start(DatabaseAddress database) throws Exception {
    first = VirtualPhone.start(PhoneConfig.named("FIRST", "ann_account"));
    second = VirtualPhone.start(PhoneConfig.named("SECOND", "bob_account"));
    server = Server.start(TestConfig.of(home, database));
    api = new Api(server.port());
    connect(first);
    connect(second);
  }

  @AfterEach
  void stop() {
    server.close();
    first.close();
    second.close();
  }

  private void connect(VirtualPhone phone) throws Exception {
    Api.Answer answer =
        api.post("/devices/connect", "{\"address\": \"" + phone.adbAddress() + "\"}");
    assertThat(answer.code()).as(answer.message()).isZero();
    assertThat(answer.data().path("serial").asText()).isEqualTo(phone.serial());
  }

  @Test
  void a_task_goes_from_a_request_to_the_phones_and_back() throws Exception {
    List<Long> ids =
        api.create(
            "{'serials': ['FIRST', 'SECOND'], 'script_name': 'follow',"
                + " 'script_config': {'target_users': ['@ann', '@bob']}}");
    assertThat(ids).hasSize(4);

    for (long id : ids) {
      JsonNode task = api.awaitStatus(id, "completed");
      assertThat(task.path("outcome").asText()).isEqualTo("committed");
      assertThat(task.path("progress").asInt()).isEqualTo(100);
      assertThat(task.path("attempts")).hasSize(1);
      assertThat(task.path("log")).isNotEmpty();
    }
    for (VirtualPhone phone : List.of(first, second)) {
      assertThat(phone.effects())
          .extracting(Effect::kind, Effect::target)
          .containsExactly(tuple("follow", "ann"), tuple("follow", "bob"));
    }

    List<Long> undone =
        api.create(
            "{'serials': ['FIRST'], 'script_name': 'unfollow',"
                + " 'script_config': {'target_user': '@ann, bob'}}");
    for (long id : undone) {
      assertThat(api.awaitStatus(id, "completed").path("outcome").asText()).isEqualTo("committed");
    }
    assertThat(first.effects())
        .extracting(Effect::kind, Effect::target)
        .endsWith(tuple("unfollow", "ann"), tuple("unfollow", "bob"));
    assertThat(api.get("/task/stats").data().path("completed").asInt()).isEqualTo(6);
  }

  @Test
  void a_profile_is_reached_by_search_too() throws Exception {
    long id = follow("SECOND", "carla", "search");

    assertThat(api.awaitStatus(id, "completed").path("outcome").asText()).isEqualTo("committed");
    assertThat(second.effects()).extracting(Effect::target).containsExactly("carla");
  }

  @Test
  void a_phone_may_be_named_by_its_adb_address() throws Exception {
    long id = follow(first.adbAddress(), "ann", "direct");

    assertThat(api.awaitStatus(id, "completed").path("serial").asText()).isEqualTo("FIRST");
    assertThat(api.get("/task?serial=" + first.adbAddress()).data().path("total").asInt())
        .isEqualTo(1);
  }

  @Test
  void following_who_is_followed_already_changes_nothing() throws Exception {
    api.awaitStatus(follow("FIRST", "ann", "direct"), "completed");
    JsonNode again = api.awaitStatus(follow("FIRST", "ann", "direct"), "completed");

    assertThat(again.path("outcome").asText()).isEqualTo("no_effect");
    assertThat(first.effects()).hasSize(1);
  }

  @Test
  void a_user_who_does_not_exist_fails_plainly() throws Exception {
    JsonNode task = api.awaitStatus(follow("FIRST", "missing_one", "direct"), "failed");

    assertThat(task.path("failure_code").asText()).isEqualTo("target_not_found");
    assertThat(task.path("outcome").asText()).isEqualTo("no_effect");
    assertThat(task.path("retry_safe").asBoolean()).isTrue();
    assertThat(task.path("remark").asText()).contains("@missing_one").contains("FIRST");
  }

  @Test
  void a_task_of_an_account_runs_on_its_phone() throws Exception {
    Api.Answer account =
        api.post("/accounts", "{\"username\": \"@Bob_Account\", \"device\": \"SECOND\"}");
    assertThat(account.code()).as(account.message()).isZero();

    long id =
        api.create(
                "{'usernames': ['bob_account'], 'script_name': 'follow',"
                    + " 'script_config': {'target_username': '@ann'}}")
            .getFirst();

    JsonNode task = api.awaitStatus(id, "completed");
    assertThat(task.path("serial").asText()).isEqualTo("SECOND");
    assertThat(task.path("username").asText()).isEqualTo("Bob_Account");
    assertThat(second.effects()).extracting(Effect::target).containsExactly("ann");
  }

  @Test
  void a_task_that_waits_for_its_account_runs_once_that_may() throws Exception {
    long account =
        api.post("/accounts", "{\"username\": \"bob_account\", \"status\": 1}")
            .data()
            .path("id")
            .asLong();
    long id =
        api.create(
                "{'usernames': ['bob_account'], 'script_name': 'follow',"
                    + " 'script_config': {'target_username': '@ann'}}")
            .getFirst();

    assertThat(api.put("/accounts/" + account, "{\"device\": \"SECOND\"}").code()).isZero();
    assertThat(api.task(id).path("status_text").asText()).isEqualTo("pending");
    assertThat(api.task(id).path("remark").asText()).contains("disabled");
    assertThat(api.put("/accounts/" + account, "{\"status\": 0}").code()).isZero();

    assertThat(api.awaitStatus(id, "completed").path("serial").asText()).isEqualTo("SECOND");
    assertThat(second.effects()).extracting(Effect::target).containsExactly("ann");
    assertThat(first.effects()).isEmpty();
  }

  @Test
  void an_unknown_account_creates_nothing() throws Exception {
    Api.Answer answer =
        api.post(
            "/task",
            "{\"usernames\": [\"nobody\"], \"script_name\": \"follow\", \"script_config\":"
                + " {\"target_user\": \"ann\"}}");

    assertThat(answer.code()).isEqualTo(40401);
    assertThat(answer.message()).contains("@nobody");
    assertThat(api.get("/task").data().path("total").asInt()).isZero();
  }

  @Test
  void a_stopped_task_frees_its_phone_within_two_seconds() throws Exception {
    first.inject(Fault.stall("am start", Duration.ofSeconds(60)));
    long stuck = follow("FIRST", "ann", "direct");
    long next = follow("FIRST", "bob", "direct");
    api.awaitStatus(stuck, "running");
    awaitCommand(first, "am start");

    long before = System.nanoTime();
    Api.Answer stopped = api.post("/task/" + stuck + "/stop", "");
    Duration took = Duration.ofNanos(System.nanoTime() - before);

    assertThat(stopped.code()).as(stopped.message()).isZero();
    assertThat(stopped.data().path("status_text").asText()).isEqualTo("failed");
    assertThat(stopped.data().path("remark").asText()).isEqualTo("stopped by request");
    assertThat(took).isLessThan(Duration.ofSeconds(2));
    api.awaitStatus(next, "completed");
    assertThat(first.effects()).extracting(Effect::target).containsExactly("bob");
    assertThat(api.post("/task/" + stuck + "/stop", "").code()).isEqualTo(40901);
  }

  @Test
  void a_stop_at_any_moment_ends_the_run_at_once() throws Exception {
    Random random = new Random(7);
    for (int round = 0; round < 12; round++) {
      first.inject(Fault.stall("uiautomator dump", Duration.ofSeconds(60)));
      long id = follow("FIRST", "ann" + round, "direct");
      api.awaitStatus(id, "running");
      long until = System.nanoTime() + random.nextInt(60_000_000);
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      long before = System.nanoTime();

      Api.Answer stopped = api.post("/task/" + id + "/stop", "");

      assertThat(stopped.code()).as("round %s: %s", round, stopped.message()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
      first.clearFaults();
    }
    assertThat(first.effects()).isEmpty();
  }

  @Test
  void a_failed_task_is_retried_and_a_running_one_deleted() throws Exception {
    first.inject(Fault.cut("am start", Fault.Moment.BEFORE));
    long id = follow("FIRST", "ann", "direct");
    JsonNode failed = api.awaitStatus(id, "failed");
    assertThat(failed.path("failure_code").asText()).isEqualTo("device_lost");
    assertThat(failed.path("outcome").asText()).isEqualTo("no_effect");

    assertThat(api.post("/task/retry-all", "").data().path("retried_count").asInt()).isEqualTo(1);
    JsonNode completed = api.awaitStatus(id, "completed");
    assertThat(completed.path("retry_count").asInt()).isEqualTo(1);
    assertThat(completed.path("attempts")).hasSize(2);

    first.inject(Fault.stall("am start", Duration.ofSeconds(60)));
    long running = follow("FIRST", "carl", "direct");
    api.awaitStatus(running, "running");
    Api.Answer deleted =
        api.delete("/task/batch", "{\"task_ids\": [" + running + ", 424242, " + id + "]}");
    assertThat(deleted.data().path("deleted_count").asInt()).isEqualTo(2);
    assertThat(deleted.data().path("not_found").get(0).asInt()).isEqualTo(424242);
    assertThat(api.get("/task/" + running).code()).isEqualTo(40401);
    assertThat(first.effects()).extracting(Effect::target).containsExactly("ann");
  }

  @Test
  void a_phone_that_is_lost_after_the_decisive_tap_leaves_an_unknown_outcome() throws Exception {
    first.inject(Fault.cut("input tap", Fault.Moment.AFTER));
    long id = follow("FIRST", "ann", "direct");

    JsonNode task = api.awaitStatus(id, "failed");

    assertThat(task.path("outcome").asText()).isEqualTo("unknown");
    assertThat(task.path("retry_safe").asBoolean()).isFalse();
    assertThat(task.path("remark").asText()).contains("tap Follow");
    assertThat(api.post("/task/" + id + "/retry", "").code()).isEqualTo(40901);
    Api.Answer all = api.post("/task/retry-all", "");
    assertThat(all.data().path("retried_count").asInt()).isZero();
    assertThat(all.data().path("skipped").get(0).path("id").asLong()).isEqualTo(id);

    assertThat(api.post("/task/" + id + "/retry?force=true", "").code()).isZero();
    assertThat(api.awaitStatus(id, "completed").path("outcome").asText()).isEqualTo("no_effect");
    assertThat(first.effects()).hasSize(1);
  }

  @Test
  void tasks_wait_for_a_phone_that_is_away_and_run_when_it_is_back() throws Exception {
    first.goOffline();
    long id = follow("FIRST", "ann", "direct");
    long other = follow("SECOND", "ann", "direct");
    api.awaitStatus(other, "completed");
    JsonNode task =
        api.awaitTask(
            id, "waiting or failed", seen -> !seen.path("status_text").asText().equals("running"));
    if (task.path("status_text").asText().equals("failed")) {
      // The task was claimed before anyone had noticed that the phone was gone. Nothing was done,
      // and a retry waits.
      assertThat(task.path("outcome").asText()).isEqualTo("no_effect");
      assertThat(api.post("/task/" + id + "/retry", "").code()).isZero();
    }

    first.comeBack();

    api.awaitStatus(id, "completed");
    assertThat(first.effects()).extracting(Effect::target).containsExactly("ann");
  }

  @Test
  void a_task_with_a_start_time_starts_then() throws Exception {
    Instant at = Instant.now().plusSeconds(2);
    long id =
        api.create(
                "{'serials': ['FIRST'], 'script_name': 'follow', 'start_time': '"
                    + at
                    + "', 'script_config': {'target_user': 'ann'}}")
            .getFirst();
    assertThat(api.task(id).path("status_text").asText()).isEqualTo("pending");

    JsonNode task = api.awaitStatus(id, "completed");

    assertThat(Duration.between(at, Instant.parse(task.path("started_at").asText())))
        .isBetween(Duration.ofMillis(-1), Duration.ofSeconds(1));
  }

  /**
   * Waits until the phone has received the command, because a fault that is meant for one task must
   * not strike the next.
   */
  private static void awaitCommand(VirtualPhone phone, String part) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (phone.commands().stream().noneMatch(command -> command.line().contains(part))) {
      assertThat(System.nanoTime()).as("no command with \"%s\"", part).isLessThan(deadline);
      Passing.untilNextLook();
    }
  }

  private long follow(String serial, String user, String method) throws Exception {
    return api.create(
            "{'serials': ['"
                + serial
                + "'], 'script_name': 'follow', 'script_config': {'target_users': ['@"
                + user
                + "'], 'access_method': '"
                + method
                + "'}}")
        .getFirst();
  }
}
