package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.bootstrap.server.Server;
import dev.drover.bootstrap.server.StartFailed;
import dev.drover.http.testing.Api;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.config.PhoneConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests programs of the operator's as tasks, from HTTP to their effects on the virtual phone. */
@ExtendWith(RealPostgres.class)
class ProgramsScenarioTest {
  private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();

  /** ProcessProgramRunnerTest measures the two seconds of a stop; this machine may be busy. */
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(15);

  @TempDir private Path home;

  private DatabaseAddress database;
  private VirtualPhone phone;
  private Optional<Server> server = Optional.empty();

  @BeforeEach
  void prepare(DatabaseAddress own) throws IOException {
    database = own;
    phone = VirtualPhone.start(PhoneConfig.named("FIRST", "ann"));
    Files.setPosixFilePermissions(
        Files.createDirectory(home.resolve("scripts")),
        PosixFilePermissions.fromString("rwx------"));
  }

  @AfterEach
  void stop() {
    server.ifPresent(Server::close);
    phone.close();
  }

  private Api start() throws Exception {
    Server started = Server.start(TestConfig.of(home, database));
    server = Optional.of(started);
    Api api = new Api(started.port());
    assertThat(api.post("/devices/connect", "{\"address\": \"" + phone.adbAddress() + "\"}").code())
        .isZero();
    return api;
  }

  private Path script(String name, String content) throws IOException {
    Path file = Files.writeString(home.resolve("scripts").resolve(name), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr--r--"));
    return file;
  }

  private void copy(Path example) throws IOException {
    script(String.valueOf(example.getFileName()), Files.readString(example));
  }

  private static long create(Api api, String script, String config) throws Exception {
    return api.create(
            "{'serials': ['FIRST'], 'script_name': '"
                + script
                + "', 'script_config': "
                + config
                + "}")
        .getFirst();
  }

  private static List<String> log(JsonNode task) {
    return StreamSupport.stream(task.path("log").spliterator(), false)
        .map(step -> step.path("step").asText())
        .toList();
  }

  @Test
  void the_examples_run_as_tasks() throws Exception {
    for (String program : List.of("python3", "curl", "jq")) {
      assumeTrue(InstalledPrograms.has(program), "skipped: " + program + " is not here");
    }
    for (String file :
        List.of("like_feed.yaml", "like_feed.py", "phone_report.yaml", "phone_report.sh")) {
      copy(EXAMPLES.resolve("scripts").resolve(file));
    }
    copy(EXAMPLES.resolve("python/drover.py"));
    Api api = start();

    int before = phone.commands().size();
    long report = create(api, "phone_report", "{'look_for': ['TikTok', 'Nowhere']}");
    JsonNode reported = api.awaitStatus(report, "completed");
    assertThat(reported.path("outcome").asText()).isEqualTo("no_effect");
    assertThat(reported.path("log").findValuesAsText("progress"))
        .containsExactly("0", "50", "50", "50", "50");
    assertThat(log(reported))
        .containsExactly(
            "1080 x 2400 pixels",
            "progress: 50",
            "the screen is on: true",
            "\"TikTok\" is shown 2 times",
            "\"Nowhere\" is shown 0 times");
    assertThat(phone.commands().subList(before, phone.commands().size()).toString())
        .as("a phone is handed over as it is, and left as it is")
        .doesNotContain("input keyevent", "input tap", "am start", "ime set");

    long like = create(api, "like_feed", "{'count': 2}");
    JsonNode liked = api.awaitStatus(like, "completed");
    assertThat(liked.path("outcome").asText()).isEqualTo("committed");
    assertThat(log(liked))
        .contains("start the program of script like_feed", "liked 2 of 2")
        .containsSubsequence("progress: 50", "progress: 100");
    assertThat(phone.effects())
        .extracting(Effect::kind, Effect::account)
        .containsExactly(tuple("like", "ann"), tuple("like", "ann"));
  }

  @Test
  void a_program_is_declared_stopped_and_judged_like_any_script() throws Exception {
    script(
        "fail.yaml",
        """
        summary: Fails.
        command: [sh, -c, 'printf "%s\\n" "$DROVER_SCRIPT_CONFIG"; echo no luck >&2; exit 3']
        parameters:
          - {name: text, type: text, required: true, summary: Any text.}
        """);
    script("wait.yaml", "command: [sh, -c, 'echo $$; trap \"\" TERM; sleep 300']\neffects: none\n");
    Api api = start();

    JsonNode declared = api.get("/scripts").data().path("scripts");
    assertThat(declared.findValuesAsText("name")).contains("follow", "fail", "text", "wait");
    assertThat(api.text("/openapi")).contains("fail.Tasks");
    assertThat(declared.toString()).doesNotContain("no luck");

    String sharp = "$(touch " + home.resolve("hacked") + "); `id` & ' \\\" \\\\ * ; rm -rf ~";
    long failing =
        Api.JSON
            .readTree(
                api.post(
                        "/task",
                        "{\"serials\": [\"FIRST\"], \"script_name\": \"fail\","
                            + " \"script_config\": {\"text\": \""
                            + sharp
                            + "\", \"command\": [\"touch\", \""
                            + home.resolve("hacked")
                            + "\"]}}")
                    .data()
                    .toString())
            .path("task_ids")
            .path(0)
            .asLong();
    JsonNode failed = api.awaitStatus(failing, "failed");
    assertThat(failed.path("failure_code").asText()).isEqualTo("program_failed");
    assertThat(failed.path("outcome").asText()).isEqualTo("unknown");
    assertThat(failed.path("retry_safe").asBoolean()).isFalse();
    assertThat(failed.path("remark").asText())
        .startsWith(
            "the program of script fail ended by exit code 3 on phone FIRST; its last line: no"
                + " luck");
    assertThat(log(failed)).containsExactly("{\"text\":\"" + sharp + "\"}", "no luck");
    assertThat(home.resolve("hacked")).doesNotExist();
    assertThat(api.get("/task/" + failing + "/artifacts").data().toString())
        .contains("screen.png", "failure.txt");

    long waiting = create(api, "wait", "{}");
    JsonNode running = api.awaitTask(waiting, "waiting", task -> !task.path("log").isEmpty());
    long process = Long.parseLong(log(running).getFirst());
    assertThat(ProcessHandle.of(process)).isPresent();
    long asked = System.nanoTime();
    assertThat(api.post("/task/" + waiting + "/stop", "").code()).isZero();
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(STOPPED_WITHIN);
    JsonNode stopped = api.task(waiting);
    assertThat(stopped.path("failure_code").asText()).isEqualTo("stopped");
    assertThat(stopped.path("outcome").asText()).isEqualTo("no_effect");
    assertThat(ProcessHandle.of(process).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void a_task_whose_file_has_changed_or_gone_fails_alone() throws Exception {
    script(
        "mine.yaml", "command: [echo, old]\neffects: none\nparameters:\n- {name: a, type: text}\n");
    script("gone.yaml", "command: [echo, old]\neffects: none\n");
    Api api = start();
    assertThat(api.post("/devices/FIRST/pause", "").code()).isZero();
    long fitting = create(api, "mine", "{}");
    long changed = create(api, "mine", "{'a': 'x'}");
    long gone = create(api, "gone", "{}");
    server.orElseThrow().close();

    script("mine.yaml", "command: [echo, new]\neffects: none\n");
    Files.delete(home.resolve("scripts/gone.yaml"));
    Api next = start();
    assertThat(next.post("/devices/FIRST/resume", "").code()).isZero();

    assertThat(log(next.awaitStatus(fitting, "completed"))).containsExactly("new");
    JsonNode refused = next.awaitStatus(changed, "failed");
    assertThat(refused.path("failure_code").asText()).isEqualTo("not_supported");
    assertThat(refused.path("remark").asText())
        .isEqualTo(
            "the script mine was changed after the task was created: a is no parameter of it any"
                + " more. Nothing was run; create the task anew");
    assertThat(next.awaitStatus(gone, "failed").path("remark").asText())
        .contains("this server has no plug-in and no program of that name");
  }

  @Test
  void a_declaration_that_others_can_write_or_that_has_a_mistake_stops_the_start()
      throws IOException {
    Path file = script("mine.yaml", "command: [sh]\ncomand: [x]\n");
    assertThatThrownBy(() -> Server.start(TestConfig.of(home, database)))
        .isInstanceOf(StartFailed.class)
        .hasMessage(file + ", line 2: \"comand\" is not known; did you mean \"command\"?");

    Files.setPosixFilePermissions(
        script("mine.yaml", "command: [sh]\n"), PosixFilePermissions.fromString("rw-rw-r--"));
    assertThatThrownBy(() -> Server.start(TestConfig.of(home, database)))
        .isInstanceOf(StartFailed.class)
        .hasMessageContaining(file + " can be written by others (rw-rw-r--)");
  }
}
