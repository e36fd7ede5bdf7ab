package dev.drover.application.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.application.port.storage.TaskQueries.AttemptRecord;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import dev.drover.testkit.DispatchFixture;
import dev.drover.testkit.memory.InMemoryStorage;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the dispatcher of a server, which records the ends of tasks together with its claims. */
class EndsInTurnsTest extends DispatchFixture {
  EndsInTurnsTest() {
    super(clock -> new InMemoryStorage(clock, ZoneId.of("Europe/Berlin"), new Random(7)));
  }

  @BeforeEach
  void takeEnds() {
    dispatcher.takeEnds();
  }

  @Test
  void an_end_is_recorded_and_the_phones_next_task_started_in_one_turn() throws Exception {
    phones.bringOnline("P1");
    TaskId first = follow("P1", "ann", NOW);
    TaskId second = follow("P1", "bob", NOW);
    dispatcher.dispatchOnce();
    signal.lower();
    phones.finish("P1");
    signal.await(Duration.ofSeconds(20));
    assertThat(task(first).status()).isEqualTo(TaskStatus.RUNNING);

    dispatcher.dispatchOnce();

    assertThat(task(first).status()).isEqualTo(TaskStatus.COMPLETED);
    assertThat(task(second).status()).isEqualTo(TaskStatus.RUNNING);
    assertThat(running.count()).isEqualTo(1);
  }

  @Test
  void an_end_is_kept_while_the_storage_is_away() throws Exception {
    TaskId id = endsOnItsPhone();
    tasks.refuseEnds(
        _ -> {
          throw new StorageUnavailable("away, says the test", new IOException("away"));
        });

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(dispatcher::dispatchOnce).isInstanceOf(StorageUnavailable.class);
      assertThat(running.count()).isEqualTo(1);
    }
    tasks.refuseEnds(_ -> false);
    dispatcher.dispatchOnce();

    assertThat(task(id).status()).isEqualTo(TaskStatus.COMPLETED);
    assertThat(running.count()).isZero();
  }

  @Test
  void an_end_that_the_storage_refuses_keeps_no_other_phone_waiting() throws Exception {
    TaskId id = endsOnItsPhone();
    phones.bringOnline("P2");
    TaskId other = follow("P2", "bob", NOW);
    tasks.refuseEnds(_ -> true);

    dispatcher.dispatchOnce();

    assertThat(task(id).status()).isEqualTo(TaskStatus.RUNNING);
    assertThat(task(other).status()).isEqualTo(TaskStatus.RUNNING);
    tasks.refuseEnds(_ -> false);
    dispatcher.dispatchOnce();
    assertThat(task(id).status()).isEqualTo(TaskStatus.COMPLETED);
    assertThat(running.count()).isEqualTo(1);
  }

  @Test
  void an_attempt_begins_after_the_end_of_the_one_before_it_on_its_phone() throws Exception {
    phones.bringOnline("P1");
    TaskId first = follow("P1", "ann", NOW);
    TaskId second = follow("P1", "bob", NOW);
    dispatcher.dispatchOnce();
    signal.lower();
    clock.advance(Duration.ofMinutes(1));
    tasks.beforeComparison(
        () -> {
          clock.advance(Duration.ofSeconds(1));
          phones.finish("P1");
          awaitSignal();
        });

    dispatcher.dispatchOnce();

    assertThat(attempt(second).startedAt())
        .isEqualTo(attempt(first).endedAt().orElseThrow())
        .isEqualTo(NOW.plusSeconds(61));
  }

  private AttemptRecord attempt(TaskId id) {
    return queries.find(id).orElseThrow().attempts().getFirst();
  }

  private void awaitSignal() {
    try {
      signal.await(Duration.ofSeconds(20));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs a task until its attempt has ended and left the end to the dispatcher. */
  private TaskId endsOnItsPhone() throws InterruptedException {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    signal.lower();
    phones.finish("P1");
    signal.await(Duration.ofSeconds(20));
    return id;
  }

  @Test
  void a_failure_is_recorded_on_the_thread_of_its_attempt() throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();

    phones.fail("P1", TaskFailure.unknownAfter("tap Follow"));

    awaitStatus(id, TaskStatus.FAILED);
    awaitIdle();
  }

  @Test
  void an_attempt_records_its_end_itself_once_the_server_drains() throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    follow("P1", "bob", NOW);
    dispatcher.dispatchOnce();
    dispatcher.startNothingMore();
    phones.finish("P1");
    dispatcher.drain(Duration.ofSeconds(20));

    assertThat(task(id).status()).isEqualTo(TaskStatus.COMPLETED);
    assertThat(running.count()).isZero();
  }
}
