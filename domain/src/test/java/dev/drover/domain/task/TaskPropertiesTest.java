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
    INTERRUPT,
    RETRY
  }

  private static Task apply(Task task, Event event, Instant now) {
    return switch (event) {
      case CLAIM -> task.claim(new NodeId("node-1"), now);
      case COMMIT_INTENT -> task.commitIntent("tap Follow", now);
      case COMPLETE -> task.complete(Outcome.COMMITTED, Optional.empty(), now);
      case FAIL ->
          task.fail(TaskFailure.withoutEffect(FailureCode.ELEMENT_NOT_FOUND, "not there"), now);
      case INTERRUPT -> task.interrupt(now);
      case RETRY -> task.retry(false, now);
    };
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
      if (event == Event.INTERRUPT
          && before.state() instanceof Running running
          && running.intent().isPresent()) {
        mayHaveHappened = true;
        assertThat(task.state()).isInstanceOf(Failed.class);
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
