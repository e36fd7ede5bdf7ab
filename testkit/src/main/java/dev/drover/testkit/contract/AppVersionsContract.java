package dev.drover.testkit.contract;

import static dev.drover.testkit.SampleTasks.NODE;
import static dev.drover.testkit.SampleTasks.NOW;
import static dev.drover.testkit.SampleTasks.follow;
import static dev.drover.testkit.SampleTasks.followBy;
import static dev.drover.testkit.SampleTasks.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drover.application.plugin.Storage;
import dev.drover.application.port.storage.AppVersions;
import dev.drover.application.port.storage.AppVersions.Beginning;
import dev.drover.application.port.storage.AppVersions.Change;
import dev.drover.application.port.storage.AppVersions.Decision;
import dev.drover.domain.app.AppVersion;
import dev.drover.domain.app.InstalledApp;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.script.comment.CommentType;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.Obstacle;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskSource;
import dev.drover.domain.task.TaskTarget;
import dev.drover.domain.trial.AppTrial;
import dev.drover.domain.trial.TrialState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the promises of {@link AppVersions}, and what claims make of them. */
public abstract class AppVersionsContract extends StorageContract {
  private static final InstalledApp OLD = tiktok("34.1", true, "a");
  private static final InstalledApp NEW = tiktok("35.0", true, "a");
  private static final InstalledApp INSTAGRAM = installed(Platform.INSTAGRAM, "400.1", true, "i");

  private final AppVersions versions;

  /**
   * @param storage a new, empty storage; closed after each test
   */
  protected AppVersionsContract(Storage storage) {
    super(storage);
    versions = storage.appVersions();
  }

  private static InstalledApp tiktok(String version, boolean listed, String profile) {
    return installed(Platform.TIKTOK, version, listed, profile);
  }

  private static InstalledApp installed(
      Platform platform, String version, boolean listed, String profile) {
    return new InstalledApp(
        AppVersion.told(new PackageName(platform.defaultPackage()), platform, version),
        listed,
        profile);
  }

  @BeforeEach
  void connectPhones() {
    for (int number = 1; number <= 3; number++) {
      devices.save(
          NODE,
          new Device(
              phone(number),
              List.of("10.0.0." + number + ":5555"),
              "Pixel",
              "14",
              DeviceState.ONLINE,
              OptionalInt.empty(),
              Optional.empty()));
    }
  }

  private TrialState stateOf(InstalledApp app) {
    return versions.all().stream()
        .filter(trial -> trial.app().equals(app.app()))
        .map(AppTrial::state)
        .findFirst()
        .orElseThrow();
  }

  private Beginning begin(Task task, InstalledApp app) {
    return versions.begin(
        task.target().serial().orElseThrow(), task.id(), task.attemptCount(), app, NOW);
  }

  private boolean end(Task task, InstalledApp app, Optional<String> lacks) {
    return versions.end(app.app(), task.id(), task.attemptCount(), lacks, NOW.plusSeconds(20));
  }

  /** All phones had the old version; the first two have the new one. */
  private void updateTwoOfThree() {
    for (int number = 1; number <= 3; number++) {
      versions.note(phone(number), List.of(OLD, INSTAGRAM), NOW);
    }
    versions.note(phone(1), List.of(NEW, INSTAGRAM), NOW);
    versions.note(phone(2), List.of(NEW, INSTAGRAM), NOW);
  }

  private List<TaskId> claimedOn(DeviceSerial... phones) {
    return claim(phones).stream().map(Task::id).toList();
  }

  private List<Obstacle> obstacles(TaskId task) {
    return queries.find(task).orElseThrow().obstacles();
  }

  @Test
  void the_first_version_of_an_app_is_known_if_its_profile_lists_it_and_later_ones_are_new() {
    versions.note(phone(1), List.of(OLD), NOW);
    versions.note(phone(2), List.of(NEW), NOW);
    versions.note(phone(3), List.of(installed(Platform.INSTAGRAM, "999", false, "i")), NOW);

    assertThat(versions.all())
        .extracting(trial -> trial.app().toString(), AppTrial::state)
        .containsExactlyInAnyOrder(
            tuple("TikTok 34.1", TrialState.KNOWN),
            tuple("TikTok 35.0", TrialState.NEW),
            tuple("Instagram 999", TrialState.NEW));
  }

  @Test
  void what_has_changed_on_a_phone_is_told_once() {
    assertThat(versions.note(phone(1), List.of(OLD, INSTAGRAM), NOW))
        .containsExactlyInAnyOrder(
            new Change(OLD.app(), Optional.empty()), new Change(INSTAGRAM.app(), Optional.empty()));
    assertThat(versions.note(phone(1), List.of(NEW, INSTAGRAM), NOW))
        .containsExactly(new Change(NEW.app(), Optional.of("34.1")));
    assertThat(versions.note(phone(1), List.of(NEW, INSTAGRAM), NOW)).isEmpty();
    assertThat(versions.noteOne(phone(1), OLD, NOW))
        .contains(new Change(OLD.app(), Optional.of("35.0")));
    assertThat(versions.on(phone(1)))
        .extracting(AppTrial::app)
        .containsExactlyInAnyOrder(OLD.app(), INSTAGRAM.app());
  }

  @Test
  void a_phone_shows_its_apps_until_they_are_removed_or_it_is() {
    versions.note(phone(1), List.of(OLD, INSTAGRAM), NOW);
    versions.note(phone(1), List.of(OLD), NOW);

    assertThat(devices.find(phone(1)).orElseThrow().apps())
        .extracting(AppTrial::app)
        .containsExactly(OLD.app());
    assertThat(devices.all().getFirst().apps()).hasSize(1);

    devices.remove(phone(1));
    assertThat(versions.on(phone(1))).isEmpty();
  }

  @Test
  void nothing_is_noted_of_a_phone_that_is_not_known() {
    assertThat(versions.note(phone(9), List.of(OLD), NOW)).isEmpty();
    assertThat(versions.on(phone(9))).isEmpty();
  }

  @Test
  void of_attempts_at_one_time_one_tries_the_version() throws Exception {
    updateTwoOfThree();
    tasks.insert(List.of(follow(phone(1), "ann"), follow(phone(2), "ben")));
    List<Task> both = claim(phone(1), phone(2));
    List<Callable<Beginning>> calls =
        both.stream().<Callable<Beginning>>map(task -> () -> begin(task, NEW)).toList();

    List<Beginning> answers = Together.run(calls);

    assertThat(answers).filteredOn(Beginning.Yours.class::isInstance).hasSize(1);
    assertThat(answers)
        .filteredOn(Beginning.Waits.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            Beginning.Waits.class,
            waits -> assertThat(waits.trial().state()).isEqualTo(TrialState.TRYING));
    Task trying = both.get(answers.getFirst() instanceof Beginning.Yours ? 0 : 1);
    assertThat(begin(trying, NEW)).as("once more").isEqualTo(new Beginning.Yours());
  }

  @Test
  void while_one_phone_tries_a_version_tasks_for_the_app_wait_on_others_that_have_it() {
    updateTwoOfThree();
    Task trying = claimed(phone(1));
    assertThat(begin(trying, NEW)).isEqualTo(new Beginning.Yours());
    TaskId updated = tasks.insert(List.of(follow(phone(2), "ben"))).getFirst();
    TaskId old = tasks.insert(List.of(follow(phone(3), "cleo"))).getFirst();

    assertThat(claimedOn(phone(2), phone(3))).containsExactly(old);
    assertThat(obstacles(updated))
        .singleElement()
        .satisfies(
            waits ->
                assertThat(waits.description())
                    .isEqualTo("waits: TikTok 35.0 is new here; phone PHONE1 is trying it"));

    assertThat(end(trying, NEW, Optional.empty())).isTrue();
    assertThat(stateOf(NEW)).isEqualTo(TrialState.PASSED);
    assertThat(obstacles(updated)).isEmpty();
    assertThat(claimedOn(phone(2))).containsExactly(updated);
  }

  @Test
  void a_task_of_an_account_waits_for_the_app_of_its_account() {
    updateTwoOfThree();
    Task trying = claimed(phone(1));
    begin(trying, NEW);
    TaskId waits = tasks.insert(List.of(followBy(added("ben", phone(2)), "cleo"))).getFirst();

    assertThat(claimedOn(phone(2))).isEmpty();
    assertThat(obstacles(waits)).hasSize(1);

    end(trying, NEW, Optional.empty());
    assertThat(claimedOn(phone(2))).containsExactly(waits);
  }

  @Test
  void a_task_for_another_app_goes_on() {
    updateTwoOfThree();
    begin(claimed(phone(1)), NEW);
    TaskId tiktok = tasks.insert(List.of(follow(phone(2), "ben"))).getFirst();
    TaskId instagram = tasks.insert(List.of(commentOnInstagram(phone(2)))).getFirst();

    assertThat(claimedOn(phone(2))).containsExactly(instagram);
    assertThat(obstacles(tiktok)).isNotEmpty();
  }

  private static NewTask commentOnInstagram(DeviceSerial serial) {
    NewTask plain = follow(serial, "ann");
    return new NewTask(
        TaskTarget.phone(serial),
        new CommentType()
            .one(
                Map.of(
                    "target_post_urls",
                    List.of("https://www.instagram.com/p/abc"),
                    "comment_content",
                    "nice")),
        "{}",
        TaskSource.API,
        Optional.empty(),
        plain.scheduledAt(),
        plain.createdAt());
  }

  @Test
  void a_version_that_failed_keeps_tasks_waiting_until_a_person_lets_it_go_on() {
    updateTwoOfThree();
    Task trying = claimed(phone(1));
    begin(trying, NEW);
    assertThat(end(trying, NEW, Optional.of("profile.follow_button"))).isTrue();
    finish(trying.complete(Outcome.NO_EFFECT, Optional.empty(), NOW));
    TaskId waits = tasks.insert(List.of(follow(phone(2), "ben"))).getFirst();

    assertThat(claimedOn(phone(1), phone(2))).isEmpty();
    assertThat(obstacles(waits))
        .singleElement()
        .satisfies(
            obstacle ->
                assertThat(obstacle.description())
                    .contains("35.0", "failed", "PHONE1", "profile.follow_button"));
    assertThat(decide(NEW, Decision.GO_ON)).isEqualTo(TrialState.ALLOWED);
    assertThat(claimedOn(phone(1), phone(2))).containsExactly(waits);
    assertThat(begin(tasks.find(waits).orElseThrow(), NEW)).isEqualTo(new Beginning.Settled());
  }

  private TrialState decide(InstalledApp app, Decision decision) {
    return versions
        .decide(app.app().app(), app.app().version(), decision, NOW)
        .orElseThrow()
        .state();
  }

  @Test
  void a_version_that_failed_is_tried_again_when_a_person_wants_it() {
    updateTwoOfThree();
    Task trying = claimed(phone(1));
    begin(trying, NEW);
    end(trying, NEW, Optional.of("profile.follow_button"));

    assertThat(decide(NEW, Decision.TRY)).isEqualTo(TrialState.NEW);
    assertThat(begin(claimed(phone(2)), NEW)).isEqualTo(new Beginning.Yours());
    assertThat(versions.decide(NEW.app().app(), "1.0", Decision.TRY, NOW)).isEmpty();
  }

  @Test
  void a_version_that_failed_is_new_again_once_the_profile_is_repaired() {
    updateTwoOfThree();
    Task trying = claimed(phone(1));
    begin(trying, NEW);
    end(trying, NEW, Optional.of("profile.follow_button"));

    versions.note(phone(2), List.of(NEW, INSTAGRAM), NOW);
    assertThat(stateOf(NEW)).isEqualTo(TrialState.FAILED);
    versions.note(phone(2), List.of(tiktok("35.0", true, "repaired"), INSTAGRAM), NOW);

    assertThat(stateOf(NEW)).isEqualTo(TrialState.NEW);
    assertThat(begin(claimed(phone(2)), NEW)).isEqualTo(new Beginning.Yours());
  }

  @Test
  void a_trial_whose_attempt_ends_without_a_result_is_another_attempts() {
    updateTwoOfThree();
    Task trying = claimed(phone(1));
    begin(trying, NEW);
    finish(trying.interrupt(NOW));

    assertThat(stateOf(NEW)).isEqualTo(TrialState.NEW);
    Task next = claimed(phone(2));
    assertThat(begin(next, NEW)).isEqualTo(new Beginning.Yours());
    assertThat(end(trying, NEW, Optional.empty())).as("too late").isFalse();
    assertThat(stateOf(NEW)).isEqualTo(TrialState.TRYING);
    assertThat(versions.on(phone(2)))
        .filteredOn(trial -> trial.app().equals(NEW.app()))
        .singleElement()
        .satisfies(trial -> assertThat(trial.phone()).contains(phone(2)));
  }

  @Test
  void an_attempt_that_finds_an_update_that_nobody_has_read_yet_notes_it() {
    versions.note(phone(1), List.of(OLD), NOW);
    Task first = claimed(phone(1));

    assertThat(begin(first, OLD)).isEqualTo(new Beginning.Settled());
    assertThat(begin(first, NEW)).isEqualTo(new Beginning.Yours());
    assertThat(versions.on(phone(1)))
        .extracting(AppTrial::app, AppTrial::state)
        .containsExactly(tuple(NEW.app(), TrialState.TRYING));
  }

  @Test
  void a_server_that_waits_for_no_trial_lets_all_go_on() {
    updateTwoOfThree();
    Task trying = claimed(phone(1));
    begin(trying, NEW);
    end(trying, NEW, Optional.of("profile.follow_button"));

    assertThat(versions.letAllGoOn(NOW)).extracting(AppTrial::app).containsExactly(NEW.app());
    assertThat(versions.letAllGoOn(NOW)).isEmpty();
    assertThat(stateOf(NEW)).isEqualTo(TrialState.ALLOWED);
  }

  @Test
  void what_a_phone_says_of_a_version_is_bounded() {
    InstalledApp hostile = tiktok("35.0\u202e<script>" + "9".repeat(500), true, "a");

    versions.note(phone(1), List.of(hostile), Instant.EPOCH);

    assertThat(versions.on(phone(1)).getFirst().app().version())
        .startsWith("35.0__script_999")
        .hasSize(60);
  }
}
