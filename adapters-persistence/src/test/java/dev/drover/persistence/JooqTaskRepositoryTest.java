package dev.drover.persistence;

import static dev.drover.persistence.QueueFixture.NODE;
import static dev.drover.persistence.QueueFixture.NOW;
import static dev.drover.persistence.QueueFixture.follow;
import static dev.drover.persistence.QueueFixture.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.port.TaskQueries.AttemptRecord;
import dev.drover.application.port.TaskQueries.TaskDetails;
import dev.drover.application.port.TaskQueries.TaskFilter;
import dev.drover.application.port.TaskQueries.TaskStats;
import dev.drover.application.port.TaskRepository;
import dev.drover.application.port.TaskStep;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.NewAccount;
import dev.drover.domain.device.PackageName;
import dev.drover.domain.device.Platform;
import dev.drover.domain.device.Username;
import dev.drover.domain.script.CommentOrder;
import dev.drover.domain.script.CommentPicker;
import dev.drover.domain.script.CommentScript;
import dev.drover.domain.script.PostUrl;
import dev.drover.domain.script.ScriptName;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.IllegalTaskTransition;
import dev.drover.domain.task.IntentJournal;
import dev.drover.domain.task.IntentJournal.Intent;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskState.Running;
import dev.drover.domain.task.TaskStatus;
import dev.drover.domain.task.TaskTarget;
import dev.drover.domain.task.TaskTarget.AccountTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class JooqTaskRepositoryTest {
  private JooqTaskRepository repository;
  private JooqTaskQueries queries;
  private JooqAccountDirectory accounts;

  @BeforeEach
  void open(Database database) {
    QueueFixture.giveLeases(database);
    repository = new JooqTaskRepository(database, QueueFixture.CIPHER);
    queries = new JooqTaskQueries(database);
    accounts = new JooqAccountDirectory(database);
  }

  @Test
  void inserted_tasks_come_back_as_they_were_given_with_rising_ids() {
    List<TaskId> ids = repository.insert(List.of(follow(phone(1), "ann"), follow(phone(2), "bob")));

    assertThat(ids).isSorted().hasSize(2);
    Task first = repository.find(ids.getFirst()).orElseThrow();
    assertThat(first.target()).isEqualTo(TaskTarget.phone(phone(1)));
    assertThat(first.script()).isEqualTo(follow(phone(1), "ann").script());
    assertThat(queries.configAsGiven(first.id())).contains("{\"target_users\":[\"@ann\"]}");
    assertThat(first.status()).isEqualTo(TaskStatus.PENDING);
    assertThat(first.createdAt()).isEqualTo(NOW);
  }

  @Test
  void a_claim_takes_the_head_of_each_idle_phones_queue() {
    List<TaskId> ids =
        repository.insert(
            List.of(
                follow(phone(1), "late", NOW.minusSeconds(1)),
                follow(phone(1), "early", NOW.minusSeconds(2)),
                follow(phone(2), "ann"),
                follow(phone(3), "not_connected")));

    List<Task> claimed = repository.claimDue(NODE, Set.of(phone(1), phone(2)), 20, NOW);

    assertThat(claimed).extracting(Task::id).containsExactly(ids.get(1), ids.get(2));
    assertThat(claimed)
        .allSatisfy(
            task ->
                assertThat(task.state()).isEqualTo(new Running(1, NODE, NOW, IntentJournal.EMPTY)));
  }

  @Test
  void equal_start_times_run_in_the_order_of_their_ids() {
    List<TaskId> ids =
        repository.insert(
            IntStream.range(0, 5).mapToObj(i -> follow(phone(1), "user" + i)).toList());
    List<TaskId> order = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Task claimed = repository.claimDue(NODE, Set.of(phone(1)), 20, NOW).getFirst();
      order.add(claimed.id());
      finish(claimed.complete(Outcome.COMMITTED, Optional.empty(), NOW), 1);
    }
    assertThat(order).isEqualTo(ids);
  }

  @Test
  void a_phone_that_runs_a_task_gets_no_second_one() {
    repository.insert(List.of(follow(phone(1), "ann"), follow(phone(1), "bob")));

    assertThat(repository.claimDue(NODE, Set.of(phone(1)), 20, NOW)).hasSize(1);
    assertThat(repository.claimDue(NODE, Set.of(phone(1)), 20, NOW)).isEmpty();
  }

  @Test
  void a_task_is_not_claimed_before_its_start_time() {
    repository.insert(List.of(follow(phone(1), "ann", NOW.plusSeconds(60))));

    assertThat(repository.claimDue(NODE, Set.of(phone(1)), 20, NOW)).isEmpty();
    assertThat(repository.nextScheduledAfter(NOW)).contains(NOW.plusSeconds(60));
    assertThat(repository.claimDue(NODE, Set.of(phone(1)), 20, NOW.plusSeconds(60))).hasSize(1);
  }

  @Test
  void the_cap_counts_the_running_tasks_of_all_nodes() {
    repository.insert(IntStream.range(0, 6).mapToObj(i -> follow(phone(i), "ann")).toList());

    List<Task> first = repository.claimDue(NODE, Set.of(phone(0), phone(1)), 3, NOW);
    List<Task> second =
        repository.claimDue(
            QueueFixture.OTHER_NODE, Set.of(phone(2), phone(3), phone(4), phone(5)), 3, NOW);

    assertThat(first).hasSize(2);
    assertThat(second).hasSize(1);
    assertThat(repository.claimDue(NODE, Set.of(phone(5)), 2, NOW)).isEmpty();
  }

  @Test
  void a_task_of_a_disabled_account_waits() {
    long id = add("ann", false);
    repository.insert(List.of(forAccount(id, "ann")));

    assertThat(repository.claimDue(NODE, Set.of(phone(1)), 20, NOW)).isEmpty();
  }

  @Test
  void a_task_of_an_enabled_account_runs_and_knows_its_account() {
    long id = add("Ann", true);
    repository.insert(List.of(forAccount(id, "Ann")));

    Task claimed = repository.claimDue(NODE, Set.of(phone(1)), 20, NOW).getFirst();

    assertThat(claimed.target().username().map(Username::value)).contains("Ann");
  }

  @Test
  void many_claimers_at_once_never_run_two_tasks_on_one_phone_nor_exceed_the_cap()
      throws Exception {
    int phones = 12;
    int cap = 5;
    List<NewTask> tasks = new ArrayList<>();
    for (int i = 0; i < phones * 10; i++) {
      tasks.add(follow(phone(i % phones), "user" + i));
    }
    Set<TaskId> remaining = ConcurrentHashMap.newKeySet();
    remaining.addAll(repository.insert(tasks));
    Set<DeviceSerial> all = new HashSet<>();
    IntStream.range(0, phones).forEach(i -> all.add(phone(i)));
    Set<DeviceSerial> busy = ConcurrentHashMap.newKeySet();
    List<String> violations = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger running = new AtomicInteger();

    Callable<Void> claimer =
        () -> {
          while (!remaining.isEmpty()) {
            for (Task task : repository.claimDue(NODE, all, cap, NOW)) {
              DeviceSerial serial = task.target().serial().orElseThrow();
              if (!busy.add(serial)) {
                violations.add("two tasks on " + serial);
              }
              if (running.incrementAndGet() > cap) {
                violations.add("more than the cap runs");
              }
              running.decrementAndGet();
              busy.remove(serial);
              if (!remaining.remove(task.id())) {
                violations.add("claimed twice: " + task.id());
              }
              finish(task.complete(Outcome.COMMITTED, Optional.empty(), NOW), 1);
            }
          }
          return null;
        };
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : pool.invokeAll(Collections.nCopies(8, claimer))) {
        done.get();
      }
    }

    assertThat(violations).isEmpty();
    assertThat(queries.stats()).isEqualTo(new TaskStats(0, 0, tasks.size(), 0));
  }

  @Test
  void the_database_itself_refuses_a_second_running_task_on_a_phone(Database database) {
    repository.insert(List.of(follow(phone(1), "ann"), follow(phone(1), "bob")));

    assertThatThrownBy(
            () -> database.query(sql -> sql.execute("UPDATE task SET status = 1, node = 'x'")))
        .hasMessageContaining("task_running_once_a_phone");
  }

  @Test
  void an_attempt_that_is_not_the_one_running_can_neither_commit_its_intent_nor_finish() {
    repository.insert(List.of(follow(phone(1), "ann")));
    Task first = claim();
    repository.change(first.id(), task -> task.interrupt(NOW));
    Task second = claim();

    assertThat(repository.commitIntent(first.id(), 1, new Intent(1, "tap Follow"), NOW)).isFalse();
    assertThat(finish(first.complete(Outcome.COMMITTED, Optional.empty(), NOW), 1)).isFalse();
    assertThat(repository.commitIntent(second.id(), 2, new Intent(1, "tap Follow"), NOW)).isTrue();
    assertThat(repository.commitIntent(second.id(), 2, new Intent(1, "tap Unfollow"), NOW))
        .isFalse();
  }

  @Test
  void attempts_that_end_at_the_same_time_are_each_recorded_as_they_ended_and_stale_ones_are_not()
      throws Exception {
    int count = 60;
    Set<DeviceSerial> phones =
        IntStream.range(0, count).mapToObj(QueueFixture::phone).collect(Collectors.toSet());
    repository.insert(phones.stream().map(serial -> follow(serial, "ann")).toList());
    List<Task> first = repository.claimDue(NODE, phones, count, NOW);
    for (Task task : first.subList(0, 20)) {
      repository.change(task.id(), running -> running.interrupt(NOW));
    }
    List<Task> again = repository.claimDue(NODE, phones, count, NOW);
    assertThat(again).hasSize(20);

    List<Callable<Boolean>> ends = new ArrayList<>();
    // Of these the first attempt is the one running no more.
    first.forEach(task -> ends.add(() -> finish(ended(task), 1)));
    again.forEach(task -> ends.add(() -> finish(ended(task), 2)));
    List<Boolean> accepted = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> end : threads.invokeAll(ends)) {
        accepted.add(end.get());
      }
    }

    assertThat(accepted.subList(0, 20)).containsOnly(false);
    assertThat(accepted.subList(20, 80)).containsOnly(true);
    for (Task task : first) {
      TaskDetails details = queries.find(task.id()).orElseThrow();
      AttemptRecord last = details.attempts().getLast();
      boolean failed = task.id().value() % 2 == 0;
      assertThat(details.task().status())
          .hasValue(failed ? TaskStatus.FAILED : TaskStatus.COMPLETED);
      assertThat(last.endedAt()).hasValue(NOW);
      assertThat(last.outcome()).hasValue(failed ? "unknown" : "committed");
      assertThat(last.failureCode())
          .isEqualTo(failed ? Optional.of("outcome_unknown") : Optional.empty());
      assertThat(last.remark()).hasValue("task " + task.id());
    }
    assertThat(queries.stats()).isEqualTo(new TaskStats(0, 0, count / 2, count / 2));
  }

  /** Half of them one way, half of them the other, and each with words of its own. */
  private static Task ended(Task running) {
    String remark = "task " + running.id();
    return running.id().value() % 2 == 0
        ? running.fail(new TaskFailure(FailureCode.OUTCOME_UNKNOWN, Outcome.UNKNOWN, remark), NOW)
        : running.complete(Outcome.COMMITTED, Optional.of(remark), NOW);
  }

  @Test
  void an_interrupted_run_is_pending_before_its_intent_and_failed_after_it() {
    repository.insert(List.of(follow(phone(1), "ann"), follow(phone(2), "bob")));
    List<Task> claimed = repository.claimDue(NODE, Set.of(phone(1), phone(2)), 20, NOW);
    repository.commitIntent(claimed.get(1).id(), 1, new Intent(1, "tap Follow"), NOW);

    List<Task> recovered =
        repository.runningOn(NODE).stream()
            .map(task -> repository.change(task.id(), lost -> lost.interrupt(NOW)).orElseThrow())
            .toList();

    assertThat(recovered)
        .extracting(Task::status)
        .containsExactly(TaskStatus.PENDING, TaskStatus.FAILED);
    TaskDetails unknown = queries.find(claimed.get(1).id()).orElseThrow();
    assertThat(unknown.attempts().getFirst().outcome()).contains("unknown");
    assertThat(unknown.attempts().getFirst().remark())
        .contains("outcome unknown: interrupted after tap Follow");
  }

  @Test
  void a_refused_transition_changes_nothing() {
    TaskId id = repository.insert(List.of(follow(phone(1), "ann"))).getFirst();

    assertThatThrownBy(() -> repository.change(id, task -> task.retry(false, NOW)))
        .isInstanceOf(IllegalTaskTransition.class);
    assertThat(queries.find(id).orElseThrow().task().status()).contains(TaskStatus.PENDING);
  }

  @Test
  void steps_are_told_with_the_task_and_outlive_the_attempt() {
    repository.insert(List.of(follow(phone(1), "ann")));
    Task task = claim();
    repository.recordSteps(task.id(), 1, List.of(new TaskStep(NOW, "open the profile", 30)));
    assertThat(queries.find(task.id()).orElseThrow().progress()).isEqualTo(30);

    finish(task.fail(TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "gone"), NOW), 1);

    TaskDetails details = queries.find(task.id()).orElseThrow();
    assertThat(details.log()).containsExactly(new TaskStep(NOW, "open the profile", 30));
    assertThat(details.attempts().getFirst().failureCode()).contains("device_lost");
  }

  @Test
  void deleting_leaves_running_tasks_and_takes_everything_of_the_others(Database database) {
    List<TaskId> ids = repository.insert(List.of(follow(phone(1), "ann"), follow(phone(2), "bob")));
    Task running = claim();

    TaskId none = new TaskId(9_999);
    assertThat(repository.delete(List.of(ids.get(0), ids.get(1), none)))
        .isEqualTo(new TaskRepository.Deletion(Set.of(ids.get(1)), Set.of(running.id())));

    assertThat(queries.find(running.id())).isPresent();
    assertThat(
            database.<Integer>query(sql -> sql.fetchCount(org.jooq.impl.DSL.table("task_config"))))
        .isEqualTo(1);
    assertThat(queries.stats()).isEqualTo(new TaskStats(0, 1, 0, 0));
  }

  @Test
  void lists_filter_page_and_count() {
    List<TaskId> ids =
        repository.insert(
            IntStream.range(0, 25).mapToObj(i -> follow(phone(i % 2), "user" + i)).toList());
    claim();

    var byPhone =
        new TaskFilter(
            Optional.of(TaskStatus.PENDING),
            Optional.of("PHONE0"),
            Optional.of(ScriptName.FOLLOW),
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
            Optional.of(ids.get(10)));
    assertThat(queries.list(keyset, 1, 3).tasks())
        .extracting(details -> details.task().id())
        .containsExactly(ids.get(9), ids.get(8), ids.get(7));
    assertThat(queries.list(keyset, 1, 3).total()).isEqualTo(25);
  }

  @Test
  void statistics_follow_every_change() {
    TaskId id = repository.insert(List.of(follow(phone(1), "ann"))).getFirst();
    assertThat(queries.stats()).isEqualTo(new TaskStats(1, 0, 0, 0));
    Task running = claim();
    assertThat(queries.stats()).isEqualTo(new TaskStats(0, 1, 0, 0));
    finish(running.fail(TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "gone"), NOW), 1);
    assertThat(queries.stats()).isEqualTo(new TaskStats(0, 0, 0, 1));
    assertThat(repository.failedAfter(0, 10)).extracting(Task::id).containsExactly(id);
    repository.change(id, task -> task.retry(false, NOW));
    assertThat(queries.stats()).isEqualTo(new TaskStats(1, 0, 0, 0));
    repository.delete(List.of(id));
    assertThat(queries.stats()).isEqualTo(new TaskStats(0, 0, 0, 0));
  }

  @Test
  void three_hundred_tasks_go_in_at_once() {
    List<NewTask> tasks =
        IntStream.range(0, 300)
            .mapToObj(i -> follow(phone(i % 100), "user" + i, NOW.plus(Duration.ofSeconds(i))))
            .toList();

    List<TaskId> ids = repository.insert(tasks);

    assertThat(ids).hasSize(300).doesNotHaveDuplicates().isSorted();
    assertThat(repository.find(ids.get(123)).orElseThrow().script())
        .isEqualTo(tasks.get(123).script());
  }

  private Task claim() {
    return repository.claimDue(NODE, Set.of(phone(1)), 20, NOW).getFirst();
  }

  private long add(String username, boolean enabled) {
    return accounts
        .add(
            new NewAccount(
                new Username(username),
                "",
                Platform.TIKTOK,
                new PackageName("com.zhiliaoapp.musically"),
                Optional.of(phone(1)),
                true,
                enabled,
                List.of()))
        .orElseThrow()
        .id()
        .value();
  }

  @Test
  void much_text_is_inserted_piece_by_piece_in_the_given_order() {
    CommentPicker comments =
        new CommentPicker(
            IntStream.range(0, 1_000).mapToObj(i -> "a comment of some length " + i).toList(),
            CommentOrder.RANDOM,
            false);
    List<NewTask> tasks =
        IntStream.range(0, 400)
            .mapToObj(
                i -> {
                  NewTask plain = follow(phone(1), "ann");
                  return new NewTask(
                      plain.target(),
                      new CommentScript(
                          PostUrl.parse("https://www.instagram.com/p/C0ffee" + i + "/"),
                          comments,
                          i,
                          Optional.empty()),
                      plain.configAsGiven(),
                      plain.source(),
                      plain.startTime(),
                      plain.scheduledAt(),
                      plain.createdAt());
                })
            .toList();

    List<TaskId> ids = repository.insert(tasks);

    assertThat(ids).hasSize(400).isSorted().doesNotHaveDuplicates();
    for (int i : List.of(0, 150, 399)) {
      assertThat(repository.find(ids.get(i)).orElseThrow().script())
          .isEqualTo(tasks.get(i).script());
    }
  }

  private static NewTask forAccount(long id, String username) {
    NewTask plain = follow(phone(1), "bob");
    return new NewTask(
        new TaskTarget(
            Optional.of(phone(1)),
            Optional.of(
                new AccountTarget(
                    new dev.drover.domain.device.AccountId(id), new Username(username)))),
        plain.script(),
        plain.configAsGiven(),
        plain.source(),
        plain.startTime(),
        plain.scheduledAt(),
        plain.createdAt());
  }

  private boolean finish(Task after, int attempt) {
    return repository.finish(after, attempt, AttemptEnd.of(after));
  }
}
