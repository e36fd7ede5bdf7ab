package dev.drover.testkit.contract;

import static dev.drover.testkit.SampleTasks.NODE;
import static dev.drover.testkit.SampleTasks.NOW;
import static dev.drover.testkit.SampleTasks.account;
import static dev.drover.testkit.SampleTasks.boundTo;
import static dev.drover.testkit.SampleTasks.follow;
import static dev.drover.testkit.SampleTasks.followBy;
import static dev.drover.testkit.SampleTasks.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.plugin.Storage;
import dev.drover.application.port.storage.AccountDirectory.Put;
import dev.drover.application.port.storage.AccountGone;
import dev.drover.application.port.storage.QueueEvents;
import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import dev.drover.application.port.storage.QueueEvents.Subscription;
import dev.drover.application.port.storage.TaskQueries.LatestStep;
import dev.drover.application.port.storage.TaskStep;
import dev.drover.domain.account.Account;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests the promises of {@link QueueEvents}, and when dispatchers are woken. */
public abstract class QueueEventsContract extends StorageContract {
  private static final int LONGEST_WAIT_SECONDS = 20;

  private final BlockingQueue<QueueEvent> heard = new LinkedBlockingQueue<>();
  private final Semaphore woken = new Semaphore(0);

  /**
   * @param storage a new, empty storage; closed after each test
   */
  protected QueueEventsContract(Storage storage) {
    super(storage);
  }

  private QueueEvent next() throws InterruptedException {
    return Optional.ofNullable(heard.poll(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS))
        .orElseThrow(() -> new AssertionError("nothing was told"));
  }

  @Test
  void tasks_are_told_of_when_they_are_new_in_another_state_moved_or_gone() throws Exception {
    Account ann = added("ann", phone(1));
    try (Subscription _ = storage.events().subscribe(heard::add)) {
      TaskId id = tasks.insert(List.of(followBy(ann, "bob"))).getFirst();
      assertThat(next()).isEqualTo(new QueueEvent.TaskChanged(id));
      accounts.change(ann.id(), fields -> boundTo(fields, Optional.of(phone(2))));
      assertThat(next()).isEqualTo(new QueueEvent.TaskChanged(id));
      Task runs = claim(phone(2)).getFirst();
      assertThat(next()).isEqualTo(new QueueEvent.TaskChanged(id));
      tasks.requestStop(id);
      assertThat(next()).isEqualTo(new QueueEvent.StopRequested(id));
      finish(runs.complete(Outcome.COMMITTED, Optional.empty(), NOW));
      assertThat(next()).isEqualTo(new QueueEvent.TaskChanged(id));
      tasks.delete(List.of(id));
      assertThat(next()).isEqualTo(new QueueEvent.TaskDeleted(id));
    }
  }

  @Test
  void steps_of_a_running_attempt_are_told_those_of_a_deleted_task_are_not() throws Exception {
    try (Subscription _ = storage.events().subscribe(heard::add)) {
      Task runs = claimed(phone(1));
      assertThat(next()).as("new").isEqualTo(new QueueEvent.TaskChanged(runs.id()));
      assertThat(next()).as("running").isEqualTo(new QueueEvent.TaskChanged(runs.id()));
      tasks.recordSteps(runs.id(), 1, List.of(new TaskStep(NOW, "open the profile", 20)));
      assertThat(next()).isEqualTo(new QueueEvent.StepTaken(runs.id()));

      tasks.recordSteps(runs.id(), 1, List.of(new TaskStep(NOW, "tap Follow", 60)));
      assertThat(next()).isEqualTo(new QueueEvent.StepTaken(runs.id()));
      assertThat(queries.latestSteps(List.of(runs.id())))
          .containsExactly(
              new LatestStep(
                  runs.id(),
                  Optional.of(phone(1).value()),
                  1,
                  new TaskStep(NOW, "tap Follow", 60)));

      finish(runs.complete(Outcome.COMMITTED, Optional.empty(), NOW));
      tasks.delete(List.of(runs.id()));
      tasks.recordSteps(runs.id(), 1, List.of(new TaskStep(NOW, "too late", 80)));
      assertThat(next()).isEqualTo(new QueueEvent.TaskChanged(runs.id()));
      assertThat(next()).isEqualTo(new QueueEvent.TaskDeleted(runs.id()));
      assertThat(queries.latestSteps(List.of(runs.id()))).isEmpty();
      assertThat(heard).isEmpty();
    }
  }

  @Test
  void phones_are_told_of_when_they_are_new_say_something_new_or_go() throws Exception {
    QueueEvent changed = new QueueEvent.DeviceChanged(phone(1));
    try (Subscription _ = storage.events().subscribe(heard::add)) {
      devices.save(
          NODE,
          new Device(
              phone(1),
              List.of(),
              "Pixel",
              "14",
              DeviceState.ONLINE,
              OptionalInt.empty(),
              Optional.empty()));
      assertThat(next()).isEqualTo(changed);
      devices.pause(phone(1), "ann", "its screen is broken", NOW);
      assertThat(next()).isEqualTo(changed);
      devices.remove(phone(1));
      assertThat(next()).isEqualTo(changed);
    }
  }

  @Test
  void accounts_are_told_of_when_they_are_held_released_or_logged_out() throws Exception {
    Account ann = added("ann", phone(1));
    QueueEvent changed = new QueueEvent.AccountChanged(ann.id());
    try (Subscription _ = storage.events().subscribe(heard::add)) {
      accounts.hold(ann.id(), "a captcha", NOW);
      assertThat(next()).isEqualTo(changed);
      accounts.hold(ann.id(), "another one, which changes nothing", NOW);
      accounts.change(ann.id(), fields -> boundTo(fields, Optional.empty()));
      accounts.release(ann.id());
      assertThat(next()).isEqualTo(changed);
      accounts.noteLogin(ann.id(), false);
      assertThat(next()).isEqualTo(changed);
      accounts.change(ann.id(), fields -> fields.loggedIn(true));
      assertThat(next()).isEqualTo(changed);
      assertThat(heard).isEmpty();
    }
  }

  @Test
  void what_failed_is_not_told() throws Exception {
    Account ann = added("ann", phone(1));
    accounts.delete(ann.id(), false);
    try (Subscription _ = storage.events().subscribe(heard::add)) {
      assertThatThrownBy(() -> tasks.insert(List.of(follow(phone(1), "bob"), followBy(ann, "eve"))))
          .isInstanceOf(AccountGone.class);
      TaskId id = tasks.insert(List.of(follow(phone(1), "bob"))).getFirst();

      assertThat(next()).isEqualTo(new QueueEvent.TaskChanged(id));
      assertThat(heard).isEmpty();
    }
  }

  @Test
  void a_listener_that_fails_keeps_nothing_from_the_others_and_a_closed_one_hears_nothing()
      throws Exception {
    BlockingQueue<QueueEvent> closed = new LinkedBlockingQueue<>();
    Subscription ended = storage.events().subscribe(closed::add);
    ended.close();
    try (Subscription _ =
            storage
                .events()
                .subscribe(
                    event -> {
                      throw new IllegalStateException("says the test, of " + event);
                    });
        Subscription _ = storage.events().subscribe(heard::add)) {
      TaskId first = tasks.insert(List.of(follow(phone(1), "ann"))).getFirst();
      TaskId second = tasks.insert(List.of(follow(phone(1), "bob"))).getFirst();

      assertThat(next()).isEqualTo(new QueueEvent.TaskChanged(first));
      assertThat(next()).isEqualTo(new QueueEvent.TaskChanged(second));
      assertThat(closed).isEmpty();
    }
  }

  @Test
  void what_may_have_made_work_possible_wakes_the_dispatchers() throws Exception {
    Account ann = added("ann", phone(1));
    storage.onWork(woken::release);

    tasks.insert(List.of(followBy(ann, "bob")));
    awaitWake("an insert");
    Task runs = claim(phone(1)).getFirst();
    finish(runs.complete(Outcome.COMMITTED, Optional.empty(), NOW));
    awaitWake("an end");
    accounts.change(ann.id(), fields -> boundTo(fields, Optional.of(phone(2))));
    awaitWake("a change of an account");
    accounts.release(ann.id());
    awaitWake("a release");
    accounts.putAll(List.of(new Put(account("ann", Optional.empty()), same -> same)), false);
    awaitWake("an import");
    budgets.change(ann.id(), same -> same, NOW);
    awaitWake("a change of a budget");
    devices.resume(phone(1));
    awaitWake("a phone that is resumed");
    settings.resume();
    awaitWake("a queue that is resumed");
  }

  private void awaitWake(String what) throws InterruptedException {
    assertThat(woken.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)).as(what).isTrue();
    woken.drainPermits();
  }
}
