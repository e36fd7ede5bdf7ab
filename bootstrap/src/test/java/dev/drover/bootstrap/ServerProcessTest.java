package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.http.testing.Api;
import dev.drover.http.testing.Passing;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Tests starting, stopping and killing the real process with its own PostgreSQL. */
@Execution(ExecutionMode.CONCURRENT)
@Order(4)
class ServerProcessTest {
  @TempDir private Path home;

  @Test
  void killing_the_server_loses_no_task_and_no_setting_and_leaves_no_process_behind()
      throws Exception {
    try (VirtualPhone phone = VirtualPhone.start(PhoneConfig.named("FIRST", "account"))) {
      List<Long> ids = new ArrayList<>();
      Set<ProcessHandle> family;
      try (ServerProcess server = ServerProcess.start(home)) {
        connect(server.api(), phone);
        assertThat(server.api().put("/settings", "{\"max_retry_count\": 10}").code()).isZero();
        phone.inject(Fault.stall("action.VIEW", Duration.ofSeconds(60)));
        ids.addAll(server.api().create(follow("'@ann', '@bob', '@carl'")));
        server
            .api()
            .awaitTask(
                ids.getFirst(),
                "opening the profile",
                task -> task.path("log").toString().contains("open the profile"));
        family = server.family();
        assertThat(family).as("the server and its PostgreSQL").hasSizeGreaterThan(1);
        server.kill();
      }
      for (ProcessHandle process : family) {
        process.onExit().get(20, TimeUnit.SECONDS);
      }
      phone.clearFaults();

      try (ServerProcess server = ServerProcess.start(home)) {
        for (long id : ids) {
          JsonNode task = server.api().awaitStatus(id, "completed");
          assertThat(task.path("outcome").asText()).isEqualTo("committed");
        }
        assertThat(server.api().task(ids.getFirst()).path("attempts")).hasSize(2);
        assertThat(server.api().get("/settings").data())
            .hasToString(
                "{\"auto_retry\":false,\"max_retry_count\":10,\"random_order\":false"
                    + ",\"daily_budget\":{\"follow\":30,\"unfollow\":30,\"comment\":20,\"like\":60,\"post\":5}}");
      }
      assertThat(phone.effects()).hasSize(3);
    }
  }

  @Test
  void killing_the_server_after_the_decisive_step_leaves_an_unknown_outcome() throws Exception {
    try (VirtualPhone phone = VirtualPhone.start(PhoneConfig.named("FIRST", "account"))) {
      long id;
      try (ServerProcess server = ServerProcess.start(home)) {
        connect(server.api(), phone);
        phone.inject(
            new Fault(
                Fault.Kind.STALL, "input tap", 0, 1, Fault.Moment.AFTER, Duration.ofSeconds(60)));
        id = server.api().create(follow("'@ann'")).getFirst();
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (phone.effects().isEmpty() && System.nanoTime() < deadline) {
          Passing.untilNextLook();
        }
        server.kill();
      }

      try (ServerProcess server = ServerProcess.start(home)) {
        JsonNode task = server.api().awaitStatus(id, "failed");
        assertThat(task.path("outcome").asText()).isEqualTo("unknown");
        assertThat(task.path("failure_code").asText()).isEqualTo("outcome_unknown");
        assertThat(task.path("remark").asText())
            .isEqualTo("outcome unknown: interrupted after tap Follow");
      }
      assertThat(phone.effects()).hasSize(1);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void killing_the_server_ends_the_sessions_of_programs_and_the_next_start_the_programs()
      throws Exception {
    script("act.yaml", "command: [sh, -c, 'echo $$ $DROVER_SESSION_ID; env; exec sleep 300']\n");
    // It waits at first, and ends when it is run again.
    script(
        "announce.yaml",
        """
        command: [sh, -c, 'echo begun; test -f began && exit 0; touch began; exec sleep 300']
        announces-intents: true
        """);
    Map<String, String> secret =
        Map.of("DROVER_RATE_LIMIT_BURST", "4711", "PASSWORD", "s3cret-word");
    try (VirtualPhone first = VirtualPhone.start(PhoneConfig.named("FIRST", "ann"));
        VirtualPhone second = VirtualPhone.start(PhoneConfig.named("SECOND", "bob"))) {
      long act;
      long announce;
      String session;
      ProcessHandle program;
      try (ServerProcess server = ServerProcess.launch(home, secret)) {
        server.awaitAnswer();
        connect(server.api(), first);
        connect(server.api(), second);
        act = server.api().create(run("FIRST", "act")).getFirst();
        announce = server.api().create(run("SECOND", "announce")).getFirst();
        JsonNode begun =
            server
                .api()
                .awaitTask(
                    act, "running", task -> task.path("log").toString().contains("DROVER_SERIAL"));
        server.api().awaitTask(announce, "running", task -> !task.path("log").isEmpty());
        String[] told = begun.path("log").path(0).path("step").asText().split(" ");
        program = ProcessHandle.of(Long.parseLong(told[0])).orElseThrow();
        session = told[1];
        assertThat(begun.path("log").toString()).doesNotContain("DROVER_RATE", "s3cret-word");
        server.kill();
      }
      assertThat(program.isAlive()).as("nobody has ended it yet").isTrue();

      try (ServerProcess server = ServerProcess.start(home)) {
        program.onExit().get(10, TimeUnit.SECONDS);
        assertThat(
                server
                    .api()
                    .post(
                        "/rpc/jsonrpc",
                        "{\"serial\": \"FIRST\", \"method\": \"isScreenOn\", \"params\": []}",
                        Map.of("x-session-id", session))
                    .code())
            .isEqualTo(40303);
        JsonNode unknown = server.api().awaitStatus(act, "failed");
        assertThat(unknown.path("outcome").asText()).isEqualTo("unknown");
        assertThat(unknown.path("remark").asText())
            .isEqualTo("outcome unknown: interrupted after run act");
        JsonNode repeated = server.api().awaitStatus(announce, "completed");
        assertThat(repeated.path("attempts")).hasSize(2);
        assertThat(repeated.path("outcome").asText()).isEqualTo("no_effect");
      }
    }
  }

  private static String run(String serial, String script) {
    return "{'serials': ['" + serial + "'], 'script_name': '" + script + "', 'script_config': {}}";
  }

  private void script(String name, String declaration) throws IOException {
    Path folder = Files.createDirectories(home.resolve("scripts"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Files.setPosixFilePermissions(
        Files.writeString(folder.resolve(name), declaration),
        PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void a_termination_signal_ends_everything_in_order_with_code_0() throws Exception {
    try (ServerProcess server = ServerProcess.start(home)) {
      Set<ProcessHandle> family = server.family();
      server.terminate();
      assertThat(server.awaitExit()).isZero();
      for (ProcessHandle process : family) {
        process.onExit().get(10, TimeUnit.SECONDS);
      }
      assertThat(home.resolve("postgres/data/postmaster.pid")).doesNotExist();
    }
  }

  @Test
  void a_second_signal_ends_it_at_once_and_the_next_start_recovers() throws Exception {
    try (VirtualPhone phone = VirtualPhone.start(PhoneConfig.named("FIRST", "account"))) {
      long id;
      Set<ProcessHandle> family;
      try (ServerProcess server = patient(home)) {
        connect(server.api(), phone);
        phone.inject(Fault.stall("am start", Duration.ofSeconds(60)));
        id = server.api().create(follow("'@ann'")).getFirst();
        server.api().awaitStatus(id, "running");
        family = server.family();
        server.terminate();
        awaitOutput(server, "a second Ctrl-C or SIGTERM ends at once");

        server.signal("INT");
        assertThat(server.awaitExit()).isEqualTo(130);
      }
      for (ProcessHandle process : family) {
        process.onExit().get(20, TimeUnit.SECONDS);
      }
      phone.clearFaults();

      try (ServerProcess server = ServerProcess.start(home)) {
        assertThat(server.api().awaitStatus(id, "completed").path("outcome").asText())
            .isEqualTo("committed");
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_ctrl_c_reaches_the_server_alone_and_what_runs_gets_its_time() throws Exception {
    try (VirtualPhone phone = VirtualPhone.start(PhoneConfig.named("FIRST", "account"))) {
      long id;
      long next;
      try (ServerProcess server = patient(home)) {
        connect(server.api(), phone);
        phone.inject(Fault.stall("am start", Duration.ofSeconds(3)));
        id = server.api().create(follow("'@ann'")).getFirst();
        server.api().awaitStatus(id, "running");
        next = server.api().create(follow("'@bob'")).getFirst();

        server.interruptGroup();

        assertThat(server.awaitExit()).as(server::output).isZero();
      }

      assertThat(phone.effects()).extracting(Effect::target).containsExactly("ann");
      try (ServerProcess server = ServerProcess.start(home)) {
        assertThat(server.api().task(id).path("outcome").asText()).isEqualTo("committed");
        server.api().awaitStatus(next, "completed");
      }
    }
  }

  /** One that lets running tasks take their time when it is told to end, in a group of its own. */
  private static ServerProcess patient(Path home) throws Exception {
    ServerProcess server =
        ServerProcess.launch(home, Map.of("DROVER_SHUTDOWN_GRACE_SECONDS", "60"));
    server.awaitAnswer();
    return server;
  }

  private static void awaitOutput(ServerProcess server, String words) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!server.output().contains(words)) {
      assertThat(System.nanoTime()).as(server::output).isLessThan(deadline);
      Passing.untilNextLook();
    }
  }

  @Test
  void a_second_server_on_the_same_home_is_refused_with_a_clear_sentence() throws Exception {
    try (ServerProcess server = ServerProcess.start(home);
        ServerProcess second = ServerProcess.launch(home)) {
      assertThat(second.awaitExit()).isEqualTo(2);
      assertThat(second.output())
          .contains("another Drover server")
          .contains(home.toString())
          .contains("--home");
      assertThat(server.api().get("/license/check").code()).isZero();
    }
  }

  @Test
  void the_demo_brings_its_phones_along_and_takes_them_away_again() throws Exception {
    try (ServerProcess demo = ServerProcess.start(home, "demo", "--phones", "2")) {
      Set<ProcessHandle> family = demo.family();
      JsonNode file = Api.JSON.readTree(Files.readString(home.resolve("demo.json")));
      assertThat(file.path("phones")).hasSize(2);
      List<Long> ids =
          demo.api()
              .create(
                  "{'serials': ['DEMO-1', 'DEMO-2'], 'script_name': 'follow',"
                      + " 'script_config': {'target_users': ['@ann', '@bob']}}");
      for (long id : ids) {
        demo.api().awaitStatus(id, "completed");
      }
      assertThat(demo.output()).contains("Try:").contains("curl ");

      demo.terminate();

      assertThat(demo.awaitExit()).isZero();
      for (ProcessHandle process : family) {
        process.onExit().get(10, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void the_only_phone_of_a_demo_has_the_name_that_the_examples_use() throws Exception {
    try (ServerProcess demo = ServerProcess.start(home, "demo", "--phones", "1")) {
      long id =
          demo.api()
              .create(
                  "{'usernames': ['demo_1'], 'script_name': 'follow', 'script_config':"
                      + " {'target_users': ['@ann']}}")
              .getFirst();
      demo.api().awaitStatus(id, "completed");
      assertThat(demo.api().get("/devices/DEMO-1").code()).isZero();
      assertThat(demo.output())
          .contains("task 1 started: task=1 phone=DEMO-1 account=@demo_1 script=follow")
          .contains("task 1 completed: task=1 phone=DEMO-1");
    }
  }

  @Test
  void a_value_that_can_not_be_used_stops_the_start_with_its_name() throws Exception {
    Files.writeString(home.resolve("drover.yaml"), "license:\n  plan: Gold\n");
    try (ServerProcess server = ServerProcess.launch(home)) {
      assertThat(server.awaitExit()).isEqualTo(2);
      assertThat(server.output()).contains("license.plan").contains("Gold").contains("Pro");
    }
  }

  private static void connect(Api api, VirtualPhone phone) throws Exception {
    Api.Answer answer =
        api.post("/devices/connect", "{\"address\": \"" + phone.adbAddress() + "\"}");
    assertThat(answer.code()).as(answer.message()).isZero();
  }

  private static String follow(String users) {
    return "{'serials': ['FIRST'], 'script_name': 'follow', 'script_config': {'target_users': ["
        + users
        + "]}}";
  }
}
