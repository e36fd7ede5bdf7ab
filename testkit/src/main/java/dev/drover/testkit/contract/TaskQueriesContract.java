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
import dev.drover.application.port.storage.TaskQueries.DelayCount;
import dev.drover.application.port.storage.TaskQueries.EndCount;
import dev.drover.application.port.storage.TaskQueries.ScriptCount;
import dev.drover.application.port.storage.TaskQueries.TaskBrief;
import dev.drover.application.port.storage.TaskQueries.TaskDetails;
import dev.drover.application.port.storage.TaskQueries.TaskEnd;
import dev.drover.application.port.storage.TaskQueries.TaskFilter;
import dev.drover.application.port.storage.TaskQueries.TaskHistory;
import dev.drover.application.port.storage.TaskQueries.TaskPage;
import dev.drover.application.port.storage.TaskQueries.TaskRecord;
import dev.drover.application.port.storage.TaskQueries.TaskStats;
import dev.drover.application.port.storage.TaskStep;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.script.Choice;
import dev.drover.domain.script.Choices;
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
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
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
        Optional.empty(),
        perhaps(List.of(Outcome.COMMITTED, Outcome.NO_EFFECT)),
        perhaps(List.of(FailureCode.DEVICE_LOST, FailureCode.CANCELLED)));
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
                .orElse(true)
            && filter
                .outcome()
                .map(outcome -> task.outcome().filter(outcome.wireName()::equals).isPresent())
                .orElse(true)
            && filter
                .failureCode()
                .map(code -> task.failureCode().filter(code.wireName()::equals).isPresent())
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

  private static TaskFilter script(String name, Optional<Username> username) {
    return new TaskFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.of(name),
        Optional.empty(),
        username,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void a_total_above_ten_thousand_is_exact_where_it_is_kept_and_a_lower_bound_elsewhere() {
    int count = TaskQueries.MOST_COUNTED + 1;
    AccountId ann = added("ann", phone(1)).id();
    TaskScript script = new FollowType().one(Map.of("target_users", List.of("u")));
    var task =
        new NewTask(
            new TaskTarget(
                Optional.of(phone(1)), Optional.of(new AccountTarget(ann, new Username("ann")))),
            script,
            "{}",
            TaskSource.API,
            Optional.empty(),
            NOW,
            NOW);
    List<TaskId> ids = tasks.insert(Collections.nCopies(count, task));
    TaskFilter kept = script("follow", Optional.empty());
    TaskFilter counted = script("follow", Optional.of(new Username("ann")));

    assertThat(queries.list(kept, 1, 1)).returns((long) count, TaskPage::total);
    assertThat(queries.list(kept, 1, 1)).returns(true, TaskPage::totalExact);
    TaskPage more = queries.list(counted, 51, 100);
    assertThat(more).returns(10_000L, TaskPage::total).returns(false, TaskPage::totalExact);
    // All pages are there all the same.
    assertThat(ids(more.tasks().stream())).isEqualTo(ids.reversed().subList(5_000, 5_100));
    assertThat(ids(queries.list(kept, 51, 100).tasks().stream()))
        .isEqualTo(ids.reversed().subList(5_000, 5_100));

    tasks.delete(List.of(ids.getFirst()));
    assertThat(queries.list(counted, 1, 1))
        .returns(10_000L, TaskPage::total)
        .returns(true, TaskPage::totalExact);
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
    assertThat(task.config().whole().or(() -> queries.configAsGiven(id)))
        .isEqualTo(queries.configAsGiven(id))
        .isPresent();
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
    assertThat(details.task().config().whole()).isEmpty();
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

    TaskId forAddress =
        tasks.insert(List.of(follow(new DeviceSerial("192.0.2.7:5555"), "cat"))).getFirst();
    assertThat(ids(queries.list(at, 1, 9).tasks().stream())).containsExactly(forAddress, id);
    assertThat(ids(queries.list(at, 2, 1).tasks().stream())).containsExactly(id);
    assertThat(queries.list(at, 1, 1).total()).isEqualTo(2);
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
            new Obstacle.PhoneAway(
                phone(1), DeviceState.OFFLINE, Optional.of("check its cable"), Optional.empty()));
    devices.noteSeen(Map.of(phone(1), NOW));
    assertThat(obstacles(id))
        .containsExactly(
            new Obstacle.PhoneAway(
                phone(1), DeviceState.OFFLINE, Optional.of("check its cable"), Optional.of(NOW)));
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

    devices.pause(phone(1), "ann", "its screen is broken", NOW);
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

  @Test
  void what_the_last_attempt_chose_is_shown_and_stays_when_it_fails() {
    Task first = claimed(phone(1));
    tasks.recordChoices(
        first.id(), 1, Choices.NONE.with(Choice.of(Choice.Name.CAPTION, "Hi \0 there")));
    Choices all =
        Choices.NONE
            .with(new Choice(Choice.Name.MATERIALS, List.of("b.png", "a.png")))
            .with(Choice.of(Choice.Name.CAPTION, "Grüße 😍\n\"quoted\" \\u0000"));
    tasks.recordChoices(first.id(), 1, all);

    Map<String, List<String>> shown =
        Map.of(
            "materials", List.of("b.png", "a.png"),
            "caption", List.of("Grüße 😍\n\"quoted\" \\u0000"));
    assertThat(chosen(first.id())).isEqualTo(shown);
    assertThat(queries.list(TaskFilter.NONE, 1, 20).tasks())
        .as("lists leave it out")
        .extracting(TaskDetails::chosen)
        .containsOnly(Map.of());

    finish(first.fail(TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "gone"), NOW));
    assertThat(chosen(first.id())).isEqualTo(shown);
    tasks.change(first.id(), failed -> failed.retry(false, NOW));
    assertThat(chosen(first.id())).as("until the next attempt begins").isEqualTo(shown);

    assertThat(claim(phone(1))).hasSize(1);
    assertThat(chosen(first.id())).isEmpty();
    tasks.recordChoices(first.id(), 1, Choices.NONE.with(Choice.of(Choice.Name.SOUND, "late")));
    assertThat(chosen(first.id())).as("what an earlier attempt says is its own").isEmpty();
  }

  @Test
  void nothing_is_recorded_for_a_task_that_is_not_there() {
    tasks.recordChoices(
        new TaskId(424242), 1, Choices.NONE.with(Choice.of(Choice.Name.CAPTION, "Hi")));

    assertThat(queries.find(new TaskId(424242))).isEmpty();
  }

  private Map<String, List<String>> chosen(TaskId id) {
    return queries.find(id).orElseThrow().chosen();
  }

  @Test
  void matching_tasks_are_told_newest_first_with_what_a_decision_needs() {
    Account ann = added("ann", phone(1));
    List<TaskId> ids =
        tasks.insert(
            List.of(followBy(ann, "bob"), follow(phone(2), "eve"), follow(phone(2), "dan")));
    Task runs = claim(phone(1)).getFirst();
    finish(runs.fail(TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "gone"), NOW));

    assertThat(queries.matching(TaskFilter.NONE, 2))
        .extracting(TaskBrief::id)
        .containsExactly(ids.get(2), ids.get(1));
    assertThat(queries.matching(TaskFilter.of(Set.of(ids.getFirst())), 9))
        .containsExactly(
            new TaskBrief(
                ids.getFirst(),
                TaskStatus.FAILED.code(),
                Optional.of("no_effect"),
                Optional.of("device_lost"),
                Optional.of(ann.id())));
  }

  @Test
  void the_history_counts_how_tasks_ended_in_which_app_and_after_which_delay() {
    tasks.insert(
        List.of(
            follow(phone(1), "ann", NOW.minusSeconds(60)),
            follow(phone(2), "bob"),
            follow(phone(3), "eve"),
            follow(phone(4), "dan")));
    PackageName app = new PackageName("com.example.app");
    Task done = claim(phone(1)).getFirst();
    tasks.recordApp(done.id(), 1, app, "1.2");
    finish(done.complete(Outcome.COMMITTED, Optional.empty(), NOW.plusSeconds(30)));
    finish(claim(phone(2)).getFirst().complete(Outcome.NO_EFFECT, Optional.empty(), NOW));
    Task failed = claim(phone(3)).getFirst();
    tasks.recordApp(failed.id(), 1, app, "1.2");
    finish(
        failed.fail(
            TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "gone"), NOW.plusSeconds(1000)));
    tasks.changeAll(
        queries.matching(TaskFilter.NONE, 1).stream().map(TaskBrief::id).toList(),
        task -> task.cancel(NOW));

    TaskHistory history = queries.history(NOW);

    Map<TaskEnd, Long> first = new EnumMap<>(TaskEnd.class);
    Map<TaskEnd, Long> second = new EnumMap<>(TaskEnd.class);
    for (EndCount count : history.ends()) {
      (count.quarter().equals(NOW) ? first : second).merge(count.end(), count.tasks(), Long::sum);
    }
    assertThat(first)
        .isEqualTo(Map.of(TaskEnd.COMMITTED, 1L, TaskEnd.NO_EFFECT, 1L, TaskEnd.CANCELLED, 1L));
    assertThat(second).isEqualTo(Map.of(TaskEnd.FAILED, 1L));
    assertThat(history.scripts())
        .contains(
            new ScriptCount(
                "follow", Optional.of(app.value()), Optional.of("1.2"), TaskEnd.COMMITTED, 1),
            new ScriptCount(
                "follow", Optional.of(app.value()), Optional.of("1.2"), TaskEnd.FAILED, 1),
            new ScriptCount("follow", Optional.empty(), Optional.empty(), TaskEnd.NO_EFFECT, 1));
    assertThat(history.delays().stream().mapToLong(DelayCount::tasks).sum()).isEqualTo(3);
    assertThat(history.delays())
        .anySatisfy(
            delay ->
                assertThat(delay.delay())
                    .isBetween(Duration.ofSeconds(54), Duration.ofSeconds(66)));
    assertThat(queries.history(NOW.plusSeconds(1800)).ends()).isEmpty();
  }
}
