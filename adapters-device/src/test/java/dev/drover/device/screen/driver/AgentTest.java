package dev.drover.device.screen.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.drover.application.port.device.DeviceGateway.Assignment;
import dev.drover.device.DadbDeviceGateway;
import dev.drover.device.adb.AdbPhones;
import dev.drover.device.adb.PhoneLost;
import dev.drover.device.adb.PhoneSession;
import dev.drover.device.adb.SharedAdbKey;
import dev.drover.device.flow.PhoneBench;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.AppProfiles;
import dev.drover.device.screen.Screen;
import dev.drover.device.screen.ScreenTest;
import dev.drover.device.screen.driver.DriverChoice.Way;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.script.follow.AccessMethod;
import dev.drover.domain.script.follow.FollowScript;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.testkit.RecordedAttempt;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.fault.Fault;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests reading a virtual phone's screen and tapping on it, with the UiAutomator2 agent and without
 * it.
 */
@Order(7)
class AgentTest {
  private static final DeviceSerial FIRST = new DeviceSerial("FIRST");
  private static final PackageName APP = new PackageName("com.zhiliaoapp.musically");
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path home;
  private final List<String> notes = new ArrayList<>();
  private VirtualPhone phone;
  private AdbPhones phones;
  private PhoneSession session;
  private DriverChoice choice;

  @BeforeEach
  void start() {
    phone = VirtualPhone.start(PhoneConfig.named("FIRST", "ann").withAdbKeyboard(false));
    phone.installAgent();
    phones = new AdbPhones(SharedAdbKey.into(home), "127.0.0.1", 1, Clock.systemUTC());
    phones.connect(phone.adbAddress());
    session = new PhoneSession(phones.phone(FIRST).orElseThrow(), () -> true);
    choice = new DriverChoices(Clock.systemUTC()).of(FIRST);
  }

  @AfterEach
  void stop() {
    session.close();
    phones.close();
    phone.close();
  }

  private ScreenDrivers drivers() {
    return new ScreenDrivers(session, ScreenTest::pause, notes::add, choice);
  }

  private Screen screen() {
    return new Screen(
        session,
        new AppProfiles(home, PhoneBench.APPS).profile("tiktok"),
        ScreenTest::pause,
        notes::add,
        choice);
  }

  private List<String> asked() {
    return phone.commands().stream()
        .map(command -> command.line())
        .filter(line -> line.startsWith("agent "))
        .map(line -> line.replaceAll("/session/[^/ ]+", "/session/ID"))
        .toList();
  }

  private boolean dumped() {
    return phone.commands().stream()
        .anyMatch(command -> command.line().contains("uiautomator dump"));
  }

  private static Optional<Effect> followed(VirtualPhone phone) {
    return phone.effects().stream().filter(effect -> effect.kind().equals("follow")).findFirst();
  }

  private AttemptResult follow(RecordedAttempt run) {
    return follow(AccessMethod.SEARCH, run);
  }

  private AttemptResult follow(AccessMethod method, RecordedAttempt run) {
    DadbDeviceGateway gateway =
        new DadbDeviceGateway(
            phones,
            home.resolve("profiles"),
            PhoneBench.FLOWS,
            PhoneBench.APPS,
            (_, _) -> "",
            new Random(1),
            Clock.systemUTC());
    return gateway.run(
        new Assignment(
            FIRST,
            Optional.empty(),
            new FollowScript(new Username("carol"), method),
            Optional.empty()),
        run);
  }

  @Test
  void a_script_runs_over_the_agent_alone() {
    RecordedAttempt run = new RecordedAttempt();

    assertThat(follow(run)).isInstanceOf(AttemptResult.Succeeded.class);

    assertThat(phone.effects())
        .extracting(Effect::kind, Effect::target)
        .containsExactly(tuple("follow", "carol"));
    assertThat(dumped()).isFalse();
    assertThat(phone.commands()).noneMatch(c -> c.line().startsWith("input tap"));
    assertThat(asked()).anyMatch(line -> line.contains("/appium/gestures/click"));
    assertThat(run.steps()).contains("start the UiAutomator2 agent");
  }

  @Test
  void both_ways_tell_the_same_screen() {
    UiTree stock = ScreenDrivers.stockOnly(session, ScreenTest::pause, notes::add).read();

    UiTree agent = drivers().read();

    assertThat(choice.way()).isEqualTo(Way.AGENT);
    assertThat(agent.nodes()).isEqualTo(stock.nodes());
  }

  @Test
  void a_screen_that_never_rests_is_read_by_the_agent() {
    screen().apps().launch(APP);
    phone.inject(Fault.of(Fault.Kind.NO_IDLE, "").times(Fault.ALWAYS));

    assertThat(drivers().read().nodes()).isNotEmpty();
    assertThat(dumped()).isFalse();
  }

  @Test
  void the_agent_types_what_needs_a_keyboard_else() {
    Screen screen = screen();
    screen.apps().launch(APP);
    screen.tap(screen.await("feed.search_button", SOON));
    UiNode field = screen.await("search.field", SOON);

    screen.type(field, "été 😀 \"quoted\"");

    assertThat(screen.await("search.field", SOON).text()).isEqualTo("été 😀 \"quoted\"");
    assertThat(phone.commands()).noneMatch(c -> c.line().startsWith("input text"));
  }

  @Test
  void a_text_that_the_agent_would_take_for_the_enter_key_is_typed() {
    Screen screen = screen();
    screen.apps().launch(APP);
    screen.tap(screen.await("feed.search_button", SOON));
    UiNode field = screen.await("search.field", SOON);

    screen.type(field, "a\\n");

    assertThat(asked()).noneMatch(line -> line.contains("/keys"));
    assertThat(screen.await("search.field", SOON).text()).isEqualTo("a\\n");
  }

  @Test
  void an_agent_that_died_is_started_again_and_the_session_is_a_new_one() {
    ScreenDrivers drivers = drivers();
    drivers.read();
    phone.endAgent();

    drivers.read();

    assertThat(phone.agentRuns()).isTrue();
    assertThat(choice.way()).isEqualTo(Way.AGENT);
    assertThat(notes).filteredOn(note -> note.equals("start the UiAutomator2 agent")).hasSize(2);
  }

  @Test
  void a_run_that_is_ended_in_a_read_leaves_the_agent_as_it_is() {
    AtomicBoolean mayGoOn = new AtomicBoolean(true);
    try (PhoneSession ending = new PhoneSession(phones.phone(FIRST).orElseThrow(), mayGoOn::get)) {
      ScreenDrivers drivers = new ScreenDrivers(ending, ScreenTest::pause, notes::add, choice);
      drivers.read();
      Optional<String> open = choice.session();

      mayGoOn.set(false);

      assertThatThrownBy(drivers::read)
          .isInstanceOf(PhoneLost.class)
          .hasMessageContaining("was stopped");
      assertThatThrownBy(() -> drivers.tap(1, 1)).isInstanceOf(PhoneLost.class);
      assertThat(open).isPresent();
      assertThat(choice.session()).isEqualTo(open);
      assertThat(choice.way()).isEqualTo(Way.AGENT);
      assertThat(choice.agentRests()).isFalse();
    }
  }

  @Test
  void a_run_that_is_stopped_in_a_read_leaves_the_agent_as_it_is() {
    drivers().read();
    phone.inject(Fault.of(Fault.Kind.AGENT_HANGS, "/source"));
    Optional<String> open = choice.session();
    int before = asked().size();
    try (PhoneSession stopped = new PhoneSession(phones.phone(FIRST).orElseThrow(), () -> true)) {
      ScreenDrivers drivers = new ScreenDrivers(stopped, ScreenTest::pause, notes::add, choice);
      Thread.ofPlatform()
          .daemon()
          .start(
              () -> {
                while (asked().size() == before) {
                  ScreenTest.pause(Duration.ofMillis(20));
                }
                stopped.abort();
              });

      assertThatThrownBy(drivers::read)
          .isInstanceOf(PhoneLost.class)
          .hasMessageContaining("was stopped");
      assertThat(open).isPresent();
      assertThat(choice.session()).isEqualTo(open);
      assertThat(choice.agentRests()).isFalse();
    }
  }

  @Test
  void a_session_that_another_program_took_is_opened_anew_without_a_start() {
    ScreenDrivers drivers = drivers();
    drivers.read();
    choice.opened("11111111-2222-3333-4444-555555555555");

    drivers.read();

    assertThat(notes).filteredOn(note -> note.equals("start the UiAutomator2 agent")).hasSize(1);
    assertThat(notes).anyMatch(note -> note.contains("invalid session id"));
  }

  @ParameterizedTest
  @EnumSource(names = {"AGENT_DIES", "AGENT_GARBLES", "AGENT_REFUSES"})
  void an_agent_that_keeps_failing_is_left_for_the_stock_dump(Fault.Kind kind) {
    phone.inject(Fault.of(kind, "/source").times(Fault.ALWAYS));
    ScreenDrivers drivers = drivers();

    assertThat(drivers.read().nodes()).isNotEmpty();

    assertThat(choice.way()).isEqualTo(Way.STOCK);
    assertThat(choice.reason()).startsWith("the agent failed");
    assertThat(phone.agentRuns()).isFalse();
    assertThat(notes).anyMatch(note -> note.contains("read the screen by uiautomator dump"));
    int requests = asked().size();
    drivers.read();
    assertThat(asked()).as("the agent rests").hasSize(requests);
  }

  @Test
  void an_agent_that_refuses_a_session_is_left_for_the_stock_dump() {
    phone.inject(Fault.of(Fault.Kind.AGENT_REFUSES, "POST /session").times(Fault.ALWAYS));

    assertThat(drivers().read().nodes()).isNotEmpty();

    assertThat(choice.way()).isEqualTo(Way.STOCK);
    assertThat(choice.reason()).contains("session not created");
  }

  @Test
  void an_agent_that_hangs_is_started_again() {
    phone.inject(Fault.of(Fault.Kind.AGENT_HANGS, "/source"));

    assertThat(drivers().read().nodes()).isNotEmpty();

    assertThat(choice.way()).isEqualTo(Way.AGENT);
    assertThat(notes).anyMatch(note -> note.contains("did not answer within"));
  }

  @Test
  void a_tap_that_may_have_been_done_is_not_repeated() {
    RecordedAttempt run = new RecordedAttempt();
    phone.inject(
        new Fault(
            Fault.Kind.AGENT_DIES, "gestures/click", 0, 1, Fault.Moment.AFTER, Duration.ZERO));

    assertThat(follow(run)).isInstanceOf(AttemptResult.Succeeded.class);

    assertThat(followed(phone)).isPresent();
    assertThat(phone.effects()).hasSize(1);
    assertThat(phone.commands()).noneMatch(c -> c.line().startsWith("input tap"));
    assertThat(run.steps()).anyMatch(step -> step.contains("did not confirm a tap"));
  }

  @Test
  void a_decisive_tap_that_was_not_confirmed_and_shows_no_effect_is_unknown() {
    phone.inject(Fault.of(Fault.Kind.AGENT_REFUSES, "gestures/click").times(Fault.ALWAYS));
    RecordedAttempt run = new RecordedAttempt();

    AttemptResult result = follow(AccessMethod.DIRECT, run);

    assertThat(result)
        .isInstanceOfSatisfying(
            AttemptResult.Failed.class,
            failed -> {
              assertThat(failed.failure().code()).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
              assertThat(failed.failure().outcome()).isEqualTo(Outcome.UNKNOWN);
              assertThat(failed.failure().remark()).contains("did not confirm the tap on Follow");
            });
    assertThat(phone.effects()).isEmpty();
  }

  @Test
  void a_tap_that_leads_somewhere_is_repeated_where_it_was_not_confirmed_and_did_nothing() {
    Screen screen = screen();
    screen.apps().launch(APP);
    UiNode search = screen.await("feed.search_button", SOON);
    phone.inject(Fault.of(Fault.Kind.AGENT_REFUSES, "gestures/click"));

    screen.tap(search);

    assertThat(screen.await("search.field", SOON)).isNotNull();
    assertThat(notes).anyMatch(note -> note.startsWith("the phone did not do the tap on"));
  }

  @Test
  void a_tap_that_reached_no_agent_is_done_without_it() {
    Screen screen = screen();
    screen.apps().launch(APP);
    UiNode search = screen.await("feed.search_button", SOON);
    phone.endAgent();

    screen.tap(search);

    assertThat(screen.await("search.field", SOON)).isNotNull();
    assertThat(phone.commands()).anyMatch(c -> c.line().startsWith("input tap"));
  }

  @Test
  void a_dump_that_a_forgotten_agent_keeps_from_working_ends_it() {
    drivers().read();
    assertThat(phone.agentRuns()).isTrue();

    UiTree tree = ScreenDrivers.stockOnly(session, ScreenTest::pause, notes::add).read();

    assertThat(tree.nodes()).isNotEmpty();
    assertThat(phone.agentRuns()).isFalse();
  }

  @Test
  void another_program_that_reads_the_screen_is_told_by_its_message() {
    phone.inject(Fault.of(Fault.Kind.AUTOMATION_TAKEN, ""));

    assertThatThrownBy(() -> drivers().read())
        .isInstanceOf(ScreenUnreadable.class)
        .hasMessageContaining("another program on the phone uses UiAutomation")
        .hasMessageContaining("already registered");
  }

  @Test
  void a_phone_without_the_agent_uses_what_it_has_and_nothing_is_installed() {
    try (VirtualPhone bare = VirtualPhone.start(PhoneConfig.named("BARE", "ann"))) {
      phones.connect(bare.adbAddress());
      DeviceSerial serial = new DeviceSerial("BARE");
      DriverChoice known = new DriverChoices(Clock.systemUTC()).of(serial);
      try (PhoneSession own = new PhoneSession(phones.phone(serial).orElseThrow(), () -> true)) {
        new ScreenDrivers(own, ScreenTest::pause, notes::add, known).read();
      }

      assertThat(known.way()).isEqualTo(Way.STOCK);
      assertThat(known.reason()).contains("drover agent install");
      assertThat(bare.commands()).noneMatch(c -> c.line().contains("install "));
    }
  }
}
