package dev.drover.testkit.contract;

import static dev.drover.testkit.SampleTasks.NODE;
import static dev.drover.testkit.SampleTasks.NOW;
import static dev.drover.testkit.SampleTasks.follow;
import static dev.drover.testkit.SampleTasks.followBy;
import static dev.drover.testkit.SampleTasks.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.plugin.Storage;
import dev.drover.application.port.storage.IdempotencyKey;
import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import dev.drover.application.port.storage.QueueEvents.Subscription;
import dev.drover.application.port.storage.TaskQueries;
import dev.drover.application.port.storage.TaskQueries.BatchSummary;
import dev.drover.application.port.storage.TaskQueries.TaskFilter;
import dev.drover.application.port.storage.TaskQueries.TaskRecord;
import dev.drover.application.port.storage.TaskQueries.TaskStats;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.application.port.storage.TaskRepository.KeyedInsert;
import dev.drover.domain.account.Account;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.task.BatchId;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.IllegalTaskTransition;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.StartTime;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskState.Failed;
import dev.drover.domain.task.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link TaskRepository} and {@link TaskQueries} promise of batches and pending tasks. */
public abstract class TaskBatchContract extends StorageContract {
  private static final long LONGEST_WAIT_SECONDS = 30;

  /**
   * @param storage new and empty; this closes it
   */
  protected TaskBatchContract(Storage storage) {
    super(storage);
  }

  private List<TaskId> batchOn(int phones) {
    return tasks.insert(
        IntStream.range(0, phones).mapToObj(i -> follow(phone(i), "user" + i)).toList());
  }

  private static BatchId batch(List<TaskId> ids) {
    return BatchId.startingWith(ids.getFirst());
  }

  private BatchSummary summary(List<TaskId> ids) {
    return queries.batch(batch(ids)).orElseThrow();
  }

  private TaskRecord shown(TaskId id) {
    return queries.find(id).orElseThrow().task();
  }

  private List<TaskId> listed(TaskFilter filter) {
    return queries.list(filter, 1, 100).tasks().stream()
        .map(details -> details.task().id())
        .toList();
  }

  @Test
  void tasks_that_are_inserted_together_are_one_batch_however_different_they_are() {
    Account ann = added("ann", phone(7));
    List<TaskId> first = tasks.insert(List.of(follow(phone(1), "a"), followBy(ann, "b")));
    List<TaskId> second = batchOn(3);

    assertThat(first).allMatch(id -> shown(id).batch().equals(Optional.of(batch(first))));
    assertThat(second).allMatch(id -> shown(id).batch().equals(Optional.of(batch(second))));
    assertThat(listed(TaskFilter.of(batch(second)))).isEqualTo(second.reversed());
    assertThat(queries.list(TaskFilter.of(batch(first)), 1, 1).total()).isEqualTo(2);
    assertThat(queries.findAll(first))
        .allMatch(details -> details.task().batch().equals(Optional.of(batch(first))));
  }

  @Test
  void a_repeated_insert_is_the_same_batch() {
    IdempotencyKey key = new IdempotencyKey("k", "print");
    List<NewTask> wanted = List.of(follow(phone(1), "a"), follow(phone(2), "a"));

    KeyedInsert first = tasks.insertOnce(key, wanted, List.of(), NOW);
    KeyedInsert again = tasks.insertOnce(key, wanted, List.of(), NOW);

    assertThat(again).isEqualTo(first);
    List<TaskId> ids = ((KeyedInsert.Done) first).ids();
    assertThat(shown(ids.getLast()).batch()).contains(batch(ids));
  }

  @Test
  void tasks_are_listed_by_their_ids() {
    List<TaskId> ids = batchOn(4);

    assertThat(listed(TaskFilter.of(Set.of(ids.get(0), ids.get(2), new TaskId(999_999)))))
        .containsExactly(ids.get(2), ids.get(0));
    assertThat(queries.list(TaskFilter.of(Set.of(ids.get(1))), 1, 9).total()).isEqualTo(1);
  }

  @Test
  void a_summary_counts_by_state_and_outcome_and_names_the_failed() {
    List<TaskId> ids = batchOn(5);
    tasks.insert(List.of(follow(phone(9), "other")));
    List<Task> running = claim(phone(0), phone(1), phone(2), phone(3));
    finish(running.get(0).complete(Outcome.COMMITTED, Optional.empty(), NOW));
    finish(running.get(1).complete(Outcome.NO_EFFECT, Optional.empty(), NOW));
    finish(running.get(2).fail(TaskFailure.unknownAfter("tap Follow"), NOW));

    BatchSummary summary = summary(ids);

    assertThat(summary)
        .isEqualTo(
            new BatchSummary(
                batch(ids),
                new TaskStats(1, 1, 2, 1),
                Map.of("committed", 1L, "no_effect", 1L, "unknown", 1L),
                List.of(ids.get(2)),
                ids.getLast()));
    assertThat(summary.ended()).isFalse();
  }

  @Test
  void batches_without_a_pending_or_running_task_have_ended() {
    List<TaskId> waits = batchOn(2);
    List<TaskId> gone = batchOn(2);
    tasks.delete(gone);
    List<TaskId> cancelled = batchOn(2);
    tasks.cancelPending(batch(cancelled), NOW);

    assertThat(queries.ended(List.of(batch(waits), batch(gone), batch(cancelled))))
        .containsExactlyInAnyOrder(batch(gone), batch(cancelled));
    assertThat(queries.batch(batch(gone))).isEmpty();
    tasks.delete(waits.subList(0, 1));
    assertThat(summary(waits).counts().pending()).isEqualTo(1);
  }

  @Test
  void a_batch_is_cancelled_where_it_is_pending() {
    List<TaskId> ids = batchOn(3);
    List<TaskId> others = tasks.insert(List.of(follow(phone(5), "x")));
    Task runs = claim(phone(1)).getFirst();

    assertThat(tasks.runningIn(batch(ids))).containsExactly(runs.id());
    assertThat(tasks.cancelPending(batch(ids), NOW.plusSeconds(3))).isEqualTo(2);
    assertThat(tasks.cancelPending(batch(ids), NOW.plusSeconds(4))).isZero();

    assertThat(tasks.find(ids.getFirst()).orElseThrow().state())
        .isEqualTo(new Failed(0, TaskFailure.CANCELLED, Optional.empty(), NOW.plusSeconds(3)));
    assertThat(shown(ids.getFirst()).failureCode()).contains("cancelled");
    assertThat(shown(ids.getFirst()).outcome()).contains("no_effect");
    assertThat(shown(ids.getFirst()).startedAt()).isEmpty();
    assertThat(tasks.find(runs.id()).orElseThrow().status()).isEqualTo(TaskStatus.RUNNING);
    assertThat(tasks.find(others.getFirst()).orElseThrow().status()).isEqualTo(TaskStatus.PENDING);
    assertThat(queries.stats()).isEqualTo(new TaskStats(1, 1, 0, 2));
    assertThat(claim(phone(0), phone(2))).isEmpty();
  }

  @Test
  void cancelled_tasks_are_not_among_the_failed_that_are_retried_and_one_may_be_by_a_person() {
    List<TaskId> ids = batchOn(2);
    tasks.change(ids.getFirst(), task -> task.cancel(NOW));
    Task runs = claim(phone(1)).getFirst();
    finish(runs.fail(TaskFailure.withoutEffect(FailureCode.TIMED_OUT, "slow"), NOW));

    assertThat(tasks.failedAfter(0, 9)).extracting(Task::id).containsExactly(runs.id());
    tasks.change(ids.getFirst(), task -> task.retry(false, NOW));
    assertThat(claim(phone(0))).extracting(Task::id).containsExactly(ids.getFirst());
  }

  @Test
  void a_cancelled_retry_keeps_the_number_of_its_attempts() {
    TaskId id = batchOn(1).getFirst();
    Task runs = claim(phone(0)).getFirst();
    finish(runs.fail(TaskFailure.withoutEffect(FailureCode.TIMED_OUT, "slow"), NOW));
    tasks.change(id, task -> task.retry(false, NOW));

    Task cancelled = tasks.change(id, task -> task.cancel(NOW)).orElseThrow();

    assertThat(tasks.find(id)).contains(cancelled);
    assertThat(cancelled.state())
        .isEqualTo(new Failed(1, TaskFailure.CANCELLED, Optional.empty(), NOW));
  }

  @Test
  void a_task_that_is_rescheduled_waits_for_its_new_time_and_shows_it() {
    TaskId id = batchOn(1).getFirst();
    StartTime later = StartTime.parse("2026-11-24T12:00:00Z");

    tasks.change(id, task -> task.reschedule(later, NOW.plusSeconds(7_200), NOW));

    assertThat(claim(phone(0))).isEmpty();
    assertThat(tasks.find(id).orElseThrow().startTime()).contains(later);
    assertThat(shown(id).startTime()).contains(later.text());
    assertThat(shown(id).scheduledAt()).isEqualTo(NOW.plusSeconds(7_200));
    assertThat(tasks.nextScheduledAfter(NOW)).contains(NOW.plusSeconds(7_200));
  }

  @Test
  void a_reschedule_is_told_of() throws Exception {
    TaskId id = batchOn(1).getFirst();
    BlockingQueue<QueueEvent> heard = new LinkedBlockingQueue<>();
    try (Subscription _ = storage.events().subscribe(heard::add)) {
      // Marks the end of what the insert had to tell.
      TaskId mark = tasks.insert(List.of(follow(phone(8), "mark"))).getFirst();
      awaitTold(heard, mark);

      StartTime later = StartTime.parse("2026-11-24T12:00:00Z");
      tasks.change(id, task -> task.reschedule(later, NOW.plusSeconds(7_200), NOW));

      awaitTold(heard, id);
    }
  }

  private static void awaitTold(BlockingQueue<QueueEvent> heard, TaskId id)
      throws InterruptedException {
    QueueEvent wanted = new QueueEvent.TaskChanged(id);
    Optional<QueueEvent> told;
    do {
      told = Optional.ofNullable(heard.poll(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS));
    } while (told.isPresent() && !told.get().equals(wanted));
    assertThat(told).as("told of task " + id).isPresent();
  }

  /** One of the two gets each task. */
  @Test
  void a_cancel_and_a_claim_at_the_same_time_exclude_each_other() throws Exception {
    for (int round = 0; round < 20; round++) {
      List<TaskId> ids = batchOn(8);
      Set<DeviceSerial> phones =
          IntStream.range(0, 8).mapToObj(i -> phone(i)).collect(Collectors.toSet());
      List<TaskId> claimed = new ArrayList<>();
      Callable<Integer> claim =
          () -> {
            tasks.claimDue(NODE, phones, 1_000, NOW).forEach(task -> claimed.add(task.id()));
            return 0;
          };
      BatchId batch = batch(ids);
      Callable<Integer> cancel = () -> tasks.cancelPending(batch, NOW);

      int cancelled = Together.run(List.of(claim, cancel)).getLast();

      assertThat(cancelled + claimed.size()).isEqualTo(8);
      for (TaskId id : ids) {
        Task task = tasks.find(id).orElseThrow();
        assertThat(task.status() == TaskStatus.RUNNING).isEqualTo(claimed.contains(id));
      }
      assertThat(tasks.runningIn(batch)).containsExactlyInAnyOrderElementsOf(claimed);
      endAll(batch);
    }
  }

  private void endAll(BatchId batch) {
    tasks.cancelPending(batch, NOW);
    for (TaskId id : tasks.runningIn(batch)) {
      finish(tasks.find(id).orElseThrow().complete(Outcome.COMMITTED, Optional.empty(), NOW));
    }
  }

  @Test
  void a_reschedule_and_a_claim_at_the_same_time_exclude_each_other() throws Exception {
    StartTime later = StartTime.parse("2026-11-24T12:00:00Z");
    for (int round = 0; round < 20; round++) {
      TaskId id = batchOn(1).getFirst();
      Callable<Boolean> claim = () -> !claim(phone(0)).isEmpty();
      Callable<Boolean> move =
          () -> {
            try {
              tasks.change(id, task -> task.reschedule(later, NOW.plusSeconds(7_200), NOW));
              return true;
            } catch (IllegalTaskTransition runs) {
              return false;
            }
          };

      List<Boolean> won = Together.run(List.of(claim, move));

      assertThat(won).containsExactlyInAnyOrder(true, false);
      assertThat(tasks.find(id).orElseThrow().status())
          .isEqualTo(won.getFirst() ? TaskStatus.RUNNING : TaskStatus.PENDING);
      endAll(BatchId.startingWith(id));
    }
  }

  @Test
  void a_batch_of_ten_thousand_is_counted_and_cancelled_at_once() {
    List<TaskId> ids =
        tasks.insert(
            IntStream.range(0, 10_000).mapToObj(i -> follow(phone(i % 100), "user")).toList());

    assertThat(summary(ids).counts()).isEqualTo(new TaskStats(10_000, 0, 0, 0));
    assertThat(tasks.cancelPending(batch(ids), NOW)).isEqualTo(10_000);
    assertThat(summary(ids).failed()).isEqualTo(ids);
    assertThat(queries.ended(List.of(batch(ids)))).containsExactly(batch(ids));
  }

  @Test
  void a_running_task_is_not_cancelled() {
    Task runs = claimed(phone(1));

    assertThatThrownBy(() -> tasks.change(runs.id(), task -> task.cancel(NOW)))
        .isInstanceOf(IllegalTaskTransition.StopInstead.class);
    assertThat(tasks.find(runs.id()).orElseThrow().status()).isEqualTo(TaskStatus.RUNNING);
  }
}
