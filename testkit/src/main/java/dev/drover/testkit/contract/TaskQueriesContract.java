package dev.drover.testkit.contract;

import static dev.drover.testkit.SampleTasks.NODE;
import static dev.drover.testkit.SampleTasks.NOW;
import static dev.drover.testkit.SampleTasks.OTHER_NODE;
import static dev.drover.testkit.SampleTasks.follow;
import static dev.drover.testkit.SampleTasks.followBy;
import static dev.drover.testkit.SampleTasks.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.plugin.Storage;
import dev.drover.application.port.storage.TaskQueries;
import dev.drover.application.port.storage.TaskQueries.AttemptRecord;
import dev.drover.application.port.storage.TaskQueries.TaskDetails;
import dev.drover.application.port.storage.TaskQueries.TaskFilter;
import dev.drover.application.port.storage.TaskQueries.TaskPage;
import dev.drover.application.port.storage.TaskQueries.TaskRecord;
import dev.drover.application.port.storage.TaskQueries.TaskStats;
import dev.drover.application.port.storage.TaskStep;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.Username;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.script.ScriptType;
import dev.drover.domain.script.TaskScript;
import dev.drover.domain.script.follow.FollowType;
import dev.drover.domain.script.follow.UnfollowType;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.Obstacle;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskSource;
import dev.drover.domain.task.TaskStatus;
import dev.drover.domain.task.TaskTarget;
import dev.drover.domain.task.TaskTarget.AccountTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tests the promises of {@link TaskQueries}. Lists are compared with a plain search through all
 * tasks.
 */
public abstract class TaskQueriesContract extends StorageContract {
  private static final List<Username> USERS = List.of(new Username("Ann"), new Username("bob"));

  private final Random random = new Random(11);

  /**
   * @param storage a new, empty storage; closed after each test
   */
  protected TaskQueriesContract(Storage storage) {
    super(storage);
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private <T> Optional<T> perhaps(List<T> values) {
    return random.nextBoolean() ? Optional.empty() : Optional.of(any(values));
  }

  /** Creates tasks of every kind, in every state. */
  private void fill(int count) {
    List<AccountId> ids = new ArrayList<>();
    for (Username user : USERS) {
      ids.add(added(user.value(), phone(ids.size())).id());
    }
    List<NewTask> wanted = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int user = random.nextInt(USERS.size() + 1);
      ScriptType type = random.nextBoolean() ? new FollowType() : new UnfollowType();
      TaskScript script = type.one(Map.of("target_users", List.of("u" + i)));
      wanted.add(
          new NewTask(
              new TaskTarget(
                  // An account's tasks are for the phone that it is bound to.
                  Optional.of(phone(user == USERS.size() ? random.nextInt(5) : user)),
                  user == USERS.size()
                      ? Optional.empty()
                      : Optional.of(new AccountTarget(ids.get(user), USERS.get(user)))),
              script,
              "{}",
              random.nextInt(4) == 0 ? TaskSource.UI : TaskSource.API,
              Optional.empty(),
              NOW,
              NOW));
    }
    tasks.insert(wanted);
    Set<DeviceSerial> phones = Set.of(phone(0), phone(1), phone(2), phone(3), phone(4));
    for (int round = 0; round < 12; round++) {
      for (Task task : tasks.claimDue(NODE, phones, 50, NOW)) {
        Task after =
            random.nextBoolean()
                ? task.complete(Outcome.COMMITTED, Optional.empty(), NOW)
                : task.fail(TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "gone"), NOW);
        if (round < 11) {
          tasks.finish(after, 1, AttemptEnd.of(after));
        }
      }
    }
  }

  private TaskFilter anyFilter() {
    return new TaskFilter(
        perhaps(List.of(TaskStatus.values())),
        perhaps(List.of("PHONE0", "PHONE3", "NOPHONE")),
        perhaps(List.of("follow", "unfollow")),
        perhaps(List.of(TaskSource.API, TaskSource.UI)),
        perhaps(List.of(new Username("ANN"), new Username("bob"))),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Predicate<TaskRecord> model(TaskFilter filter) {
    return task ->
        filter.status().map(task::is).orElse(true)
            && filter
                .serial()
                .map(serial -> task.serial().orElseThrow().equals(serial))
                .orElse(true)
            && filter.scriptName().map(name -> task.scriptName().equals(name)).orElse(true)
            && filter.source().map(source -> task.source().equals(source.wireName())).orElse(true)
            && filter
                .username()
                .map(user -> task.username().map(Username::new).filter(user::equals).isPresent())
                .orElse(true);
  }

  private static List<TaskId> ids(Stream<TaskDetails> details) {
    return details.map(found -> found.task().id()).toList();
  }

  @Test
  void any_filters_together_list_what_a_search_through_all_finds_newest_first() {
    fill(240);
    List<TaskDetails> all = new ArrayList<>();
    for (int page = 1; page <= 3; page++) {
      all.addAll(queries.list(TaskFilter.NONE, page, 100).tasks());
    }
    assertThat(all).hasSize(240);
    assertThat(all.stream().map(found -> found.task().status().orElseThrow()).distinct())
        .containsExactlyInAnyOrder(TaskStatus.values());

    for (int round = 0; round < 150; round++) {
      TaskFilter filter = anyFilter();
      List<TaskId> expected = ids(all.stream().filter(found -> model(filter).test(found.task())));
      int pageSize = 1 + random.nextInt(60);
      List<TaskId> listed = new ArrayList<>();
      TaskPage page = queries.list(filter, 1, pageSize);
      for (int number = 2; !page.tasks().isEmpty(); number++) {
        assertThat(page.total()).as("%s", filter).isEqualTo(expected.size());
        listed.addAll(ids(page.tasks().stream()));
        page = queries.list(filter, number, pageSize);
      }
      assertThat(listed).as("%s", filter).isEqualTo(expected);
      assertThat(listed).isSortedAccordingTo(Comparator.reverseOrder());
    }
  }

  @Test
  void paging_by_key_shows_each_task_once_though_others_come_and_go() {
    fill(100);
    List<TaskId> before = ids(queries.list(TaskFilter.NONE, 1, 100).tasks().stream());
    List<TaskId> seen = new ArrayList<>();
    Optional<TaskId> below = Optional.empty();
    while (true) {
      TaskFilter filter =
          new TaskFilter(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              below,
              Optional.empty(),
              Optional.empty());
      List<TaskId> page = ids(queries.list(filter, 1, 7).tasks().stream());
      if (page.isEmpty()) {
        break;
      }
      seen.addAll(page);
      below = Optional.of(page.getLast());
      tasks.insert(List.of(follow(phone(9), "new")));
      tasks.delete(List.of(page.getFirst()));
    }

    assertThat(seen).isEqualTo(before);
  }

  @Test
  void lists_filter_page_and_count() {
    List<TaskId> ids =
        tasks.insert(
            IntStream.range(0, 25).mapToObj(i -> follow(phone(i % 2), "user" + i)).toList());
    claim(phone(1));

    var byPhone =
        new TaskFilter(
            Optional.of(TaskStatus.PENDING),
            Optional.of("PHONE0"),
            Optional.of("follow"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(queries.list(byPhone, 1, 5).total()).isEqualTo(13);
    assertThat(queries.list(byPhone, 3, 5).tasks()).hasSize(3);
    assertThat(queries.list(TaskFilter.NONE, 1, 100).tasks())
        .extracting(details -> details.task().id())
        .isEqualTo(ids.reversed());
    var keyset =
        new TaskFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(ids.get(10)),
            Optional.empty(),
            Optional.empty());
    assertThat(queries.list(keyset, 1, 3).tasks())
        .extracting(details -> details.task().id())
        .containsExactly(ids.get(9), ids.get(8), ids.get(7));
    assertThat(queries.list(keyset, 1, 3).total()).isEqualTo(25);
  }

  @Test
  void statistics_follow_every_change() {
    TaskId id = tasks.insert(List.of(follow(phone(1), "ann"))).getFirst();
    assertThat(queries.stats()).isEqualTo(new TaskStats(1, 0, 0, 0));
    Task running = claim(phone(1)).getFirst();
    assertThat(queries.stats()).isEqualTo(new TaskStats(0, 1, 0, 0));
    finish(running.fail(TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "gone"), NOW), 1);
    assertThat(queries.stats()).isEqualTo(new TaskStats(0, 0, 0, 1));
    assertThat(tasks.failedAfter(0, 10)).extracting(Task::id).containsExactly(id);
    tasks.change(id, task -> task.retry(false, NOW));
    assertThat(queries.stats()).isEqualTo(new TaskStats(1, 0, 0, 0));
    tasks.delete(List.of(id));
    assertThat(queries.stats()).isEqualTo(new TaskStats(0, 0, 0, 0));
  }

  @Test
  void steps_are_told_with_the_task_and_outlive_the_attempt() {
    tasks.insert(List.of(follow(phone(1), "ann")));
    Task task = claim(phone(1)).getFirst();
    tasks.recordSteps(task.id(), 1, List.of(new TaskStep(NOW, "open the profile", 30)));
    assertThat(queries.find(task.id()).orElseThrow().progress()).isEqualTo(30);

    finish(task.fail(TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "gone"), NOW), 1);

    TaskDetails details = queries.find(task.id()).orElseThrow();
    assertThat(details.log()).containsExactly(new TaskStep(NOW, "open the profile", 30));
    assertThat(details.attempts().getFirst().failureCode()).contains("device_lost");
  }

  @Test
  void a_task_is_told_as_it_is_kept_with_what_happened_in_its_attempts() {
    Account ann = added("Ann", phone(1));
    TaskId id = tasks.insert(List.of(followBy(ann, "bob"))).getFirst();
    claim(phone(1));
    lose(NODE);
    tasks.takeBackLost(NOW.plusSeconds(5));
    Task runs = tasks.claimDue(OTHER_NODE, Set.of(phone(1)), 5, NOW.plusSeconds(10)).getFirst();
    finish(
        runs.fail(
            new TaskFailure(FailureCode.OUTCOME_UNKNOWN, Outcome.UNKNOWN, "nobody knows"),
            NOW.plusSeconds(20)));

    TaskDetails details = queries.find(id).orElseThrow();

    TaskRecord task = details.task();
    assertThat(task.serial()).contains("PHONE1");
    assertThat(task.account()).contains(ann.id());
    assertThat(task.username()).contains("Ann");
    assertThat(task.scriptName()).isEqualTo("follow");
    assertThat(task.target()).contains("@bob");
    assertThat(task.config().keysLeftOut()).isFalse();
    assertThat(task.config().size()).isEqualTo(25);
    assertThat(task.source()).isEqualTo("api");
    assertThat(task.statusText()).isEqualTo("failed");
    assertThat(task.remark()).contains("nobody knows");
    assertThat(task.outcome()).contains("unknown");
    assertThat(task.failureCode()).contains("outcome_unknown");
    assertThat(task.attemptCount()).isEqualTo(2);
    assertThat(task.retryCount()).isZero();
    assertThat(task.createdAt()).isEqualTo(NOW);
    assertThat(task.startedAt()).contains(NOW.plusSeconds(10));
    assertThat(task.finishedAt()).contains(NOW.plusSeconds(20));
    assertThat(task.updatedAt()).isEqualTo(NOW.plusSeconds(20));
    assertThat(details.attempts())
        .containsExactly(
            new AttemptRecord(
                1,
                "node-1",
                NOW,
                Optional.of(NOW.plusSeconds(5)),
                Optional.of("no_effect"),
                Optional.of("interrupted"),
                Optional.of("interrupted before it did anything; will run again")),
            new AttemptRecord(
                2,
                "node-2",
                NOW.plusSeconds(10),
                Optional.of(NOW.plusSeconds(20)),
                Optional.of("unknown"),
                Optional.of("outcome_unknown"),
                Optional.of("nobody knows")));
    assertThat(details.obstacles()).isEmpty();
    assertThat(queries.find(new TaskId(4_711))).isEmpty();
    assertThat(queries.configAsGiven(new TaskId(4_711))).isEmpty();
  }

  @Test
  void lists_leave_the_log_out_and_tell_each_task_that_there_is_once() {
    Task runs = claimed(phone(1));
    tasks.recordSteps(runs.id(), 1, List.of(new TaskStep(NOW, "open the profile", 30)));

    assertThat(queries.findAll(List.of(runs.id(), new TaskId(4_711), runs.id())))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.log()).isEmpty();
              assertThat(found.progress()).isEqualTo(30);
            });
    assertThat(queries.findAll(List.of())).isEmpty();
    assertThat(queries.list(TaskFilter.NONE, 1, 5).tasks()).hasSize(1);
    assertThat(queries.list(TaskFilter.NONE, 2, 5).tasks()).isEmpty();
  }

  @Test
  void progress_is_that_of_the_last_attempt_until_the_task_is_completed() {
    Task first = claimed(phone(1));
    tasks.recordSteps(first.id(), 1, List.of(new TaskStep(NOW, "tap", 80)));
    lose(NODE);
    tasks.takeBackLost(NOW);
    assertThat(progress(first.id())).isZero();

    Task second = tasks.claimDue(OTHER_NODE, Set.of(phone(1)), 5, NOW).getFirst();
    tasks.recordSteps(first.id(), 1, List.of(new TaskStep(NOW, "late", 90)));
    assertThat(progress(first.id())).isZero();
    tasks.recordSteps(first.id(), 2, List.of(new TaskStep(NOW, "tap again", 40)));
    assertThat(progress(first.id())).isEqualTo(40);
    finish(second.complete(Outcome.COMMITTED, Optional.empty(), NOW));
    assertThat(progress(first.id())).isEqualTo(100);
  }

  private int progress(TaskId id) {
    return queries.find(id).orElseThrow().progress();
  }

  @Test
  void a_list_is_bounded_whatever_clients_and_phones_say() {
    NewTask plain = follow(phone(1), "ann");
    String config = "{\"comment\":\"" + "x".repeat(100_000) + "\"}";
    TaskId id =
        tasks
            .insert(
                List.of(
                    new NewTask(
                        plain.target(),
                        plain.script(),
                        config,
                        plain.source(),
                        plain.startTime(),
                        NOW,
                        NOW)))
            .getFirst();
    Task runs = claim(phone(1)).getFirst();
    tasks.recordSteps(
        id,
        1,
        IntStream.range(0, 300)
            .mapToObj(i -> new TaskStep(NOW.plusSeconds(i), i + " " + "y".repeat(10_000), 1))
            .toList());
    finish(runs.fail(TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "z".repeat(100_000)), NOW));

    TaskDetails details = queries.find(id).orElseThrow();

    assertThat(details.task().config().brief().length()).isLessThan(10_000);
    assertThat(details.task().config().size()).isEqualTo(config.length());
    assertThat(queries.configAsGiven(id)).contains(config);
    assertThat(details.task().remark().orElseThrow().length()).isBetween(1_000, 5_000);
    assertThat(details.attempts().getFirst().remark().orElseThrow().length())
        .isBetween(1_000, 5_000);
    assertThat(details.log()).hasSizeLessThanOrEqualTo(1_000).isNotEmpty();
    assertThat(details.log().getLast().description()).startsWith("299 ");
    assertThat(details.log()).allMatch(step -> step.description().length() <= 5_000);
  }

  @Test
  void a_phone_is_filtered_by_its_address_too() {
    devices.save(NODE, online(Optional.empty()));
    TaskId id = tasks.insert(List.of(follow(phone(1), "ann"), follow(phone(2), "bob"))).getFirst();
    TaskFilter at =
        new TaskFilter(
            Optional.empty(),
            Optional.of("192.0.2.7:5555"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThat(ids(queries.list(at, 1, 9).tasks().stream())).containsExactly(id);
    assertThat(queries.list(at, 1, 9).total()).isEqualTo(1);
  }

  private static Device online(Optional<String> problem) {
    return new Device(
        phone(1),
        List.of("192.0.2.7:5555"),
        "Pixel",
        "14",
        DeviceState.ONLINE,
        OptionalInt.empty(),
        problem);
  }

  /** The wording is up to the adapter. */
  @Test
  void a_pending_task_tells_what_keeps_it_waiting() {
    Account ann = added("ann", phone(1));
    TaskId id = tasks.insert(List.of(followBy(ann, "bob"))).getFirst();
    assertThat(obstacles(id)).containsExactly(new Obstacle.PhoneUnseen(phone(1)));
    devices.save(NODE, online(Optional.empty()));
    assertThat(obstacles(id)).isEmpty();

    devices.save(
        NODE, online(Optional.empty()).in(DeviceState.OFFLINE, Optional.of("check its cable")));
    assertThat(obstacles(id))
        .containsExactly(
            new Obstacle.PhoneAway(phone(1), DeviceState.OFFLINE, Optional.of("check its cable")));
    devices.save(NODE, online(Optional.empty()));
    lose(NODE);
    assertThat(obstacles(id))
        .singleElement()
        .isInstanceOfSatisfying(
            Obstacle.PhoneAway.class,
            away -> {
              assertThat(away.phone()).isEqualTo(phone(1));
              assertThat(away.state()).isEqualTo(DeviceState.OFFLINE);
              assertThat(away.problem().orElseThrow()).contains("node-1");
            });
    nodes.renew(NODE, PROCESS, Duration.ofHours(1), NOW);

    devices.pause(phone(1), "its screen is broken", NOW);
    accounts.hold(ann.id(), "a captcha", NOW);
    settings.pause(NOW);
    assertThat(obstacles(id))
        .containsExactly(
            new Obstacle.AccountHeld(ann.id(), ann.username(), NOW, "a captcha"),
            new Obstacle.PhonePaused(phone(1), NOW, "its screen is broken"),
            new Obstacle.QueuePaused(NOW));
    assertThat(queries.list(TaskFilter.NONE, 1, 5).tasks().getFirst().obstacles())
        .isEqualTo(obstacles(id));
    settings.resume();
    accounts.release(ann.id());
    devices.resume(phone(1));
    claim(phone(1));
    settings.pause(NOW);
    assertThat(obstacles(id)).isEmpty();
  }

  private List<Obstacle> obstacles(TaskId id) {
    return queries.find(id).orElseThrow().obstacles();
  }
}
