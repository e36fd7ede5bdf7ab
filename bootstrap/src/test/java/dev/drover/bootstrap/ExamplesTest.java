package dev.drover.bootstrap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.application.access.CreateApiKey;
import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.server.Server;
import dev.drover.domain.access.AccessScope;
import dev.drover.domain.access.ApiKeyName;
import dev.drover.domain.access.ApiKeyText;
import dev.drover.http.testing.Api;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.config.PhoneConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs the programs in {@code examples} as their readers do. */
@ExtendWith(RealPostgres.class)
@Timeout(180)
@Order(7)
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();

  /** Enough to be taken for an MP4. */
  private static final String CLIP = "\0\0\0\030ftypisom and so on";

  @TempDir private Path home;
  private DatabaseAddress database;
  private VirtualPhone first;
  private VirtualPhone second;
  private Server server;
  private Optional<String> apiKey = Optional.empty();

  /** The languages that examples are written in. */
  enum Language {
    CURL("curl", ".sh", "bash", "bash curl jq"),
    PYTHON("python", ".py", "python3", "python3"),
    NODE("node", ".mjs", "node", "node"),
    /** What {@code npm run check} has compiled there. */
    TYPESCRIPT("typescript/target", ".js", "node", "node"),
    POWERSHELL("powershell", ".ps1", "pwsh -NoProfile", "pwsh");

    private final String folder;
    private final String extension;
    private final String interpreter;
    private final String needed;

    Language(String folder, String extension, String interpreter, String needed) {
      this.folder = folder;
      this.extension = extension;
      this.interpreter = interpreter;
      this.needed = needed;
    }

    private List<String> command(String example, List<String> arguments) {
      List<String> command = new ArrayList<>(List.of(interpreter.split(" ")));
      command.add(EXAMPLES.resolve(folder).resolve(example + extension).toString());
      command.addAll(arguments);
      return command;
    }

    private void assumeThere() {
      for (String program : needed.split(" ")) {
        assumeTrue(
            InstalledPrograms.has(program), "skipped: " + program + " is not on this machine");
      }
      assumeTrue(
          Files.isDirectory(EXAMPLES.resolve(folder)),
          "skipped: examples/" + folder + " is made by npm ci and npm run check beside it");
    }
  }

  private record Run(int exitCode, String output) {}

  @BeforeEach
  void start(DatabaseAddress own) throws Exception {
    database = own;
    first = VirtualPhone.start(PhoneConfig.named("FIRST", "ann_account"));
    second = VirtualPhone.start(PhoneConfig.named("SECOND", "bob_account"));
    server = Server.start(TestConfig.of(home, own));
    Api api = new Api(server.port());
    for (VirtualPhone phone : List.of(first, second)) {
      Api.Answer answer =
          api.post("/devices/connect", "{\"address\": \"" + phone.adbAddress() + "\"}");
      assertThat(answer.code()).as(answer.message()).isZero();
    }
  }

  @AfterEach
  void stop() {
    server.close();
    first.close();
    second.close();
  }

  private Run run(Language language, String example, String... arguments)
      throws IOException, InterruptedException {
    return run(language.command(example, List.of(arguments)));
  }

  private Run run(List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(home, "example", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("DROVER_API", "http://127.0.0.1:" + server.port() + "/api/v1");
    environment.remove("DROVER_API_KEY");
    apiKey.ifPresent(key -> environment.put("DROVER_API_KEY", key));
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
    environment.put("PYTHONPATH", EXAMPLES.resolve("python").toString());
    environment.put("PYTHONIOENCODING", "utf-8");
    Process process = builder.start();
    try {
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        throw new AssertionError(command + " does not end: " + Files.readString(output));
      }
      return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void follow_is_done_on_every_phone_and_told(Language language) throws Exception {
    language.assumeThere();

    Run run = run(language, "follow", "@ann", "@bob");

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output().lines())
        .containsExactly(
            "plan Business: 100 phones at a time",
            "phones: FIRST, SECOND",
            "created tasks 1 2 3 4",
            "task 1 on FIRST (@ann): completed, committed",
            "task 2 on FIRST (@bob): completed, committed",
            "task 3 on SECOND (@ann): completed, committed",
            "task 4 on SECOND (@bob): completed, committed");
    for (VirtualPhone phone : List.of(first, second)) {
      assertThat(phone.effects())
          .extracting(Effect::kind, Effect::target)
          .containsExactly(tuple("follow", "ann"), tuple("follow", "bob"));
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void a_field_that_is_wrong_is_told_by_its_name(Language language) throws Exception {
    language.assumeThere();

    Run run = run(language, "follow", "no name");

    assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
    assertThat(run.output()).contains("wrong: /script_config/target_users/0 a username is");
    assertThat(first.effects()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void a_licence_without_the_api_is_told(Language language, @TempDir Path other) throws Exception {
    language.assumeThere();
    server.close();
    server = Server.start(TestConfig.of(other, database, Map.of(Setting.LICENSE_PLAN, "Starter")));

    Run run = run(language, "follow", "@ann");

    assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
    assertThat(run.output()).startsWith("no API access: ").contains("Starter");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void the_key_of_the_environment_is_sent(Language language, @TempDir Path other) throws Exception {
    language.assumeThere();
    Optional<String> made =
        new CreateApiKey(server.storage().keys(), new SecureRandom(), Clock.systemUTC())
            .create(new ApiKeyName("example"), AccessScope.WRITE)
            .map(ApiKeyText::reveal);
    server.close();
    server = Server.start(TestConfig.of(other, database, Map.of(Setting.REQUIRE_API_KEY, "true")));

    Run without = run(language, "follow", "no name");
    apiKey = made;
    Run with = run(language, "follow", "no name");

    assertThat(without.output()).contains("40101");
    assertThat(apiKey).isPresent();
    assertThat(with.output()).startsWith("plan Business").doesNotContain("40101");
  }

  @ParameterizedTest
  @EnumSource(names = {"CURL", "PYTHON"})
  void a_post_is_commented_on_from_every_phone(Language language) throws Exception {
    language.assumeThere();
    String url = "https://www.tiktok.com/@mila.cooks/video/7301";

    Run run = run(language, "comment", url, "Lovely! 😍");

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output().lines())
        .containsExactly(
            "task 1 on FIRST (" + url + "): completed, committed",
            "task 2 on SECOND (" + url + "): completed, committed");
    for (VirtualPhone phone : List.of(first, second)) {
      assertThat(phone.effects())
          .extracting(Effect::kind, Effect::target, Effect::text)
          .containsExactly(tuple("comment", url, "Lovely! 😍"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CURL", "PYTHON"})
  void a_clip_is_uploaded_and_posted_from_every_phone(Language language, @TempDir Path folder)
      throws Exception {
    language.assumeThere();
    Path clip = folder.resolve("my clip.mp4");
    Files.writeString(clip, CLIP);

    Run run = run(language, "post", clip.toString(), "Hello##From the harbour");

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output().lines())
        .containsExactly(
            "material 1: my clip.mp4, 22 bytes",
            "task 1 on FIRST (post): completed, committed",
            "task 2 on SECOND (post): completed, committed");
    for (VirtualPhone phone : List.of(first, second)) {
      assertThat(phone.effects()).extracting(Effect::kind).containsExactly("post");
      assertThat(phone.effects().getFirst().details())
          .containsEntry("title", "Hello")
          .containsEntry("description", "From the harbour");
    }
  }

  @Test
  void each_account_posts_on_its_own_phone_and_a_failure_is_told() throws Exception {
    Language.PYTHON.assumeThere();
    Api api = new Api(server.port());
    add(api, "ann_account", "FIRST");
    add(api, "bob_account", "SECOND");
    Run unknown = run(Language.PYTHON, "post_and_wait", "clip.mp4", "@ann_account", "@nobody");
    Run missing = run(Language.PYTHON, "post_and_wait", "clip.mp4", "@ann_account");
    assertThat(api.upload("/materials/clip.mp4", BodyPublishers.ofString(CLIP)).code()).isZero();

    Run run = run(Language.PYTHON, "post_and_wait", "clip.mp4", "ann_account", "@bob_account");

    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.output()).startsWith("error 40401: ").contains("@nobody");
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.output()).startsWith("task 1 on FIRST (post): failed, no_effect: ");
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output().lines())
        .containsExactly(
            "task 2 on FIRST (post): completed, committed",
            "task 3 on SECOND (post): completed, committed");
  }

  @Test
  void the_python_client_understands_every_answer() throws Exception {
    Language.PYTHON.assumeThere();
    Path tour = home.resolve("tour.py");
    try (InputStream content =
        requireNonNull(ExamplesTest.class.getResourceAsStream("python-client-tour.py"))) {
      Files.copy(content, tour);
    }

    Run run = run(List.of("python3", tour.toString()));

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output()).startsWith("all calls were answered");
  }

  @Test
  void a_program_drives_a_phone_and_gives_it_back() throws Exception {
    Language.PYTHON.assumeThere();
    Path picture = home.resolve("screen.png");

    Run run = run(Language.PYTHON, "drive", "FIRST", "street food", picture.toString());

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output().lines())
        .containsExactly(
            "FIRST has 1080 x 2400 pixels",
            "found Node('TikTok', [0,1200][270,1470])",
            "searched for street food and saved " + picture);
    assertThat(Files.readAllBytes(picture)).startsWith(0x89, 'P', 'N', 'G');
    Api api = new Api(server.port());
    assertThat(api.get("/rpc/session").data()).isEmpty();
    assertThat(api.text("/devices/FIRST/hierarchy")).contains("com.android.launcher3");
  }

  private static void add(Api api, String account, String serial) throws Exception {
    Api.Answer answer =
        api.post(
            "/accounts", "{\"username\": \"" + account + "\", \"device\": \"" + serial + "\"}");
    assertThat(answer.code()).as(answer.message()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"CURL", "PYTHON"})
  void every_phone_warms_up_and_only_likes(Language language) throws Exception {
    language.assumeThere();

    Run run = run(language, "warmup", "harbour", "6");

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output().lines())
        .hasSize(2)
        .allMatch(line -> line.contains(" (account_warmup): completed, "));
    for (VirtualPhone phone : List.of(first, second)) {
      assertThat(phone.effects()).extracting(Effect::kind).allMatch("like"::equals);
      assertThat(phone.commands()).isNotEmpty();
    }
  }
}
