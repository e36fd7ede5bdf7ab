package dev.drover.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.drover.application.port.device.Attempt.AttemptStopped;
import dev.drover.application.port.device.DeviceGateway.Assignment;
import dev.drover.device.flow.Flows;
import dev.drover.device.flow.follow.UnfollowFlow;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.script.Script;
import dev.drover.domain.script.UnreadableScript;
import dev.drover.domain.script.follow.AccessMethod;
import dev.drover.domain.script.follow.FollowScript;
import dev.drover.domain.script.follow.UnfollowScript;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import dev.drover.testkit.RecordedAttempt;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.fault.Fault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what all scripts' attempts have in common, with a follow script on a virtual phone. */
@Order(8)
class DadbDeviceGatewayTest {
  private static final DeviceSerial FIRST = new DeviceSerial("FIRST");
  private static final String OWN_KEYBOARD = "com.android.inputmethod.latin/.LatinIME";

  @TempDir private Path home;
  private VirtualPhoneLab lab;
  private VirtualPhone phone;
  private DadbDeviceGateway gateway;

  @BeforeEach
  void start() {
    lab = new VirtualPhoneLab(home, false);
    phone = lab.connect(PhoneConfig.named("FIRST", "ann", "bob.two"));
    gateway = lab.gateway();
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  private static Account account(String name, String app) {
    return new Account(
        new AccountId(1),
        new Username(name),
        "",
        Platform.TIKTOK,
        new PackageName(app),
        Optional.of(FIRST),
        true,
        true,
        List.of(),
        Optional.empty());
  }

  private static Script follow(String user, AccessMethod method) {
    return new FollowScript(new Username(user), method);
  }

  private AttemptResult run(Optional<Account> account, Script script, RecordedAttempt run) {
    return gateway.run(new Assignment(FIRST, account, script, Optional.empty()), run);
  }

  private AttemptResult follow(String user) {
    return run(Optional.empty(), follow(user, AccessMethod.DIRECT), new RecordedAttempt());
  }

  private static TaskFailure failure(AttemptResult result) {
    assertThat(result).isInstanceOf(AttemptResult.Failed.class);
    return ((AttemptResult.Failed) result).failure();
  }

  private static void assertCommitted(AttemptResult result) {
    assertThat(result)
        .isInstanceOfSatisfying(
            AttemptResult.Succeeded.class,
            succeeded -> assertThat(succeeded.outcome()).isEqualTo(Outcome.COMMITTED));
  }

  private String inputMethod() {
    return phone.commands().stream()
        .flatMap(command -> command.executed().stream())
        .filter(arguments -> arguments.size() == 3 && arguments.get(1).equals("set"))
        .filter(arguments -> arguments.getFirst().equals("ime"))
        .map(List::getLast)
        .reduce((earlier, later) -> later)
        .orElse(OWN_KEYBOARD);
  }

  @Test
  void the_app_is_switched_to_the_tasks_account_before_anything_is_done() {
    RecordedAttempt run = new RecordedAttempt();

    assertCommitted(
        run(
            Optional.of(account("Bob.Two", "com.zhiliaoapp.musically")),
            follow("carla", AccessMethod.DIRECT),
            run));

    assertThat(run.steps()).contains("switch to @Bob.Two");
    assertThat(phone.effects())
        .filteredOn(effect -> effect.kind().equals("follow"))
        .extracting(Effect::account, Effect::target)
        .containsExactly(tuple("bob.two", "carla"));
  }

  @Test
  void an_account_that_is_there_already_needs_no_switch() {
    RecordedAttempt run = new RecordedAttempt();

    assertCommitted(
        run(
            Optional.of(account("ann", "com.ss.android.ugc.trill")),
            follow("carla", AccessMethod.DIRECT),
            run));

    assertThat(run.steps()).doesNotContain("switch to @ann");
    assertThat(phone.effects())
        .extracting(Effect::app, Effect::account)
        .contains(tuple("com.ss.android.ugc.trill", "ann"));
  }

  @Test
  void an_account_that_is_not_on_the_phone_is_told_plainly() {
    TaskFailure failure =
        failure(
            run(
                Optional.of(account("nobody", "com.zhiliaoapp.musically")),
                follow("carla", AccessMethod.DIRECT),
                new RecordedAttempt()));

    assertThat(failure.code()).isEqualTo(FailureCode.ACCOUNT_NOT_FOUND);
    assertThat(failure.remark())
        .contains("phone FIRST")
        .contains("not logged in as @nobody, but as @ann")
        .contains("log in as @nobody");
    assertThat(phone.effects()).noneMatch(effect -> effect.kind().equals("follow"));
  }

  @Test
  void an_app_that_is_not_installed_is_told_plainly() {
    TaskFailure failure =
        failure(
            run(
                Optional.of(account("ann", "com.example.clone")),
                follow("carla", AccessMethod.DIRECT),
                new RecordedAttempt()));

    assertThat(failure.code()).isEqualTo(FailureCode.APP_NOT_INSTALLED);
    assertThat(failure.remark()).contains("FIRST").contains("com.example.clone");
  }

  @Test
  void a_version_that_the_profile_is_not_for_ends_the_run_before_it_begins() throws Exception {
    Files.createDirectories(home.resolve("profiles"));
    Files.writeString(
        home.resolve("profiles/tiktok.yaml"),
        "packages: [com.zhiliaoapp.musically]\nversions: \">=20 <30\"\nelements: {}\n");

    TaskFailure failure = failure(follow("carla"));

    assertThat(failure.code()).isEqualTo(FailureCode.APP_VERSION_UNKNOWN);
    assertThat(failure.remark()).contains("34.").contains(">=20 <30").contains("tiktok.yaml");
  }

  @Test
  void the_phone_is_left_with_its_home_screen() {
    assertCommitted(follow("carla"));
    assertThat(phone.describeScreen()).contains("launcher");

    failure(follow("missing_one"));
    assertThat(phone.describeScreen()).contains("launcher");
  }

  @ParameterizedTest
  @ValueSource(strings = {"notifications", "update", "contacts", "permission", "anr"})
  void a_dialog_is_waved_off_and_the_wait_goes_on(String popup) {
    phone.inject(Fault.popup(popup));
    RecordedAttempt run = new RecordedAttempt();

    assertCommitted(run(Optional.empty(), follow("carla", AccessMethod.SEARCH), run));

    assertThat(run.steps()).anyMatch(step -> step.contains(": tap Button"));
  }

  @Test
  void an_app_that_crashes_is_started_again() {
    RecordedAttempt run = new RecordedAttempt();
    phone.inject(Fault.popup("crash"));

    assertCommitted(run(Optional.empty(), follow("carla", AccessMethod.SEARCH), run));

    assertThat(run.steps()).anyMatch(step -> step.startsWith("the app has crashed: tap"));
  }

  @ParameterizedTest
  @CsvSource({
    "LOGGED_OUT, is logged out",
    "VERIFICATION, asks to verify",
    "SUSPENDED, account is suspended",
  })
  void a_screen_that_needs_a_person_ends_the_run_at_once(Fault.Kind kind, String words) {
    phone.inject(Fault.of(kind, ""));
    RecordedAttempt run = new RecordedAttempt();

    TaskFailure failure = failure(run(Optional.empty(), follow("x", AccessMethod.SEARCH), run));

    assertThat(failure.code()).isEqualTo(FailureCode.APP_BLOCKED);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(failure.remark()).contains("phone FIRST").contains(words).contains(";");
    assertThat(run.evidence()).containsKeys("screen.png", "screen.xml", "failure.txt");
    assertThat(run.logins()).isEqualTo(kind == Fault.Kind.LOGGED_OUT ? List.of(false) : List.of());
  }

  @Test
  void what_was_too_fast_did_not_happen() {
    phone.inject(Fault.of(Fault.Kind.TOO_FAST, "follow"));
    RecordedAttempt run = new RecordedAttempt();

    TaskFailure failure = failure(run(Optional.empty(), follow("carla", AccessMethod.DIRECT), run));

    assertThat(run.intent()).contains("tap Follow");
    assertThat(failure.code()).isEqualTo(FailureCode.APP_BLOCKED);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(phone.effects()).noneMatch(effect -> effect.kind().equals("follow"));
  }

  @Test
  void a_blocking_screen_after_the_decisive_step_leaves_the_outcome_unknown() {
    RecordedAttempt run =
        new RecordedAttempt()
            .at(
                step -> {
                  if (step.startsWith("check that @carla is followed")) {
                    phone.inject(Fault.of(Fault.Kind.VERIFICATION, ""));
                  }
                });

    TaskFailure failure = failure(run(Optional.empty(), follow("carla", AccessMethod.DIRECT), run));

    assertThat(failure.code()).isEqualTo(FailureCode.APP_BLOCKED);
    assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(failure.remark()).contains("interrupted after tap Follow");
  }

  @Test
  void an_element_that_has_moved_is_told_with_what_is_needed_to_repair_it() {
    phone.inject(Fault.moved("Follow", "Subscribe"));
    RecordedAttempt run = new RecordedAttempt();

    TaskFailure failure = failure(run(Optional.empty(), follow("carla", AccessMethod.DIRECT), run));

    assertThat(failure.code()).isEqualTo(FailureCode.ELEMENT_NOT_FOUND);
    assertThat(failure.remark()).endsWith(" in profiles/tiktok.yaml in the server's home");
    assertThat(run.evidenceText("failure.txt"))
        .contains("phone: FIRST")
        .contains("app: com.zhiliaoapp.musically 36.")
        .contains("android: 14 (API 34)")
        .contains("profile: the profile tiktok that Drover ships, locale en")
        .contains("looked for profile.follow")
        .contains("(line ");
    assertThat(run.evidenceText("screen.xml")).startsWith("<?xml").contains("Subscribe");
    assertThat(run.evidence().getOrDefault("screen.png", new byte[0]))
        .startsWith(0x89, 'P', 'N', 'G');
  }

  @Test
  void the_screen_that_shows_the_effect_is_kept() {
    RecordedAttempt run = new RecordedAttempt();

    assertCommitted(run(Optional.empty(), follow("carla", AccessMethod.DIRECT), run));

    assertThat(run.proof()).containsOnlyKeys("screen.png", "screen.xml");
    assertThat(run.proof().getOrDefault("screen.png", new byte[0])).startsWith(0x89, 'P', 'N', 'G');
    assertThat(
            new String(run.proof().getOrDefault("screen.xml", new byte[0]), StandardCharsets.UTF_8))
        .contains("Following", "carla");
    assertThat(run.evidence()).isEmpty();
    assertThat(phone.describeScreen()).as("goes home afterwards").contains("home");
  }

  @Test
  void no_screen_is_kept_where_nothing_took_effect_or_nobody_wants_it() {
    RecordedAttempt unwanted = new RecordedAttempt().withoutProof();
    assertCommitted(run(Optional.empty(), follow("carla", AccessMethod.DIRECT), unwanted));
    RecordedAttempt without = new RecordedAttempt();

    run(Optional.empty(), follow("carla", AccessMethod.DIRECT), without);

    assertThat(unwanted.events()).doesNotContain("proof");
    assertThat(without.settled()).isEmpty();
    assertThat(without.events()).doesNotContain("proof");
    assertThat(phone.commands()).noneMatch(command -> command.line().contains("screencap"));
  }

  @Test
  void a_screen_that_can_not_be_kept_leaves_the_success_what_it_is() {
    phone.inject(Fault.of(Fault.Kind.CUT, "screencap").times(Fault.ALWAYS));
    RecordedAttempt run = new RecordedAttempt();

    assertCommitted(run(Optional.empty(), follow("carla", AccessMethod.DIRECT), run));

    assertThat(run.proof()).containsOnlyKeys("screen.xml");
    assertThat(run.settled()).containsExactly("tap Follow: done");
  }

  @Test
  void a_stop_while_the_screen_is_kept_leaves_the_success_what_it_is() {
    phone.inject(Fault.stall("screencap", java.time.Duration.ofSeconds(5)));
    RecordedAttempt run = new RecordedAttempt();
    run.at(
        step -> {
          if (step.startsWith("check that @carla is followed")) {
            Thread.ofVirtual().start(() -> stopOnceProofBegins(run));
          }
        });

    assertCommitted(run(Optional.empty(), follow("carla", AccessMethod.DIRECT), run));

    assertThat(run.proof()).containsOnlyKeys("screen.xml");
  }

  private static void stopOnceProofBegins(RecordedAttempt run) {
    long end = System.nanoTime() + java.time.Duration.ofSeconds(20).toNanos();
    while (run.proof().isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    run.stop();
  }

  @Test
  void a_video_that_keeps_the_screen_from_being_read_is_paused() {
    phone.inject(Fault.of(Fault.Kind.NO_IDLE, "").times(3));
    RecordedAttempt run = new RecordedAttempt();

    assertCommitted(run(Optional.empty(), follow("carla", AccessMethod.SEARCH), run));
  }

  @Test
  void a_name_in_any_script_is_typed_and_the_keyboard_given_back() {
    assertCommitted(
        run(Optional.empty(), follow("日本のアカウント", AccessMethod.SEARCH), new RecordedAttempt()));

    assertThat(phone.effects()).extracting(Effect::target).contains("日本のアカウント");
    assertThat(inputMethod()).isEqualTo(OWN_KEYBOARD);
  }

  @Test
  void a_stopped_run_gives_the_keyboard_back_too() {
    RecordedAttempt run = new RecordedAttempt();
    run.at(
        step -> {
          if (step.startsWith("open the profile of")) {
            run.stop();
          }
        });

    assertThatThrownBy(() -> run(Optional.empty(), follow("日本", AccessMethod.SEARCH), run))
        .isInstanceOf(AttemptStopped.class);

    assertThat(inputMethod()).isEqualTo(OWN_KEYBOARD);
    assertThat(run.evidence()).isEmpty();
  }

  /** A phone carries out a command that it has received, even if the connection is cut. */
  @Test
  void a_command_that_is_under_way_when_its_run_is_stopped_ends_before_the_run_does() {
    phone.inject(Fault.stall("input tap", java.time.Duration.ofMillis(200)));
    RecordedAttempt run = new RecordedAttempt();
    run.at(
        step -> {
          if (run.intent().equals(Optional.of(step))) {
            Thread.ofVirtual().start(() -> stopOnceItTaps(run));
          }
        });

    assertThatThrownBy(() -> run(Optional.empty(), follow("carla", AccessMethod.DIRECT), run))
        .isInstanceOf(AttemptStopped.class);

    assertThat(phone.effects()).extracting(Effect::target).containsExactly("carla");
  }

  private void stopOnceItTaps(RecordedAttempt run) {
    while (phone.commands().stream().noneMatch(command -> command.line().startsWith("input tap"))) {
      Thread.onSpinWait();
    }
    run.stop();
  }

  @Test
  void a_keyboard_that_a_lost_phone_kept_is_given_back_by_the_next_run() {
    phone.inject(Fault.stall("ime set com.android.inputmethod", java.time.Duration.ofSeconds(30)));
    RecordedAttempt run = new RecordedAttempt();
    run.at(
        step -> {
          if (step.startsWith("open the profile of")) {
            run.stop();
          }
        });
    assertThatThrownBy(() -> run(Optional.empty(), follow("日本", AccessMethod.SEARCH), run))
        .isInstanceOf(AttemptStopped.class);
    phone.clearFaults();

    assertCommitted(follow("carla"));

    assertThat(inputMethod()).isEqualTo(OWN_KEYBOARD);
    assertThat(phone.files().entry("/data/local/tmp/drover_input_method")).isEmpty();
  }

  @Test
  void unfollowing_goes_by_the_account_too() {
    Optional<Account> bob = Optional.of(account("bob.two", "com.zhiliaoapp.musically"));
    assertCommitted(run(bob, follow("carla", AccessMethod.DIRECT), new RecordedAttempt()));

    assertCommitted(
        run(
            bob,
            new UnfollowScript(new Username("carla"), AccessMethod.DIRECT),
            new RecordedAttempt()));

    assertThat(phone.effects())
        .extracting(Effect::kind, Effect::account)
        .contains(tuple("unfollow", "bob.two"));
  }

  @Test
  void a_script_that_no_flow_does_fails_plainly_and_touches_nothing() {
    gateway = lab.gateway(new Flows(List.of(new UnfollowFlow())));
    int commands = phone.commands().size();

    TaskFailure failure = failure(follow("carla"));

    assertThat(failure.code()).isEqualTo(FailureCode.NOT_SUPPORTED);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(failure.remark()).contains("follow").contains("FIRST").contains("plug-in");
    assertThat(phone.commands()).hasSize(commands);
  }

  @Test
  void a_script_that_can_not_be_read_fails_by_its_reason() {
    TaskFailure failure =
        failure(
            run(
                Optional.empty(),
                new UnreadableScript("like", "a newer version wrote it"),
                new RecordedAttempt()));

    assertThat(failure.code()).isEqualTo(FailureCode.NOT_SUPPORTED);
    assertThat(failure.outcome()).isEqualTo(Outcome.NO_EFFECT);
    assertThat(failure.remark()).isEqualTo("a newer version wrote it");
  }

  @Test
  void looking_at_a_phone_touches_nothing() {
    phone.inject(Fault.popup("update"));

    String hierarchy = gateway.hierarchy(FIRST);

    assertThat(hierarchy).startsWith("<?xml");
    assertThat(phone.commands()).noneMatch(command -> command.line().startsWith("input"));
    assertThat(gateway.screenshot(FIRST)).startsWith(0x89, 'P', 'N', 'G');
  }
}
