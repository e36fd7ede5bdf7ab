package dev.drover.application.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.port.storage.AppVersions.Beginning.NotKept;
import dev.drover.application.port.storage.AppVersions.Decision;
import dev.drover.application.trial.AppTrials;
import dev.drover.domain.app.AppVersion;
import dev.drover.domain.app.InstalledApp;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskState.Pending;
import dev.drover.domain.task.TaskStatus;
import dev.drover.domain.trial.AppTrial;
import dev.drover.domain.trial.TrialState;
import dev.drover.testkit.DispatchFixture;
import dev.drover.testkit.memory.InMemoryStorage;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests that one phone tries an app's new version, and what becomes of the others' tasks. */
class AppTrialTest extends DispatchFixture {
  private static final InstalledApp OLD = tiktok("34.1");
  private static final InstalledApp NEW = tiktok("35.0");

  /** What the phones have, as their attempts find it. */
  private final Map<String, InstalledApp> installed = new ConcurrentHashMap<>();

  /** Attempts that try a version wait for this. */
  private final CountDownLatch mayTry = new CountDownLatch(1);

  private volatile Optional<String> lacks = Optional.empty();

  AppTrialTest() {
    super(clock -> new InMemoryStorage(clock, ZoneId.of("Europe/Berlin"), new Random(7)));
  }

  private static InstalledApp tiktok(String version) {
    return new InstalledApp(
        AppVersion.told(
            new PackageName(Platform.TIKTOK.defaultPackage()), Platform.TIKTOK, version),
        true,
        "profile");
  }

  @BeforeEach
  void connect() {
    for (String serial : List.of("P1", "P2", "P3")) {
      saveDevice(serial);
      phones.bringOnline(serial);
      install(serial, OLD);
    }
    readApps();
    phones.behave(
        run -> {
          InstalledApp app = installed.getOrDefault(run.serial().value(), OLD);
          if (run.run().tries(app)) {
            awaitMayTry();
            run.run().tried(app, lacks);
            if (lacks.isPresent()) {
              return new AttemptResult.Failed(
                  TaskFailure.withoutEffect(
                      FailureCode.APP_VERSION_UNKNOWN, "it lacks " + lacks.get()));
            }
          }
          run.commitIntent("tap Follow");
          run.run().settleIntent(true);
          return new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty());
        });
  }

  private void awaitMayTry() {
    try {
      mayTry.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void install(String serial, InstalledApp app) {
    installed.put(serial, app);
    phones.install(serial, app);
  }

  /** Reads the apps of all phones, as a server does in the background. */
  private void readApps() {
    clock.advance(Duration.ofMinutes(6));
    readAll(trials);
  }

  private String waitsFor(TaskId task) {
    return queries.find(task).orElseThrow().obstacles().getFirst().description();
  }

  private TrialState stateOf(InstalledApp app) {
    return storage.appVersions().all().stream()
        .filter(trial -> trial.app().equals(app.app()))
        .map(AppTrial::state)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tasks_on_updated_phones_wait_until_one_of_them_has_tried_the_version() {
    install("P1", NEW);
    install("P2", NEW);
    readApps();
    TaskId tries = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    awaitTrying();
    TaskId waits = follow("P2", "ben", NOW);
    TaskId old = follow("P3", "cleo", NOW);
    dispatcher.dispatchOnce();

    awaitStatus(old, TaskStatus.COMPLETED);
    assertThat(task(waits).attemptCount()).isZero();
    assertThat(waitsFor(waits)).isEqualTo("waits: TikTok 35.0 is new here; phone P1 is trying it");

    mayTry.countDown();
    awaitStatus(tries, TaskStatus.COMPLETED);
    awaitStatusWhileDispatching(waits, TaskStatus.COMPLETED);
    assertThat(stateOf(NEW)).isEqualTo(TrialState.PASSED);
  }

  private void awaitTrying() {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (stateOf(NEW) != TrialState.TRYING) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void a_version_that_fails_keeps_its_tasks_waiting_and_one_person_lets_them_go_on() {
    install("P1", NEW);
    install("P2", NEW);
    readApps();
    lacks = Optional.of("profile.follow_button");
    mayTry.countDown();
    TaskId tries = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    awaitIdle();
    TaskId waits = follow("P2", "ben", NOW);
    for (int turn = 0; turn < 3; turn++) {
      clock.advance(Duration.ofMinutes(2));
      dispatcher.dispatchOnce();
      awaitIdle();
    }

    assertThat(stateOf(NEW)).isEqualTo(TrialState.FAILED);
    assertThat(task(tries).state())
        .isInstanceOfSatisfying(
            Pending.class,
            pending ->
                assertThat(pending.remark().orElseThrow()).contains("profile.follow_button"));
    assertThat(task(tries).attemptCount()).isEqualTo(1);
    assertThat(task(waits).attemptCount()).isZero();
    assertThat(waitsFor(waits)).contains("failed its trial on phone P1", "profile.follow_button");

    storage
        .appVersions()
        .decide(NEW.app().app(), NEW.app().version(), Decision.GO_ON, clock.instant());
    awaitStatusWhileDispatching(waits, TaskStatus.COMPLETED);
    awaitStatusWhileDispatching(tries, TaskStatus.COMPLETED);
  }

  @Test
  void an_attempt_that_finds_another_phone_trying_its_version_goes_back_to_its_queue() {
    install("P1", NEW);
    readApps();
    TaskId tries = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    awaitTrying();
    // Updated since it was read.
    installed.put("P2", NEW);
    TaskId waits = follow("P2", "ben", NOW);
    dispatcher.dispatchOnce();
    awaitStatus(waits, TaskStatus.PENDING);

    assertThat(task(waits).attemptCount()).isEqualTo(1);
    assertThat(storage.appVersions().on(new DeviceSerial("P2")))
        .extracting(AppTrial::app)
        .containsExactly(NEW.app());
    mayTry.countDown();
    awaitStatus(tries, TaskStatus.COMPLETED);
    awaitStatusWhileDispatching(waits, TaskStatus.COMPLETED);
    assertThat(task(waits).attemptCount()).isEqualTo(2);
    assertThat(task(waits).retryCount()).isZero();
  }

  @Test
  void a_phone_that_was_away_is_read_when_it_is_back() {
    phones.install("P1", NEW);
    phones.takeOffline("P1");
    readApps();
    assertThat(storage.appVersions().on(new DeviceSerial("P1")))
        .extracting(AppTrial::app)
        .containsExactly(OLD.app());

    phones.bringOnline("P1");
    readApps();
    assertThat(storage.appVersions().on(new DeviceSerial("P1")))
        .extracting(AppTrial::app)
        .containsExactly(NEW.app());
  }

  @Test
  void a_phone_in_use_is_read_when_it_is_free() {
    DeviceSerial phone = new DeviceSerial("P1");
    Set<DeviceSerial> inUse = new HashSet<>(Set.of(phone));
    AppTrials reader = reader(inUse, true);
    phones.install("P1", NEW);
    readAll(reader);
    assertThat(versionsOn(phone)).containsExactly(OLD.app());

    inUse.clear();
    readAll(reader);
    assertThat(versionsOn(phone)).containsExactly(NEW.app());
  }

  @Test
  void a_phone_that_is_not_stored_yet_is_read_soon_after_it_is() {
    DeviceSerial phone = new DeviceSerial("P9");
    phones.bringOnline("P9");
    phones.install("P9", NEW);
    readApps();
    assertThat(versionsOn(phone)).isEmpty();

    saveDevice("P9");
    clock.advance(Duration.ofSeconds(5));
    readAll(trials);
    assertThat(versionsOn(phone)).containsExactly(NEW.app());
  }

  @Test
  void a_server_on_which_nothing_waits_notes_the_version_that_an_attempt_finds() {
    DeviceSerial phone = new DeviceSerial("P1");
    TaskId task = follow("P1", "ann", NOW);

    assertThat(reader(Set.of(), false).begin(phone, task, 1, NEW)).isEqualTo(new NotKept());

    assertThat(versionsOn(phone)).containsExactly(NEW.app());
  }

  private AppTrials reader(Set<DeviceSerial> inUse, boolean waits) {
    return new AppTrials(storage.appVersions(), phones, devices, () -> inUse, waits, clock);
  }

  private static void readAll(AppTrials reader) {
    while (reader.readOnce().isZero()) {
      // One phone after another.
    }
  }

  private List<AppVersion> versionsOn(DeviceSerial phone) {
    return storage.appVersions().on(phone).stream().map(AppTrial::app).toList();
  }
}
