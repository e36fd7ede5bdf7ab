package dev.drover.application.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import dev.drover.application.port.storage.TaskQueries.BatchSummary;
import dev.drover.domain.task.BatchId;
import dev.drover.domain.task.TaskId;
import dev.drover.testkit.CountedReads;
import dev.drover.testkit.SampleTasks;
import dev.drover.testkit.SettableClock;
import dev.drover.testkit.memory.InMemoryStorage;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waiting for a batch. The loop's step is called by the tests. */
class WaitForBatchTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final InMemoryStorage storage =
      new InMemoryStorage(new SettableClock(SampleTasks.NOW), ZoneOffset.UTC, new Random(7));
  private final CountedReads reads = new CountedReads(storage.queries());
  private final WaitForBatch waits = new WaitForBatch(reads, 3);
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void end() {
    waits.close();
    clients.close();
    storage.close();
  }

  private List<TaskId> batch() {
    return storage
        .tasks()
        .insert(
            List.of(
                SampleTasks.follow(SampleTasks.phone(1), "ann"),
                SampleTasks.follow(SampleTasks.phone(2), "ann")));
  }

  private static BatchId id(List<TaskId> tasks) {
    return BatchId.startingWith(tasks.getFirst());
  }

  private Future<BatchSummary> await(BatchId id) throws InterruptedException {
    int before = waits.waiting();
    Future<BatchSummary> wait = clients.submit(() -> waits.await(id, LONG));
    while (waits.waiting() == before) {
      // Each round ends when the client has registered.
      waits.awaitChange(Duration.ofSeconds(20));
    }
    return wait;
  }

  private void cancel(TaskId id) {
    storage.tasks().change(id, task -> task.cancel(SampleTasks.NOW));
    waits.changed(new QueueEvent.TaskChanged(id));
  }

  @Test
  void a_client_is_woken_when_the_last_task_has_ended_and_not_before() throws Exception {
    List<TaskId> tasks = batch();
    Future<BatchSummary> wait = await(id(tasks));

    cancel(tasks.getFirst());
    waits.checkOnce();
    assertThat(waits.waiting()).isEqualTo(1);
    cancel(tasks.getLast());
    waits.checkOnce();

    assertThat(wait.get().ended()).isTrue();
    assertThat(wait.get().failed()).isEqualTo(tasks);
    assertThat(waits.waiting()).isZero();
  }

  @Test
  void all_clients_are_served_by_one_read() throws Exception {
    List<TaskId> first = batch();
    List<TaskId> second = batch();
    List<Future<BatchSummary>> clientsOfBoth = new ArrayList<>();
    clientsOfBoth.add(await(id(first)));
    clientsOfBoth.add(await(id(first)));
    clientsOfBoth.add(await(id(second)));
    storage.tasks().cancelPending(id(first), SampleTasks.NOW);
    storage.tasks().cancelPending(id(second), SampleTasks.NOW);
    int before = reads.count();

    waits.checkOnce();

    for (Future<BatchSummary> client : clientsOfBoth) {
      assertThat(client.get().ended()).isTrue();
    }
    // The step, and then each client its own answer.
    assertThat(reads.count() - before).isEqualTo(1 + 3);
  }

  @Test
  void nothing_is_read_while_nobody_waits() {
    waits.changed(new QueueEvent.TaskChanged(batch().getFirst()));
    int before = reads.count();

    assertThat(waits.checkOnce()).isGreaterThan(Duration.ofSeconds(30));
    assertThat(reads.count()).isEqualTo(before);
  }

  @Test
  void a_batch_that_has_ended_and_a_wait_of_no_time_are_answered_at_once() throws Exception {
    List<TaskId> tasks = batch();

    assertThat(waits.await(id(tasks), Duration.ZERO).ended()).isFalse();
    storage.tasks().cancelPending(id(tasks), SampleTasks.NOW);
    assertThat(waits.await(id(tasks), LONG).ended()).isTrue();
  }

  @Test
  void a_wait_ends_when_its_time_is_over() throws Exception {
    assertThat(waits.await(id(batch()), Duration.ofMillis(20)).ended()).isFalse();
    assertThat(waits.waiting()).isZero();
  }

  @Test
  void more_clients_than_are_served_are_refused() throws Exception {
    BatchId id = id(batch());
    for (int i = 0; i < 3; i++) {
      Future<BatchSummary> _ = await(id);
    }

    assertThatThrownBy(() -> waits.await(id, LONG))
        .isInstanceOf(WaitForBatch.TooManyWaiters.class)
        .hasMessageContaining("3 clients");
    assertThat(waits.await(id, Duration.ZERO).ended()).isFalse();
  }

  @Test
  void the_end_of_the_server_ends_all_waits() throws Exception {
    BatchId id = id(batch());
    Future<BatchSummary> wait = await(id);

    waits.close();

    assertThat(wait.get().ended()).isFalse();
    assertThat(waits.await(id, LONG).ended()).isFalse();
  }

  @Test
  void a_batch_that_is_deleted_meanwhile_or_never_was_is_not_found() throws Exception {
    List<TaskId> tasks = batch();
    Future<BatchSummary> wait = await(id(tasks));

    storage.tasks().delete(tasks);
    waits.changed(new QueueEvent.TaskDeleted(tasks.getLast()));
    waits.checkOnce();

    assertThatThrownBy(wait::get).hasCauseInstanceOf(BatchNotFound.class);
    assertThatThrownBy(() -> waits.await(new BatchId(999), LONG)).isInstanceOf(BatchNotFound.class);
  }
}
