package dev.drover.domain.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.device.NodeId;
import dev.drover.domain.task.TaskState.Failed;
import dev.drover.domain.task.TaskState.Running;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** What holds for every history that a task can have. */
class TaskPropertiesTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

  enum Event {
    CLAIM,
    COMMIT_INTENT,
    COMPLETE,
    FAIL,
    FAIL_NOT_KNOWING,
    INTERRUPT,
    INTERRUPT_UNWANTED,
    RETRY,
    RETRY_FORCED,
    RETRY_LATER,
    POSTPONE
  }

  /** Every state that a task can be in, as far as transitions tell it apart. */
  enum Stand {
    PENDING,
    RUNNING,
    RUNNING_DECIDED,
    COMPLETED,
    FAILED_SAFE,
    FAILED_UNKNOWN;

    static Stand of(Task task) {
      return switch (task.state()) {
        case TaskState.Pending pending -> PENDING;
        case Running running -> running.intent().isPresent() ? RUNNING_DECIDED : RUNNING;
        case TaskState.Completed completed -> COMPLETED;
        case Failed failed -> failed.failure().retrySafe() ? FAILED_SAFE : FAILED_UNKNOWN;
      };
    }

    Task task() {
      Task pending = TaskTest.pending();
      Task running = apply(pending, Event.CLAIM, START);
      Task decided = apply(running, Event.COMMIT_INTENT, START);
      return switch (this) {
        case PENDING -> pending;
        case RUNNING -> running;
        case RUNNING_DECIDED -> decided;
        case COMPLETED -> apply(decided, Event.COMPLETE, START);
        case FAILED_SAFE -> apply(running, Event.FAIL, START);
        case FAILED_UNKNOWN -> apply(decided, Event.INTERRUPT, START);
      };
    }
  }

  /** What comes of an event in a state; empty where it is refused. */
  private static Optional<Stand> expected(Stand stand, Event event) {
    return switch (stand) {
      case PENDING -> event == Event.CLAIM ? Optional.of(Stand.RUNNING) : Optional.empty();
      case RUNNING ->
          switch (event) {
            case COMMIT_INTENT -> Optional.of(Stand.RUNNING_DECIDED);
            case COMPLETE -> Optional.of(Stand.COMPLETED);
            case FAIL, INTERRUPT_UNWANTED -> Optional.of(Stand.FAILED_SAFE);
            case FAIL_NOT_KNOWING -> Optional.of(Stand.FAILED_UNKNOWN);
            case INTERRUPT -> Optional.of(Stand.PENDING);
            case CLAIM, RETRY, RETRY_FORCED, RETRY_LATER, POSTPONE -> Optional.empty();
          };
      case RUNNING_DECIDED ->
          switch (event) {
            case COMPLETE -> Optional.of(Stand.COMPLETED);
            case FAIL -> Optional.of(Stand.FAILED_SAFE);
            case FAIL_NOT_KNOWING, INTERRUPT, INTERRUPT_UNWANTED ->
                Optional.of(Stand.FAILED_UNKNOWN);
            case CLAIM, COMMIT_INTENT, RETRY, RETRY_FORCED, RETRY_LATER, POSTPONE ->
                Optional.empty();
          };
      case COMPLETED -> Optional.empty();
      case FAILED_SAFE ->
          switch (event) {
            case RETRY, RETRY_FORCED, RETRY_LATER, POSTPONE -> Optional.of(Stand.PENDING);
            case CLAIM,
                COMMIT_INTENT,
                COMPLETE,
                FAIL,
                FAIL_NOT_KNOWING,
                INTERRUPT,
                INTERRUPT_UNWANTED ->
                Optional.empty();
          };
      case FAILED_UNKNOWN ->
          event == Event.RETRY_FORCED ? Optional.of(Stand.PENDING) : Optional.empty();
    };
  }

  private static Task apply(Task task, Event event, Instant now) {
    return switch (event) {
      case CLAIM -> task.claim(new NodeId("node-1"), now);
      case COMMIT_INTENT -> task.commitIntent("tap Follow", now);
      case COMPLETE -> task.complete(Outcome.COMMITTED, Optional.empty(), now);
      case FAIL ->
          task.fail(TaskFailure.withoutEffect(FailureCode.ELEMENT_NOT_FOUND, "not there"), now);
      case FAIL_NOT_KNOWING -> task.fail(TaskFailure.unknownAfter("tap Follow"), now);
      case INTERRUPT -> task.interrupt(now);
      case INTERRUPT_UNWANTED -> task.interrupt(false, now);
      case RETRY -> task.retry(false, now);
      case RETRY_FORCED -> task.retry(true, now);
      case RETRY_LATER -> task.retryLater(now.plusSeconds(30), now);
      case POSTPONE -> task.postpone(now.plusSeconds(3_600), now);
    };
  }

  /** Every event in every state does what is expected of it, or is refused and changes nothing. */
  @Property
  void every_event_in_every_state_does_as_it_is_to(@ForAll Stand stand, @ForAll Event event) {
    Task before = stand.task();
    assertThat(Stand.of(before)).isEqualTo(stand);
    Optional<Stand> after;
    try {
      after = Optional.of(Stand.of(apply(before, event, START.plusSeconds(1))));
    } catch (IllegalTaskTransition refused) {
      assertThat(refused).hasMessageContaining("task 7");
      after = Optional.empty();
    }

    assertThat(after).as("%s in %s", event, stand).isEqualTo(expected(stand, event));
    assertThat(Stand.of(before)).isEqualTo(stand);
  }

  /** Wherever a run is cut short: nothing is lost, and nothing that may have happened repeated. */
  @Property(tries = 2000)
  void a_crash_at_any_moment_leaves_it_to_run_again_or_a_person_to_decide(
      @ForAll @Size(max = 40) List<Event> history) {
    Task task = TaskTest.pending();
    for (Event event : history) {
      try {
        task = apply(task, event, START);
      } catch (IllegalTaskTransition refused) {
        continue;
      }
      if (task.state() instanceof Running running) {
        Task crashed = task.interrupt(START.plusSeconds(1));
        assertThat(Stand.of(crashed))
            .isEqualTo(running.intent().isPresent() ? Stand.FAILED_UNKNOWN : Stand.PENDING);
      }
    }
  }

  /** Without force, no attempt follows one that had begun its decisive step and was cut short. */
  @Property(tries = 2000)
  void work_that_may_have_been_done_is_never_repeated_silently(
      @ForAll @Size(max = 40) List<Event> history) {
    Task task = TaskTest.pending();
    boolean mayHaveHappened = false;
    Instant now = START;
    for (Event event : history) {
      now = now.plusSeconds(1);
      Task before = task;
      try {
        task = apply(task, event, now);
      } catch (IllegalTaskTransition refused) {
        assertThat(task).isSameAs(before);
        continue;
      }
      if (event == Event.CLAIM) {
        assertThat(mayHaveHappened).as("a claim after %s", history).isFalse();
      }
      if (event == Event.RETRY_FORCED) {
        mayHaveHappened = false;
      }
      if (Stand.of(task) == Stand.FAILED_UNKNOWN) {
        mayHaveHappened = true;
      }
      boolean cutShort = event == Event.INTERRUPT || event == Event.INTERRUPT_UNWANTED;
      if (cutShort && Stand.of(before) == Stand.RUNNING_DECIDED) {
        assertThat(task.state()).isInstanceOf(Failed.class);
        assertThat(mayHaveHappened).isTrue();
      }
    }
  }

  /** Attempt numbers fence writes, so they only rise, one a claim. */
  @Property(tries = 1000)
  void attempts_are_numbered_one_after_another(@ForAll @Size(max = 40) List<Event> history) {
    Task task = TaskTest.pending();
    int claims = 0;
    for (Event event : history) {
      try {
        task = apply(task, event, START);
      } catch (IllegalTaskTransition refused) {
        continue;
      }
      if (event == Event.CLAIM) {
        claims++;
      }
      assertThat(task.attemptCount()).isEqualTo(claims);
      if (task.state() instanceof Running running) {
        assertThat(running.attempt()).isEqualTo(claims);
      }
    }
  }
}
