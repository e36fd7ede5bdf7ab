package dev.drover.application.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.port.device.Attempt.AttemptStopped;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskState.Failed;
import dev.drover.domain.task.TaskState.Pending;
import dev.drover.domain.task.TaskStatus;
import dev.drover.testkit.DispatchFixture;
import dev.drover.testkit.ObedientPhones;
import dev.drover.testkit.memory.InMemoryStorage;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Tests what a server may do with and without its lease, and what happens to attempts whose server
 * is gone.
 */
class LeaseAndRecoveryTest extends DispatchFixture {
  LeaseAndRecoveryTest() {
    super(clock -> new InMemoryStorage(clock, ZoneId.of("Europe/Berlin"), new Random(7)));
  }

  @Test
  void a_node_that_can_not_renew_its_lease_ends_its_runs_before_the_others_take_them()
      throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    ObedientPhones.Run run = phones.awaitRun("P1");
    assertThat(run.run().mayGoOn()).isTrue();

    // Simulates a process that was paused for a while. For other servers, its lease has not ended.
    nanoTime.addAndGet(NodeLease.LENGTH.minusSeconds(2).toNanos());

    assertThat(run.run().mayGoOn()).isFalse();
    assertThat(lease.isHeld()).isFalse();
    lease.keepOnce();
    awaitIdle();
    assertThat(task(id).status()).isEqualTo(TaskStatus.PENDING);
    assertThat(lease.isHeld()).isTrue();
  }

  @Test
  void a_process_that_stood_still_while_it_renewed_its_lease_ends_its_runs() throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    ObedientPhones.Run run = phones.awaitRun("P1");

    // The renewal is due, and the process is paused right after it has checked that the lease is
    // held.
    nanoTime.addAndGet(Duration.ofSeconds(5).toNanos());
    looksBeforePause.set(1);
    lease.keepOnce();

    assertThat(run.run().mayGoOn()).isFalse();
    lease.keepOnce();
    awaitIdle();
    assertThat(task(id).status()).isEqualTo(TaskStatus.PENDING);
  }

  /** Three statements that take 7.5, 2.4 and 6 s, none as long as the lease. */
  @Test
  void a_lease_that_lapsed_while_its_renewal_was_on_its_way_is_another_one() throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    ObedientPhones.Run run = phones.awaitRun("P1");
    tasks.afterStopRequests(() -> pass(Duration.ofMillis(7_500)));
    tasks.beforeTakeBack(() -> pass(Duration.ofMillis(2_400)));
    nodes.beforeRenewal(() -> pass(Duration.ofSeconds(6)));

    pass(Duration.ofSeconds(1));
    lease.keepOnce();
    pass(Duration.ofSeconds(1));
    assertThat(lease.isHeld()).isTrue();
    lease.keepOnce();

    assertThat(run.run().mayGoOn()).isFalse();
    assertThatThrownBy(() -> run.commitIntent("tap Follow")).isInstanceOf(AttemptStopped.class);
    awaitIdle();
    assertThat(task(id).status()).isEqualTo(TaskStatus.PENDING);
    lease.keepOnce();
    assertThat(lease.isHeld()).isTrue();
  }

  /** The process's clock may stop while the machine sleeps. */
  @Test
  void a_lease_that_lapsed_by_the_databases_clock_alone_is_another_one() throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    ObedientPhones.Run run = phones.awaitRun("P1");
    nodes.beforeRenewal(() -> storageClock.advance(NodeLease.LENGTH.plusSeconds(1)));

    pass(Duration.ofSeconds(5));
    lease.keepOnce();

    assertThat(lease.isHeld()).isTrue();
    assertThat(run.run().mayGoOn()).isFalse();
    awaitIdle();
    assertThat(task(id).status()).isEqualTo(TaskStatus.PENDING);
  }

  @Test
  void a_lease_that_is_renewed_in_time_stays_the_same() throws Exception {
    phones.bringOnline("P1");
    follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    ObedientPhones.Run run = phones.awaitRun("P1");

    for (int i = 0; i < 10; i++) {
      pass(Duration.ofSeconds(5));
      nodes.afterRenewal(() -> pass(Duration.ofSeconds(2)));
      lease.keepOnce();
      assertThat(run.run().mayGoOn()).isTrue();
    }
  }

  private void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }

  @Test
  void a_task_that_was_claimed_before_the_lease_was_lost_sends_nothing_once_it_is_held_again()
      throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    tasks.afterClaim(
        () -> {
          nanoTime.addAndGet(NodeLease.LENGTH.plusSeconds(5).toNanos());
          lease.keepOnce();
        });

    dispatcher.dispatchOnce();

    assertThat(lease.isHeld()).isTrue();
    assertThat(phones.awaitRun("P1").run().mayGoOn()).isFalse();
    phones.fail("P1", TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "not allowed to go on"));
    awaitIdle();
    assertThat(task(id).status()).isEqualTo(TaskStatus.PENDING);
  }

  @Test
  void a_run_that_fails_since_the_lease_was_lost_is_pending_again_and_not_the_phones_failure()
      throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    phones.awaitRun("P1");
    nanoTime.addAndGet(NodeLease.LENGTH.toNanos());

    phones.fail("P1", TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "not allowed to go on"));
    awaitIdle();

    assertThat(task(id).state()).isInstanceOf(Pending.class);
  }

  @Test
  void a_drain_gives_back_what_has_not_begun_its_decisive_step() throws Exception {
    phones.bringOnline("P1");
    phones.bringOnline("P2");
    TaskId before = follow("P1", "ann", NOW);
    TaskId after = follow("P2", "ann", NOW);
    dispatcher.dispatchOnce();
    phones.awaitRun("P1");
    phones.awaitRun("P2").commitIntent("tap Follow");

    dispatcher.drain(Duration.ofMillis(10));

    assertThat(task(before).status()).isEqualTo(TaskStatus.PENDING);
    assertThat(task(after).state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.failure().outcome()).isEqualTo(Outcome.UNKNOWN));
    dispatcher.dispatchOnce();
    assertThat(queries.stats().running()).isZero();
  }

  @Test
  void a_claim_under_way_when_the_drain_begins_is_drained_too() throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    Thread drain =
        Thread.ofPlatform()
            .unstarted(
                () -> {
                  try {
                    dispatcher.drain(Duration.ZERO);
                  } catch (InterruptedException end) {
                    Thread.currentThread().interrupt();
                  }
                });
    tasks.afterClaim(
        () -> {
          drain.start();
          while (drain.isAlive() && drain.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
          }
        });

    dispatcher.dispatchOnce();
    drain.join();

    assertThat(running.count()).isZero();
    assertThat(task(id).status()).isEqualTo(TaskStatus.PENDING);
  }

  @Test
  void what_runs_by_the_record_only_is_taken_back_while_the_server_runs() throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    phones.awaitRun("P1");
    TaskId lost = follow("P2", "ann", NOW);
    // Simulates a claim whose commit arrives long after the client has given it up.
    tasks.claimDue(NODE, Set.of(new DeviceSerial("P2")), 5, NOW);

    clock.advance(Duration.ofMinutes(1));
    dispatcher.dispatchOnce();

    assertThat(task(lost).status()).isEqualTo(TaskStatus.PENDING);
    assertThat(task(id).status()).isEqualTo(TaskStatus.RUNNING);
  }

  @Test
  void what_a_dead_server_left_running_is_taken_back_at_the_next_start() throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    tasks.claimDue(NODE, phones.online(), 5, NOW);
    assertThat(task(id).status()).isEqualTo(TaskStatus.RUNNING);

    dispatcher.recoverInterrupted();

    assertThat(task(id).status()).isEqualTo(TaskStatus.PENDING);
    dispatcher.dispatchOnce();
    phones.awaitRun("P1");
    assertThat(task(id).attemptCount()).isEqualTo(2);
  }
}
