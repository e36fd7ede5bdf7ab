package dev.drover.domain.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.node.NodeId;
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
    SETTLE_DONE,
    SETTLE_NOT_DONE,
    COMPLETE,
    FAIL,
    FAIL_NOT_KNOWING,
    INTERRUPT,
    INTERRUPT_UNWANTED,
    RETRY,
    RETRY_FORCED,
    RETRY_LATER,
    POSTPONE,
    CANCEL,
    RESCHEDULE
  }

  /** Every state that a task can be in, as far as transitions tell it apart. */
  enum Stand {
    PENDING,
    RUNNING,
    /** A decisive step is under way, and none before it took effect. */
    RUNNING_DECIDED,
    /** A decisive step took effect, and nobody knows whether another did. */
    RUNNING_DECIDED_AGAIN,
    /** A decisive step took effect, and none is under way. */
    RUNNING_DONE,
    COMPLETED,
    FAILED_SAFE,
    FAILED_COMMITTED,
    FAILED_UNKNOWN;

    static Stand of(Task task) {
      return switch (task.state()) {
        case TaskState.Pending pending -> PENDING;
        case Running running -> of(running.journal());
        case TaskState.Completed completed -> COMPLETED;
        case Failed failed ->
            switch (failed.failure().outcome()) {
              case NO_EFFECT -> FAILED_SAFE;
              case COMMITTED -> FAILED_COMMITTED;
              case UNKNOWN -> FAILED_UNKNOWN;
            };
      };
    }

    private static Stand of(IntentJournal journal) {
      return switch (journal.outcome()) {
        case NO_EFFECT -> RUNNING;
        case COMMITTED -> RUNNING_DONE;
        case UNKNOWN -> journal.effects() > 0 ? RUNNING_DECIDED_AGAIN : RUNNING_DECIDED;
      };
    }

    Task task() {
      Task pending = TaskTest.pending();
      Task running = apply(pending, Event.CLAIM, START);
      Task decided = apply(running, Event.COMMIT_INTENT, START);
      Task done = apply(decided, Event.SETTLE_DONE, START);
      return switch (this) {
        case PENDING -> pending;
        case RUNNING -> running;
        case RUNNING_DECIDED -> decided;
        case RUNNING_DECIDED_AGAIN -> apply(done, Event.COMMIT_INTENT, START);
        case RUNNING_DONE -> done;
        case COMPLETED -> apply(done, Event.COMPLETE, START);
        case FAILED_SAFE -> apply(running, Event.FAIL, START);
        case FAILED_COMMITTED -> apply(done, Event.INTERRUPT, START);
        case FAILED_UNKNOWN -> apply(decided, Event.INTERRUPT, START);
      };
    }
  }

  /** What comes of an event in a state; empty where it is refused. */
  private static Optional<Stand> expected(Stand stand, Event event) {
    return switch (stand) {
      case PENDING ->
          switch (event) {
            case CLAIM -> Optional.of(Stand.RUNNING);
            case CANCEL -> Optional.of(Stand.FAILED_SAFE);
            case RESCHEDULE -> Optional.of(Stand.PENDING);
            default -> Optional.empty();
          };
      case RUNNING ->
          switch (event) {
            case COMMIT_INTENT -> Optional.of(Stand.RUNNING_DECIDED);
            case COMPLETE -> Optional.of(Stand.COMPLETED);
            case FAIL, INTERRUPT_UNWANTED -> Optional.of(Stand.FAILED_SAFE);
            case FAIL_NOT_KNOWING -> Optional.of(Stand.FAILED_UNKNOWN);
            case INTERRUPT -> Optional.of(Stand.PENDING);
            case SETTLE_DONE, SETTLE_NOT_DONE -> Optional.empty();
            case CLAIM, RETRY, RETRY_FORCED, RETRY_LATER, POSTPONE, CANCEL, RESCHEDULE ->
                Optional.empty();
          };
      case RUNNING_DECIDED ->
          switch (event) {
            case COMMIT_INTENT -> Optional.of(Stand.RUNNING_DECIDED);
            case SETTLE_DONE -> Optional.of(Stand.RUNNING_DONE);
            case SETTLE_NOT_DONE -> Optional.of(Stand.RUNNING);
            default -> decided(event);
          };
      case RUNNING_DECIDED_AGAIN ->
          switch (event) {
            case COMMIT_INTENT -> Optional.of(Stand.RUNNING_DECIDED_AGAIN);
            case SETTLE_DONE, SETTLE_NOT_DONE -> Optional.of(Stand.RUNNING_DONE);
            default -> decided(event);
          };
      case RUNNING_DONE ->
          switch (event) {
            case COMMIT_INTENT -> Optional.of(Stand.RUNNING_DECIDED_AGAIN);
            case COMPLETE -> Optional.of(Stand.COMPLETED);
            case FAIL, INTERRUPT, INTERRUPT_UNWANTED -> Optional.of(Stand.FAILED_COMMITTED);
            case FAIL_NOT_KNOWING -> Optional.of(Stand.FAILED_UNKNOWN);
            case SETTLE_DONE, SETTLE_NOT_DONE -> Optional.empty();
            case CLAIM, RETRY, RETRY_FORCED, RETRY_LATER, POSTPONE, CANCEL, RESCHEDULE ->
                Optional.empty();
          };
      case COMPLETED -> Optional.empty();
      case FAILED_SAFE ->
          switch (event) {
            case RETRY, RETRY_FORCED, RETRY_LATER, POSTPONE -> Optional.of(Stand.PENDING);
            case CLAIM,
                COMMIT_INTENT,
                SETTLE_DONE,
                SETTLE_NOT_DONE,
                COMPLETE,
                FAIL,
                FAIL_NOT_KNOWING,
                INTERRUPT,
                INTERRUPT_UNWANTED,
                CANCEL,
                RESCHEDULE ->
                Optional.empty();
          };
      case FAILED_COMMITTED, FAILED_UNKNOWN ->
          event == Event.RETRY_FORCED ? Optional.of(Stand.PENDING) : Optional.empty();
    };
  }

  /** What comes of an event while nobody knows what came of a decisive step. */
  private static Optional<Stand> decided(Event event) {
    return switch (event) {
      case FAIL, FAIL_NOT_KNOWING, INTERRUPT, INTERRUPT_UNWANTED ->
          Optional.of(Stand.FAILED_UNKNOWN);
      case CLAIM,
          COMMIT_INTENT,
          SETTLE_DONE,
          SETTLE_NOT_DONE,
          COMPLETE,
          RETRY,
          RETRY_FORCED,
          RETRY_LATER,
          POSTPONE,
          CANCEL,
          RESCHEDULE ->
          Optional.empty();
    };
  }

  private static Task apply(Task task, Event event, Instant now) {
    return switch (event) {
      case CLAIM -> task.claim(new NodeId("node-1"), now);
      case COMMIT_INTENT -> task.commitIntent("tap Follow", now);
      case SETTLE_DONE -> task.settleIntent(true, now);
      case SETTLE_NOT_DONE -> task.settleIntent(false, now);
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
      case CANCEL -> task.cancel(now);
      case RESCHEDULE ->
          task.reschedule(new StartTime.At(now.plusSeconds(60)), now.plusSeconds(60), now);
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
            .isEqualTo(
                switch (running.journal().outcome()) {
                  case NO_EFFECT -> Stand.PENDING;
                  case COMMITTED -> Stand.FAILED_COMMITTED;
                  case UNKNOWN -> Stand.FAILED_UNKNOWN;
                });
      }
    }
  }

  /** Without force, no attempt follows one that had done something, or may have. */
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
      if (event == Event.COMMIT_INTENT) {
        mayHaveHappened = true;
      }
      if (Stand.of(task) == Stand.FAILED_UNKNOWN || Stand.of(task) == Stand.FAILED_COMMITTED) {
        mayHaveHappened = true;
      }
      if (event == Event.SETTLE_NOT_DONE && Stand.of(task) == Stand.RUNNING) {
        mayHaveHappened = false;
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
