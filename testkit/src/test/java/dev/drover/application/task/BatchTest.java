package dev.drover.application.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.dispatch.StopAttempt;
import dev.drover.application.port.storage.TaskQueries.BatchSummary;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.license.LicensePlan;
import dev.drover.domain.license.LicenseStatus;
import dev.drover.domain.task.BatchId;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.IllegalTaskTransition;
import dev.drover.domain.task.QueuePolicy;
import dev.drover.domain.task.StartTime;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskState.Failed;
import dev.drover.domain.task.TaskStatus;
import dev.drover.testkit.DispatchFixture;
import dev.drover.testkit.SampleTasks;
import dev.drover.testkit.memory.InMemoryStorage;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stopping a batch, and cancelling and moving tasks that have not begun. */
class BatchTest extends DispatchFixture {
  private StopBatch stopBatch;
  private CancelTask cancelTask;
  private RescheduleTask rescheduleTask;

  BatchTest() {
    super(clock -> new InMemoryStorage(clock, ZoneId.of("Europe/Berlin"), new Random(7)));
  }

  @BeforeEach
  void useCases() {
    license = new LicenseStatus.Granted(LicensePlan.TEAM);
    StopAttempt stopper = new StopAttempt(tasks, queries, _ -> () -> {}, running);
    stopBatch = new StopBatch(tasks, queries, stopper, clock);
    cancelTask = new CancelTask(tasks, clock);
    rescheduleTask = new RescheduleTask(tasks, signal, clock, ZoneOffset.UTC);
  }

  private List<TaskId> batch(int count) {
    return tasks.insert(
        IntStream.range(0, count)
            .mapToObj(i -> SampleTasks.follow(new DeviceSerial("P" + i % 3), "user" + i, NOW))
            .toList());
  }

  private BatchSummary summary(List<TaskId> ids) {
    return queries.batch(BatchId.startingWith(ids.getFirst())).orElseThrow();
  }

  private FailureCode code(TaskId id) {
    return ((Failed) task(id).state()).failure().code();
  }

  private void runThreePhones() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      phones.bringOnline("P" + i);
    }
    dispatcher.dispatchOnce();
    for (int i = 0; i < 3; i++) {
      phones.awaitRun("P" + i);
    }
  }

  @Test
  void a_stop_cancels_what_waits_and_stops_what_runs() throws Exception {
    TaskId other = follow("P9", "somebody", NOW);
    List<TaskId> ids = batch(10);
    runThreePhones();

    StopBatch.Stopped stopped = stopBatch.stop(BatchId.startingWith(ids.getFirst()));

    assertThat(stopped).isEqualTo(new StopBatch.Stopped(7, 3));
    assertThat(summary(ids).counts().failed()).isEqualTo(10);
    assertThat(code(ids.get(0))).isEqualTo(FailureCode.STOPPED);
    assertThat(code(ids.get(9))).isEqualTo(FailureCode.CANCELLED);
    assertThat(task(other).status()).isEqualTo(TaskStatus.PENDING);
  }

  @Test
  void a_repeated_stop_does_nothing_more() throws Exception {
    List<TaskId> ids = batch(4);
    BatchId id = BatchId.startingWith(ids.getFirst());
    stopBatch.stop(id);

    assertThat(stopBatch.stop(id)).isEqualTo(new StopBatch.Stopped(0, 0));
    assertThat(summary(ids).counts().failed()).isEqualTo(4);
  }

  @Test
  void there_is_nothing_to_stop_in_a_batch_that_does_not_exist() {
    TaskId second = batch(2).getLast();

    assertThatThrownBy(() -> stopBatch.stop(BatchId.startingWith(second)))
        .isInstanceOf(BatchNotFound.class)
        .hasMessageContaining("no batch " + second);
  }

  /** The dispatcher takes a task between the two steps of a stop. */
  @Test
  void a_task_that_starts_during_a_stop_is_stopped_too() throws Exception {
    List<TaskId> ids = batch(3);
    tasks.afterCancel(
        () -> {
          tasks.change(ids.get(1), task -> task.retry(false, NOW));
          phones.bringOnline("P1");
          dispatcher.dispatchOnce();
          phones.awaitRun("P1");
        });

    StopBatch.Stopped stopped = stopBatch.stop(BatchId.startingWith(ids.getFirst()));

    assertThat(stopped).isEqualTo(new StopBatch.Stopped(3, 1));
    assertThat(code(ids.get(1))).isEqualTo(FailureCode.STOPPED);
  }

  @Test
  void a_task_that_goes_back_to_its_queue_during_a_stop_is_cancelled() throws Exception {
    List<TaskId> ids = batch(3);
    tasks.afterCancel(() -> tasks.change(ids.get(1), task -> task.retry(false, NOW)));

    StopBatch.Stopped stopped = stopBatch.stop(BatchId.startingWith(ids.getFirst()));

    assertThat(stopped).isEqualTo(new StopBatch.Stopped(4, 0));
    assertThat(summary(ids).ended()).isTrue();
  }

  @Test
  void a_cancelled_task_never_runs_and_nothing_retries_it_but_a_person() throws Exception {
    settings.change(_ -> new QueuePolicy(true, 3, false));
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    RetryTasks retryTasks = new RetryTasks(tasks, accounts, signal, clock);

    cancelTask.cancel(id);
    dispatcher.dispatchOnce();

    assertThat(running.count()).isZero();
    assertThat(retryTasks.retryAll()).isEqualTo(new RetryTasks.RetriedAll(0, 0, List.of()));
    assertThat(task(id).status()).isEqualTo(TaskStatus.FAILED);
    retryTasks.retry(id, false);
    dispatcher.dispatchOnce();
    phones.awaitRun("P1");
  }

  @Test
  void a_cancel_may_be_repeated_and_is_refused_once_the_task_runs() throws Exception {
    TaskId waits = follow("P2", "ann", NOW);
    cancelTask.cancel(waits);
    clock.advance(Duration.ofSeconds(5));

    assertThat(cancelTask.cancel(waits)).isEqualTo(task(waits));
    assertThat(task(waits).updatedAt()).isEqualTo(NOW);
    phones.bringOnline("P1");
    TaskId runs = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    phones.awaitRun("P1");
    assertThatThrownBy(() -> cancelTask.cancel(runs))
        .isInstanceOf(IllegalTaskTransition.StopInstead.class)
        .hasMessageContaining("running");
    assertThatThrownBy(() -> cancelTask.cancel(new TaskId(99))).isInstanceOf(TaskNotFound.class);
  }

  @Test
  void a_task_runs_at_the_time_that_it_was_moved_to() throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);

    rescheduleTask.reschedule(id, StartTime.parse("11:30"));
    dispatcher.dispatchOnce();

    assertThat(running.count()).isZero();
    assertThat(task(id).scheduledAt()).isEqualTo(NOW.plus(Duration.ofMinutes(90)));
    clock.advance(Duration.ofMinutes(90));
    dispatcher.dispatchOnce();
    phones.awaitRun("P1");
    assertThatThrownBy(() -> rescheduleTask.reschedule(id, StartTime.parse("11:30")))
        .isInstanceOf(IllegalTaskTransition.class)
        .hasMessageContaining("running");
  }

  @Test
  void a_past_time_makes_a_task_due_at_once() {
    TaskId id = follow("P1", "ann", NOW.plusSeconds(9_000));

    rescheduleTask.reschedule(id, StartTime.parse("2026-11-24T09:59:00Z"));

    assertThat(task(id).scheduledAt()).isEqualTo(NOW);
  }
}
