package dev.drover.testkit.contract;

import static dev.drover.testkit.SampleTasks.NODE;
import static dev.drover.testkit.SampleTasks.NOW;
import static dev.drover.testkit.SampleTasks.OTHER_NODE;
import static dev.drover.testkit.SampleTasks.boundTo;
import static dev.drover.testkit.SampleTasks.enabled;
import static dev.drover.testkit.SampleTasks.follow;
import static dev.drover.testkit.SampleTasks.followBy;
import static dev.drover.testkit.SampleTasks.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.drover.application.plugin.Storage;
import dev.drover.application.port.storage.AccountGone;
import dev.drover.application.port.storage.IdempotencyKey;
import dev.drover.application.port.storage.NodeDirectory.KnownNode;
import dev.drover.application.port.storage.NodeDirectory.Renewal;
import dev.drover.application.port.storage.TaskQueries.AttemptRecord;
import dev.drover.application.port.storage.TaskQueries.TaskDetails;
import dev.drover.application.port.storage.TaskQueries.TaskStats;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.application.port.storage.TaskRepository.Finish;
import dev.drover.application.port.storage.TaskRepository.KeyedInsert;
import dev.drover.application.port.storage.TaskRepository.Turn;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.Username;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.IllegalTaskTransition;
import dev.drover.domain.task.IntentJournal;
import dev.drover.domain.task.IntentJournal.Intent;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.QueuePolicy;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskState.Failed;
import dev.drover.domain.task.TaskState.Running;
import dev.drover.domain.task.TaskStatus;
import dev.drover.domain.task.TaskTarget;
import dev.drover.testkit.SampleTasks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests the promises of {@link TaskRepository}. */
public abstract class TaskRepositoryContract extends StorageContract {
  /**
   * @param storage a new, empty storage; closed after each test
   */
  protected TaskRepositoryContract(Storage storage) {
    super(storage);
  }

  @Test
  void inserted_tasks_come_back_as_they_were_given_with_rising_ids() {
    List<TaskId> ids = tasks.insert(List.of(follow(phone(1), "ann"), follow(phone(2), "bob")));

    assertThat(ids).isSorted().hasSize(2);
    Task first = tasks.find(ids.getFirst()).orElseThrow();
    assertThat(first.target()).isEqualTo(TaskTarget.phone(phone(1)));
    assertThat(first.script()).isEqualTo(follow(phone(1), "ann").script().script());
    assertThat(queries.configAsGiven(first.id())).contains("{\"target_users\":[\"@ann\"]}");
    assertThat(first.status()).isEqualTo(TaskStatus.PENDING);
    assertThat(first.createdAt()).isEqualTo(NOW);
  }

  @Test
  void a_claim_takes_the_head_of_each_idle_phones_queue() {
    List<TaskId> ids =
        tasks.insert(
            List.of(
                follow(phone(1), "late", NOW.minusSeconds(1)),
                follow(phone(1), "early", NOW.minusSeconds(2)),
                follow(phone(2), "ann"),
                follow(phone(3), "not_connected")));

    List<Task> claimed = tasks.claimDue(NODE, Set.of(phone(1), phone(2)), 20, NOW);

    assertThat(claimed).extracting(Task::id).containsExactly(ids.get(1), ids.get(2));
    assertThat(claimed)
        .allSatisfy(
            task ->
                assertThat(task.state()).isEqualTo(new Running(1, NODE, NOW, IntentJournal.EMPTY)));
  }

  @Test
  void equal_start_times_run_in_the_order_of_their_ids() {
    List<TaskId> ids =
        tasks.insert(IntStream.range(0, 5).mapToObj(i -> follow(phone(1), "user" + i)).toList());
    List<TaskId> order = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Task claimed = tasks.claimDue(NODE, Set.of(phone(1)), 20, NOW).getFirst();
      order.add(claimed.id());
      finish(claimed.complete(Outcome.COMMITTED, Optional.empty(), NOW), 1);
    }
    assertThat(order).isEqualTo(ids);
  }

  @Test
  void a_phone_that_runs_a_task_gets_no_second_one() {
    tasks.insert(List.of(follow(phone(1), "ann"), follow(phone(1), "bob")));

    assertThat(tasks.claimDue(NODE, Set.of(phone(1)), 20, NOW)).hasSize(1);
    assertThat(tasks.claimDue(NODE, Set.of(phone(1)), 20, NOW)).isEmpty();
  }

  @Test
  void a_task_is_not_claimed_before_its_start_time() {
    tasks.insert(List.of(follow(phone(1), "ann", NOW.plusSeconds(60))));

    assertThat(tasks.claimDue(NODE, Set.of(phone(1)), 20, NOW)).isEmpty();
    assertThat(tasks.nextScheduledAfter(NOW)).contains(NOW.plusSeconds(60));
    assertThat(tasks.claimDue(NODE, Set.of(phone(1)), 20, NOW.plusSeconds(60))).hasSize(1);
  }

  @Test
  void the_cap_counts_the_running_tasks_of_all_nodes() {
    tasks.insert(IntStream.range(0, 6).mapToObj(i -> follow(phone(i), "ann")).toList());

    List<Task> first = tasks.claimDue(NODE, Set.of(phone(0), phone(1)), 3, NOW);
    List<Task> second =
        tasks.claimDue(OTHER_NODE, Set.of(phone(2), phone(3), phone(4), phone(5)), 3, NOW);

    assertThat(first).hasSize(2);
    assertThat(second).hasSize(1);
    assertThat(tasks.claimDue(NODE, Set.of(phone(5)), 2, NOW)).isEmpty();
  }

  @Test
  void many_claimers_at_once_never_run_two_tasks_on_one_phone_nor_exceed_the_cap()
      throws Exception {
    int phones = 12;
    int cap = 5;
    List<NewTask> wanted = new ArrayList<>();
    for (int i = 0; i < phones * 10; i++) {
      wanted.add(follow(phone(i % phones), "user" + i));
    }
    Set<TaskId> remaining = ConcurrentHashMap.newKeySet();
    remaining.addAll(tasks.insert(wanted));
    Set<DeviceSerial> all = new HashSet<>();
    IntStream.range(0, phones).forEach(i -> all.add(phone(i)));
    Set<DeviceSerial> busy = ConcurrentHashMap.newKeySet();
    List<String> violations = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger running = new AtomicInteger();

    Callable<Void> claimer =
        () -> {
          while (!remaining.isEmpty()) {
            for (Task task : tasks.claimDue(NODE, all, cap, NOW)) {
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
    assertThat(queries.stats()).isEqualTo(new TaskStats(0, 0, wanted.size(), 0));
  }

  @Test
  void an_attempt_that_is_not_the_one_running_can_neither_commit_its_intent_nor_finish() {
    tasks.insert(List.of(follow(phone(1), "ann")));
    Task first = claim(phone(1)).getFirst();
    tasks.change(first.id(), task -> task.interrupt(NOW));
    Task second = claim(phone(1)).getFirst();

    assertThat(tasks.commitIntent(first.id(), 1, new Intent(1, "tap Follow"), NOW)).isFalse();
    assertThat(finish(first.complete(Outcome.COMMITTED, Optional.empty(), NOW), 1)).isFalse();
    assertThat(tasks.commitIntent(second.id(), 2, new Intent(1, "tap Follow"), NOW)).isTrue();
    assertThat(tasks.commitIntent(second.id(), 2, new Intent(1, "tap Unfollow"), NOW)).isFalse();
  }

  @Test
  void attempts_that_end_at_the_same_time_are_each_recorded_as_they_ended_and_stale_ones_are_not()
      throws Exception {
    int count = 60;
    Set<DeviceSerial> phones =
        IntStream.range(0, count).mapToObj(SampleTasks::phone).collect(Collectors.toSet());
    tasks.insert(phones.stream().map(serial -> follow(serial, "ann")).toList());
    List<Task> first = tasks.claimDue(NODE, phones, count, NOW);
    for (Task task : first.subList(0, 20)) {
      tasks.change(task.id(), running -> running.interrupt(NOW));
    }
    List<Task> again = tasks.claimDue(NODE, phones, count, NOW);
    assertThat(again).hasSize(20);

    List<Callable<Boolean>> ends = new ArrayList<>();
    // The first attempt of these tasks no longer runs.
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

  @Test
  void a_turn_records_ends_and_claims_for_the_phones_that_get_free_by_them() {
    List<TaskId> ids =
        tasks.insert(
            List.of(
                follow(phone(1), "ann"),
                follow(phone(1), "bob"),
                follow(phone(2), "carl"),
                follow(phone(2), "dora", NOW.plusSeconds(60))));
    List<Task> first = tasks.claimDue(NODE, Set.of(phone(1), phone(2)), 2, NOW);
    Task failed =
        first
            .get(1)
            .fail(new TaskFailure(FailureCode.OUTCOME_UNKNOWN, Outcome.UNKNOWN, "no \0 way"), NOW);

    Turn turn =
        tasks.finishAndClaim(
            List.of(completed(first.get(0), 1), new Finish(failed, 1, AttemptEnd.of(failed))),
            NODE,
            Set.of(phone(1), phone(2)),
            2,
            NOW);

    assertThat(turn.accepted()).containsExactly(true, true);
    assertThat(turn.claimed()).extracting(Task::id).containsExactly(ids.get(1));
    assertThat(turn.claimed().getFirst().state())
        .isEqualTo(new Running(1, NODE, NOW, IntentJournal.EMPTY));
    assertThat(turn.nextStart()).contains(NOW.plusSeconds(60));
    assertThat(queries.stats()).isEqualTo(new TaskStats(1, 1, 1, 1));
    AttemptRecord ended = queries.find(ids.get(2)).orElseThrow().attempts().getFirst();
    assertThat(ended.endedAt()).hasValue(NOW);
    assertThat(ended.outcome()).hasValue("unknown");
    assertThat(ended.failureCode()).hasValue("outcome_unknown");
  }

  private static Finish completed(Task running, int attempt) {
    Task after = running.complete(Outcome.COMMITTED, Optional.empty(), NOW);
    return new Finish(after, attempt, AttemptEnd.of(after));
  }

  @Test
  void a_turn_refuses_the_end_of_an_attempt_that_does_not_run_and_its_phone_stays_busy() {
    tasks.insert(List.of(follow(phone(1), "ann"), follow(phone(1), "bob")));
    Task first = claim(phone(1)).getFirst();
    tasks.change(first.id(), task -> task.interrupt(NOW));
    Task second = claim(phone(1)).getFirst();

    Turn turn = tasks.finishAndClaim(List.of(completed(first, 1)), NODE, Set.of(phone(1)), 20, NOW);

    assertThat(turn.accepted()).containsExactly(false);
    assertThat(turn.claimed()).isEmpty();
    assertThat(tasks.find(second.id())).contains(second);
  }

  @Test
  void a_turn_without_idle_phones_only_records_ends() {
    tasks.insert(List.of(follow(phone(1), "ann"), follow(phone(1), "bob")));
    Task first = claim(phone(1)).getFirst();

    Turn turn = tasks.finishAndClaim(List.of(completed(first, 1)), NODE, Set.of(), 20, NOW);

    assertThat(turn).isEqualTo(new Turn(List.of(true), List.of(), Optional.empty()));
    assertThat(queries.stats()).isEqualTo(new TaskStats(1, 0, 1, 0));
  }

  @Test
  void a_turn_claims_in_the_order_of_the_queue_as_it_is_by_then() {
    tasks.insert(IntStream.range(0, 300).mapToObj(i -> follow(phone(1), "user" + i)).toList());
    TaskId last = claim(phone(1)).getFirst().id();

    settings.change(policy -> new QueuePolicy(false, 3, true));
    List<TaskId> random = turns(last, 5);
    settings.change(policy -> new QueuePolicy(false, 3, false));
    List<TaskId> inOrder = turns(random.getLast(), 5);

    assertThat(random).isNotEqualTo(random.stream().sorted().toList());
    assertThat(inOrder).isSorted();
  }

  /** Ends the running task of the first phone and claims its next one, several times. */
  private List<TaskId> turns(TaskId running, int count) {
    List<TaskId> claimed = new ArrayList<>(List.of(running));
    for (int i = 0; i < count; i++) {
      Task ends = tasks.find(claimed.getLast()).orElseThrow();
      Turn turn =
          tasks.finishAndClaim(List.of(completed(ends, 1)), NODE, Set.of(phone(1)), 20, NOW);
      claimed.add(turn.claimed().getFirst().id());
    }
    return claimed.subList(1, claimed.size());
  }

  /** Ends half of the tasks one way and half the other, each with a text of its own. */
  private static Task ended(Task running) {
    String remark = "task " + running.id();
    return running.id().value() % 2 == 0
        ? running.fail(new TaskFailure(FailureCode.OUTCOME_UNKNOWN, Outcome.UNKNOWN, remark), NOW)
        : running.complete(Outcome.COMMITTED, Optional.of(remark), NOW);
  }

  @Test
  void an_interrupted_run_is_pending_before_its_intent_and_failed_after_it() {
    tasks.insert(List.of(follow(phone(1), "ann"), follow(phone(2), "bob")));
    List<Task> claimed = tasks.claimDue(NODE, Set.of(phone(1), phone(2)), 20, NOW);
    tasks.commitIntent(claimed.get(1).id(), 1, new Intent(1, "tap Follow"), NOW);

    List<Task> recovered =
        tasks.runningOn(NODE).stream()
            .map(task -> tasks.change(task.id(), lost -> lost.interrupt(NOW)).orElseThrow())
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
    TaskId id = tasks.insert(List.of(follow(phone(1), "ann"))).getFirst();

    assertThatThrownBy(() -> tasks.change(id, task -> task.retry(false, NOW)))
        .isInstanceOf(IllegalTaskTransition.class);
    assertThat(queries.find(id).orElseThrow().task().status()).contains(TaskStatus.PENDING);
  }

  @Test
  void deleting_leaves_running_tasks_and_takes_the_others() {
    List<TaskId> ids = tasks.insert(List.of(follow(phone(1), "ann"), follow(phone(2), "bob")));
    Task running = claim(phone(1)).getFirst();

    TaskId none = new TaskId(9_999);
    assertThat(tasks.delete(List.of(ids.get(0), ids.get(1), none)))
        .isEqualTo(new TaskRepository.Deletion(Set.of(ids.get(1)), Set.of(running.id())));

    assertThat(queries.find(running.id())).isPresent();
    assertThat(queries.find(ids.get(1))).isEmpty();
    assertThat(queries.configAsGiven(ids.get(1))).isEmpty();
    assertThat(queries.stats()).isEqualTo(new TaskStats(0, 1, 0, 0));
  }

  @Test
  void three_hundred_tasks_go_in_at_once() {
    List<NewTask> wanted =
        IntStream.range(0, 300)
            .mapToObj(i -> follow(phone(i % 100), "user" + i, NOW.plus(Duration.ofSeconds(i))))
            .toList();

    List<TaskId> ids = tasks.insert(wanted);

    assertThat(ids).hasSize(300).doesNotHaveDuplicates().isSorted();
    assertThat(tasks.find(ids.get(123)).orElseThrow().script())
        .isEqualTo(wanted.get(123).script().script());
  }

  @Test
  void a_node_without_a_lease_claims_nothing() {
    tasks.insert(List.of(follow(phone(1), "ann")));
    lose(NODE);

    assertThat(tasks.claimDue(NODE, Set.of(phone(1)), 5, NOW)).isEmpty();
    assertThat(nodes.all())
        .extracting(KnownNode::id, KnownNode::alive)
        .containsExactly(tuple(NODE, false), tuple(OTHER_NODE, true));

    assertThat(nodes.renew(NODE, PROCESS, Duration.ofHours(1), NOW)).isEqualTo(Renewal.ANEW);
    assertThat(tasks.claimDue(NODE, Set.of(phone(1)), 5, NOW)).hasSize(1);
  }

  @Test
  void what_a_lost_node_had_not_decided_is_pending_again_and_it_can_write_no_more() {
    Task task = claimed(phone(1));
    assertThat(tasks.takeBackLost(NOW)).isEmpty();

    lose(NODE);
    assertThat(tasks.takeBackLost(NOW)).extracting(Task::id).containsExactly(task.id());

    assertThat(task(task.id()).status()).isEqualTo(TaskStatus.PENDING);
    assertThat(tasks.commitIntent(task.id(), 1, new Intent(1, "tap Follow"), NOW)).isFalse();
    assertThat(finish(task.complete(Outcome.COMMITTED, Optional.empty(), NOW))).isFalse();
    assertThat(tasks.claimDue(OTHER_NODE, Set.of(phone(1)), 5, NOW))
        .singleElement()
        .satisfies(again -> assertThat(again.attemptCount()).isEqualTo(2));
  }

  @Test
  void what_a_lost_node_may_have_done_has_failed_with_an_unknown_outcome() {
    Task task = claimed(phone(1));
    tasks.commitIntent(task.id(), 1, new Intent(1, "tap Follow"), NOW);
    lose(NODE);

    tasks.takeBackLost(NOW);

    assertThat(task(task.id()).state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.failure().code()).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
              assertThat(failed.failure().retrySafe()).isFalse();
            });
  }

  @Test
  void a_lost_task_of_which_something_took_effect_is_not_run_again() {
    Task task = claimed(phone(1));
    tasks.commitIntent(task.id(), 1, new Intent(1, "tap Like"), NOW);
    tasks.settleIntent(task.id(), 1, 1, true, NOW);
    lose(NODE);

    tasks.takeBackLost(NOW);

    assertThat(task(task.id()).state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.failure().code()).isEqualTo(FailureCode.INTERRUPTED);
              assertThat(failed.failure().outcome()).isEqualTo(Outcome.COMMITTED);
            });
  }

  @Test
  void a_lost_task_of_which_nothing_took_effect_is_pending_again() {
    Task task = claimed(phone(1));
    tasks.commitIntent(task.id(), 1, new Intent(1, "tap Like"), NOW);
    tasks.settleIntent(task.id(), 1, 1, false, NOW);
    lose(NODE);

    tasks.takeBackLost(NOW);

    assertThat(task(task.id()).status()).isEqualTo(TaskStatus.PENDING);
  }

  @Test
  void each_step_has_an_intent_and_one_that_is_not_settled_makes_the_outcome_unknown() {
    Task task = claimed(phone(1));
    tasks.commitIntent(task.id(), 1, new Intent(1, "tap Like"), NOW);
    tasks.settleIntent(task.id(), 1, 1, true, NOW);
    tasks.settleIntent(task.id(), 1, 1, true, NOW);
    assertThat(tasks.commitIntent(task.id(), 1, new Intent(2, "tap Follow"), NOW)).isTrue();
    lose(NODE);

    tasks.takeBackLost(NOW);
    tasks.settleIntent(task.id(), 1, 2, true, NOW);

    assertThat(task(task.id()).state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed ->
                assertThat(failed.failure().remark())
                    .isEqualTo(
                        "outcome unknown: interrupted after tap Follow; before that these steps"
                            + " took effect: tap Like"));
  }

  @Test
  void a_lost_task_that_was_to_be_stopped_does_not_run_again() {
    Task task = claimed(phone(1));
    tasks.requestStop(task.id());
    lose(NODE);

    tasks.takeBackLost(NOW);

    assertThat(task(task.id()).state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.failure().code()).isEqualTo(FailureCode.STOPPED);
              assertThat(failed.failure().outcome()).isEqualTo(Outcome.NO_EFFECT);
            });
  }

  @Test
  void a_lost_task_is_taken_back_once_however_many_nodes_try() throws Exception {
    List<TaskId> ids = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ids.addAll(tasks.insert(List.of(follow(phone(i), "ann"))));
      tasks.claimDue(NODE, Set.of(phone(i)), 50, NOW);
    }
    lose(NODE);
    List<TaskId> taken = new ArrayList<>();
    try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Task>>> tries = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        tries.add(others.submit(() -> tasks.takeBackLost(NOW)));
      }
      for (Future<List<Task>> each : tries) {
        each.get().forEach(task -> taken.add(task.id()));
      }
    }

    assertThat(taken).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(queries.stats().pending()).isEqualTo(20);
  }

  @Test
  void an_intent_whose_answer_was_lost_may_be_committed_again_but_no_other() {
    Task task = claimed(phone(1));

    assertThat(tasks.commitIntent(task.id(), 1, new Intent(1, "tap Follow"), NOW)).isTrue();
    assertThat(tasks.commitIntent(task.id(), 1, new Intent(1, "tap Follow"), NOW)).isTrue();
    assertThat(tasks.commitIntent(task.id(), 1, new Intent(1, "tap Post"), NOW)).isFalse();
  }

  @Test
  void a_stop_is_asked_of_the_node_that_runs_the_task() {
    Task task = claimed(phone(1));
    tasks.requestStop(task.id());

    assertThat(tasks.stopRequestedOn(NODE)).containsExactly(task.id());
    assertThat(tasks.stopRequestedOn(OTHER_NODE)).isEmpty();

    lose(NODE);
    tasks.takeBackLost(NOW);
    tasks.claimDue(OTHER_NODE, Set.of(phone(1)), 5, NOW);
    assertThat(tasks.stopRequestedOn(OTHER_NODE)).isEmpty();
  }

  @Test
  void nothing_is_claimed_while_the_queue_is_paused() {
    tasks.insert(List.of(follow(phone(1), "ann")));
    settings.pause(NOW);
    assertThat(tasks.claimDue(NODE, Set.of(phone(1)), 5, NOW)).isEmpty();
    assertThat(settings.pausedSince()).contains(NOW);

    settings.resume();
    assertThat(tasks.claimDue(NODE, Set.of(phone(1)), 5, NOW)).hasSize(1);
  }

  private Task task(TaskId id) {
    return tasks.find(id).orElseThrow();
  }

  @Test
  void nothing_to_insert_is_no_error() {
    assertThat(tasks.insert(List.of())).isEmpty();
    assertThat(queries.stats().total()).isZero();
  }

  @Test
  void a_phone_that_is_paused_gets_no_task_until_it_is_resumed() {
    devices.save(NODE, online(phone(1)));
    tasks.insert(List.of(follow(phone(1), "ann"), follow(phone(2), "bob")));
    assertThat(devices.pause(phone(1), "ann", "its screen is broken", NOW)).isTrue();

    assertThat(claim(phone(1), phone(2)))
        .singleElement()
        .satisfies(task -> assertThat(task.target().serial()).contains(phone(2)));

    assertThat(devices.resume(phone(1))).isTrue();
    assertThat(claim(phone(1))).hasSize(1);
  }

  private static Device online(DeviceSerial serial) {
    return new Device(
        serial,
        List.of(),
        "Pixel",
        "14",
        DeviceState.ONLINE,
        OptionalInt.empty(),
        Optional.empty());
  }

  @Test
  void a_task_of_an_account_waits_while_the_account_is_disabled_held_or_bound_to_no_phone() {
    Account ann = added("Ann", phone(1));
    tasks.insert(List.of(followBy(ann, "bob")));
    accounts.change(ann.id(), fields -> enabled(fields, false));
    assertThat(claim(phone(1))).isEmpty();

    accounts.change(ann.id(), fields -> enabled(fields, true));
    accounts.hold(ann.id(), "a captcha", NOW);
    assertThat(claim(phone(1))).isEmpty();

    accounts.release(ann.id());
    accounts.change(ann.id(), fields -> boundTo(fields, Optional.empty()));
    assertThat(claim(phone(1))).isEmpty();

    accounts.change(ann.id(), fields -> boundTo(fields, Optional.of(phone(1))));
    assertThat(claim(phone(1)))
        .singleElement()
        .satisfies(
            task -> assertThat(task.target().username().map(Username::value)).contains("Ann"));
  }

  @Test
  void a_task_that_waits_keeps_nobody_behind_it_waiting() {
    Account ann = added("ann", phone(1));
    tasks.insert(List.of(followBy(ann, "bob")));
    TaskId next = tasks.insert(List.of(follow(phone(1), "eve"))).getFirst();
    accounts.change(ann.id(), fields -> enabled(fields, false));

    assertThat(claim(phone(1))).extracting(Task::id).containsExactly(next);
  }

  @Test
  void the_cap_takes_the_oldest_of_the_heads() {
    List<TaskId> ids =
        tasks.insert(
            List.of(
                follow(phone(1), "third", NOW.minusSeconds(1)),
                follow(phone(2), "first", NOW.minusSeconds(3)),
                follow(phone(3), "second", NOW.minusSeconds(2))));

    assertThat(tasks.claimDue(NODE, Set.of(phone(1), phone(2), phone(3)), 2, NOW))
        .extracting(Task::id)
        .containsExactly(ids.get(1), ids.get(2));
  }

  @Test
  void in_random_order_every_due_task_has_its_turn_and_no_other() {
    settings.change(_ -> new QueuePolicy(false, 3, true));
    List<TaskId> due =
        tasks.insert(IntStream.range(0, 8).mapToObj(i -> follow(phone(1), "user" + i)).toList());
    tasks.insert(List.of(follow(phone(1), "later", NOW.plusSeconds(1))));

    Set<TaskId> order = new HashSet<>();
    for (int i = 0; i < due.size(); i++) {
      Task claimed = claim(phone(1)).getFirst();
      order.add(claimed.id());
      finish(claimed.complete(Outcome.COMMITTED, Optional.empty(), NOW));
    }

    assertThat(order).containsExactlyInAnyOrderElementsOf(due);
    assertThat(claim(phone(1))).isEmpty();
  }

  @Test
  void an_insert_for_an_account_that_is_gone_queues_nothing() {
    Account ann = added("ann", phone(1));
    accounts.delete(ann.id(), false);

    assertThatThrownBy(() -> tasks.insert(List.of(follow(phone(1), "bob"), followBy(ann, "eve"))))
        .isInstanceOf(AccountGone.class)
        .hasMessageContaining("@ann");
    assertThat(queries.stats().total()).isZero();
  }

  @Test
  void a_task_that_goes_back_to_its_queue_waits_where_its_account_is_by_then() {
    Account ann = added("ann", phone(1));
    List<TaskId> ids = tasks.insert(List.of(followBy(ann, "bob"), followBy(ann, "eve")));
    Task failed = claim(phone(1)).getFirst();
    finish(failed.fail(TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "gone"), NOW));
    Task interrupted = claim(phone(1)).getFirst();
    accounts.change(ann.id(), fields -> boundTo(fields, Optional.of(phone(2))));

    tasks.change(failed.id(), task -> task.retry(false, NOW));
    tasks.change(interrupted.id(), task -> task.interrupt(NOW));

    assertThat(List.of(failed.id(), interrupted.id())).isEqualTo(ids);
    assertThat(claim(phone(1))).isEmpty();
    Task first = claim(phone(2)).getFirst();
    finish(first.complete(Outcome.COMMITTED, Optional.empty(), NOW));
    assertThat(List.of(first.id(), claim(phone(2)).getFirst().id())).isEqualTo(ids);
  }

  @Test
  void a_stop_ends_with_the_attempt_that_it_was_asked_of() {
    Task task = claimed(phone(1));
    tasks.requestStop(task.id());
    finish(task.fail(TaskFailure.withoutEffect(FailureCode.STOPPED, "stopped"), NOW));
    tasks.change(task.id(), failed -> failed.retry(false, NOW));

    claim(phone(1));

    assertThat(tasks.stopRequestedOn(NODE)).isEmpty();
  }

  @Test
  void a_repeat_with_the_same_key_queues_nothing_and_answers_as_the_first() {
    IdempotencyKey key = new IdempotencyKey("once", "a print");
    List<NewTask> wanted = List.of(follow(phone(1), "ann"), follow(phone(1), "bob"));
    assertThat(tasks.findInsert(key, NOW)).isEmpty();

    KeyedInsert first = tasks.insertOnce(key, wanted, List.of("a warning"), NOW);

    assertThat(first)
        .isInstanceOfSatisfying(
            KeyedInsert.Done.class,
            done -> {
              assertThat(done.ids()).hasSize(2);
              assertThat(done.warnings()).containsExactly("a warning");
            });
    assertThat(tasks.insertOnce(key, wanted, List.of("another"), NOW.plusSeconds(9)))
        .isEqualTo(first);
    assertThat(tasks.findInsert(key, NOW)).contains(first);
    IdempotencyKey others = new IdempotencyKey("once", "another print");
    assertThat(tasks.insertOnce(others, wanted, List.of(), NOW))
        .isEqualTo(new KeyedInsert.KeyTaken());
    assertThat(tasks.findInsert(others, NOW)).contains(new KeyedInsert.KeyTaken());
    assertThat(queries.stats().pending()).isEqualTo(2);
  }

  @Test
  void a_key_is_known_for_its_lifetime_and_then_forgotten_the_oldest_first() {
    List<NewTask> wanted = List.of(follow(phone(1), "ann"));
    for (int i = 0; i < 3; i++) {
      tasks.insertOnce(
          new IdempotencyKey("key" + i, "print"), wanted, List.of(), NOW.plusSeconds(i));
    }
    IdempotencyKey oldest = new IdempotencyKey("key0", "print");
    Instant end = NOW.plus(TaskRepository.KEY_LIFETIME);
    assertThat(tasks.findInsert(oldest, end.minusMillis(1))).isPresent();
    assertThat(tasks.findInsert(oldest, end)).isEmpty();

    assertThat(tasks.forgetKeys(end.plusSeconds(1), 1)).isEqualTo(1);
    assertThat(tasks.findInsert(oldest, NOW)).isEmpty();
    assertThat(tasks.findInsert(new IdempotencyKey("key1", "print"), NOW)).isPresent();
    assertThat(tasks.forgetKeys(end.plusSeconds(1), 10)).isEqualTo(1);
    assertThat(tasks.forgetKeys(end.plusSeconds(1), 10)).isZero();

    assertThat(
            tasks.insertOnce(
                new IdempotencyKey("key2", "another"), wanted, List.of(), end.plusSeconds(2)))
        .isInstanceOf(KeyedInsert.Done.class);
    assertThat(queries.stats().pending()).isEqualTo(4);
  }

  @Test
  void a_key_whose_insert_failed_is_free() {
    Account ann = added("ann", phone(1));
    accounts.delete(ann.id(), false);
    IdempotencyKey key = new IdempotencyKey("once", "a print");

    assertThatThrownBy(() -> tasks.insertOnce(key, List.of(followBy(ann, "bob")), List.of(), NOW))
        .isInstanceOf(AccountGone.class);

    assertThat(tasks.findInsert(key, NOW)).isEmpty();
    assertThat(tasks.insertOnce(key, List.of(follow(phone(1), "bob")), List.of(), NOW))
        .isInstanceOf(KeyedInsert.Done.class);
  }

  @Test
  void of_repeats_at_the_same_time_one_queues() throws Exception {
    IdempotencyKey key = new IdempotencyKey("once", "a print");

    List<KeyedInsert> answers =
        Together.run(
            Collections.nCopies(
                100,
                () -> tasks.insertOnce(key, List.of(follow(phone(1), "ann")), List.of(), NOW)));

    assertThat(answers).hasSize(100).containsOnly(answers.getFirst());
    assertThat(queries.stats().pending()).isEqualTo(1);
  }

  @Test
  void an_intent_that_was_settled_is_known_to_whoever_changes_the_task() {
    Task task = claimed(phone(1));
    tasks.commitIntent(task.id(), 1, new Intent(1, "tap Like"), NOW);
    tasks.settleIntent(task.id(), 1, 1, true, NOW);
    tasks.settleIntent(task.id(), 1, 1, false, NOW);
    tasks.commitIntent(task.id(), 1, new Intent(2, "tap Follow"), NOW);

    List<IntentJournal> journals = new ArrayList<>();
    tasks.change(
        task.id(),
        same -> {
          journals.add(((Running) same.state()).journal());
          return same;
        });

    assertThat(journals)
        .containsOnly(
            new IntentJournal(2, List.of("tap Like"), List.of(new Intent(2, "tap Follow"))));
  }

  @Test
  void a_new_attempt_begins_with_an_empty_journal() {
    Task task = claimed(phone(1));
    tasks.commitIntent(task.id(), 1, new Intent(1, "tap Like"), NOW);
    tasks.settleIntent(task.id(), 1, 1, false, NOW);
    lose(NODE);
    tasks.takeBackLost(NOW);

    Task again = tasks.claimDue(OTHER_NODE, Set.of(phone(1)), 5, NOW).getFirst();

    assertThat(again.state()).isEqualTo(new Running(2, OTHER_NODE, NOW, IntentJournal.EMPTY));
    assertThat(tasks.commitIntent(task.id(), 2, new Intent(1, "tap Follow"), NOW)).isTrue();
  }

  @Test
  void a_change_of_a_task_that_is_not_there_answers_nothing() {
    assertThat(
            tasks.change(
                new TaskId(4_711),
                task -> {
                  throw new AssertionError("there is no task " + task);
                }))
        .isEmpty();
    assertThat(tasks.find(new TaskId(4_711))).isEmpty();
  }

  @Test
  void failed_tasks_are_told_by_id_from_one_on() {
    List<TaskId> failed = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Task task = claimed(phone(i));
      finish(task.fail(TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "gone"), NOW));
      failed.add(task.id());
    }
    finish(claimed(phone(9)).complete(Outcome.COMMITTED, Optional.empty(), NOW));

    assertThat(tasks.failedAfter(0, 2)).extracting(Task::id).isEqualTo(failed.subList(0, 2));
    assertThat(tasks.failedAfter(failed.get(1).value(), 10))
        .extracting(Task::id)
        .containsExactly(failed.get(2));
  }

  @Test
  void finished_tasks_go_when_they_are_old_enough_the_longest_finished_first() {
    List<TaskId> old = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Task task = claimed(phone(1));
      finish(task.complete(Outcome.COMMITTED, Optional.empty(), NOW.minusSeconds(10 + i)));
      old.add(task.id());
    }
    Task young = claimed(phone(1));
    finish(young.complete(Outcome.COMMITTED, Optional.empty(), NOW));
    TaskId waits = tasks.insert(List.of(follow(phone(2), "bob", NOW.minusSeconds(99)))).getFirst();

    assertThat(tasks.prune(NOW.minusSeconds(5), 2)).isEqualTo(2);
    assertThat(old.stream().filter(id -> tasks.find(id).isPresent()).toList())
        .isEqualTo(old.subList(0, 2));
    assertThat(tasks.prune(NOW.minusSeconds(5), 500)).isEqualTo(2);
    assertThat(tasks.prune(NOW.minusSeconds(5), 500)).isZero();
    assertThat(queries.findAll(List.of(young.id(), waits))).hasSize(2);
  }

  @Test
  void what_runs_is_told_to_its_own_node_alone() {
    Task first = claimed(phone(1));
    Task second = claimed(phone(2));

    assertThat(tasks.runningOn(NODE)).extracting(Task::id).containsExactly(first.id(), second.id());
    assertThat(tasks.runningOn(OTHER_NODE)).isEmpty();
    finish(first.complete(Outcome.COMMITTED, Optional.empty(), NOW));
    assertThat(tasks.runningOn(NODE)).extracting(Task::id).containsExactly(second.id());
  }

  @Test
  void several_tasks_are_changed_together_but_not_those_that_run() {
    Task runs = claimed(phone(1));
    List<TaskId> waiting = tasks.insert(List.of(follow(phone(2), "bob"), follow(phone(3), "eve")));
    TaskId gone = tasks.insert(List.of(follow(phone(4), "dan"))).getFirst();
    tasks.delete(List.of(gone));

    List<Task> changed =
        tasks.changeAll(
            List.of(waiting.getLast(), gone, runs.id(), waiting.getFirst()),
            task -> task.cancel(NOW));

    assertThat(changed).extracting(Task::id).isEqualTo(waiting);
    assertThat(changed)
        .allSatisfy(
            task -> {
              assertThat(task.status()).isEqualTo(TaskStatus.FAILED);
              assertThat(tasks.find(task.id())).contains(task);
            });
    assertThat(tasks.find(runs.id()).orElseThrow().status()).isEqualTo(TaskStatus.RUNNING);
    assertThat(tasks.changeAll(waiting, task -> task.cancel(NOW))).isEmpty();
    assertThat(queries.stats()).isEqualTo(new TaskStats(0, 1, 0, 2));
  }

  @Test
  void tasks_that_are_changed_back_to_pending_wait_where_their_accounts_are_now() {
    Account ann = added("ann", phone(1));
    TaskId id = tasks.insert(List.of(followBy(ann, "bob"))).getFirst();
    tasks.changeAll(List.of(id), task -> task.cancel(NOW));
    accounts.change(ann.id(), fields -> boundTo(fields, Optional.of(phone(2))));

    tasks.changeAll(List.of(id), task -> task.retry(false, NOW));

    assertThat(tasks.find(id).orElseThrow().target().serial()).contains(phone(2));
    assertThat(claim(phone(2))).extracting(Task::id).containsExactly(id);
  }
}
