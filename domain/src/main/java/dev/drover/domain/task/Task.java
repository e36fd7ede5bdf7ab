package dev.drover.domain.task;

import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.Script;
import dev.drover.domain.task.IntentJournal.Intent;
import dev.drover.domain.task.TaskState.Completed;
import dev.drover.domain.task.TaskState.Failed;
import dev.drover.domain.task.TaskState.Pending;
import dev.drover.domain.task.TaskState.Running;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One piece of work for one phone. Immutable: a transition returns the changed task, or throws
 * {@link IllegalTaskTransition}.
 *
 * <p>The text of the client's request is not part of the task; it is stored only for people to
 * read.
 *
 * @param startTime as the client gave it
 * @param scheduledAt the earliest instant at which it may run (next)
 * @param attemptCount attempts begun so far
 * @param retryCount how often it went from failed back to pending
 */
public record Task(
    TaskId id,
    TaskTarget target,
    Script script,
    TaskSource source,
    Optional<StartTime> startTime,
    Instant scheduledAt,
    TaskState state,
    int attemptCount,
    int retryCount,
    Instant createdAt,
    Instant updatedAt) {

  public TaskStatus status() {
    return state.status();
  }

  /** Pending → running: a node takes the task for a new attempt. */
  public Task claim(NodeId node, Instant now) {
    return switch (state) {
      case Pending pending -> {
        int attempt = attemptCount + 1;
        yield with(new Running(attempt, node, now, IntentJournal.EMPTY), attempt, now);
      }
      case Running running -> throw refused("claimed");
      case Completed completed -> throw refused("claimed");
      case Failed failed -> throw refused("claimed");
    };
  }

  /** Running → running: the attempt is about to take an irreversible step. */
  public Task commitIntent(String step, Instant now) {
    Running running = running("made to take a decisive step");
    return with(running.with(running.journal().commit(step)), now);
  }

  /** Running → running: settles the last intent by whether its step took effect. */
  public Task settleIntent(boolean tookEffect, Instant now) {
    Running running = running("told what came of a decisive step");
    if (!running.journal().isLastOpen()) {
      throw new IllegalTaskTransition("task " + id + " has no decisive step under way");
    }
    return with(running.with(running.journal().settle(tookEffect)), now);
  }

  /** Running → running: replaces the journal by one that was recorded elsewhere. */
  public Task knowing(IntentJournal journal) {
    return with(running("known better").with(journal), updatedAt);
  }

  /**
   * Running → completed or failed: the attempt has ended. An attempt that leaves an intent open has
   * failed, even if it reports success.
   */
  public Task finish(AttemptResult result, Instant now) {
    return switch (result) {
      case AttemptResult.Succeeded succeeded -> {
        List<Intent> open = running("completed").journal().open();
        yield open.isEmpty()
            ? complete(succeeded.outcome(), succeeded.remark(), now)
            : fail(TaskFailure.unknownAfter(open.getLast().step()), now);
      }
      case AttemptResult.Failed failed -> fail(failed.failure(), now);
    };
  }

  /**
   * Running → completed. A settled effect in the journal overrides the given outcome.
   *
   * @throws IllegalTaskTransition if an intent is open
   */
  public Task complete(Outcome outcome, Optional<String> remark, Instant now) {
    Running running = running("completed");
    return switch (running.journal().outcome()) {
      case UNKNOWN ->
          throw refused(
              "completed: nobody has seen what came of "
                  + running.journal().open().getLast().step());
      case COMMITTED -> completed(running, Outcome.COMMITTED, remark, now);
      case NO_EFFECT -> completed(running, outcome, remark, now);
    };
  }

  private Task completed(Running running, Outcome outcome, Optional<String> remark, Instant now) {
    return with(new Completed(running.attempt(), outcome, remark, running.startedAt(), now), now);
  }

  /** Running → failed. Effects and open intents in the journal override the failure's outcome. */
  public Task fail(TaskFailure failure, Instant now) {
    Running running = running("failed");
    return with(
        new Failed(
            running.attempt(),
            failure.after(running.journal()),
            Optional.of(running.startedAt()),
            now),
        now);
  }

  /**
   * Pending → failed: a person no longer wants the task. A task that is already cancelled is
   * returned unchanged, so a repeat is safe.
   */
  public Task cancel(Instant now) {
    return switch (state) {
      case Pending _ ->
          with(new Failed(attemptCount, TaskFailure.CANCELLED, Optional.empty(), now), now);
      case Failed failed when failed.failure().code() == FailureCode.CANCELLED -> this;
      case Running _ ->
          throw new IllegalTaskTransition.StopInstead(id, refused("cancelled").reason());
      case Completed _ -> throw refused("cancelled; only a pending task can be");
      case Failed _ -> throw refused("cancelled; only a pending task can be");
    };
  }

  /**
   * Pending → pending: moves the task to another time. What it waited for until now no longer
   * counts.
   *
   * @param newStartTime as the client gave it
   * @param dueAt the earliest instant of the next attempt
   */
  public Task reschedule(StartTime newStartTime, Instant dueAt, Instant now) {
    return switch (state) {
      case Pending _ ->
          new Task(
              id,
              target,
              script,
              source,
              Optional.of(newStartTime),
              dueAt,
              new Pending(Optional.empty()),
              attemptCount,
              retryCount,
              createdAt,
              now);
      case Running _ -> throw refused("rescheduled; only a pending task can be");
      case Completed _ -> throw refused("rescheduled; only a pending task can be");
      case Failed _ -> throw refused("rescheduled; only a pending task can be");
    };
  }

  /**
   * The attempt was lost with its server. Running → pending when nothing took effect, so that no
   * work is lost; running → failed when something did or may have, so that no work is done twice.
   */
  public Task interrupt(Instant now) {
    return interrupt(true, now);
  }

  /**
   * Like {@link #interrupt(Instant)}, for tasks that a person may have stopped.
   *
   * @param wanted false if a person has asked to stop the task: it then does not go back to its
   *     queue
   */
  public Task interrupt(boolean wanted, Instant now) {
    IntentJournal journal = running("interrupted").journal();
    FailureCode why = wanted ? FailureCode.INTERRUPTED : FailureCode.STOPPED;
    return switch (journal.outcome()) {
      case UNKNOWN -> fail(TaskFailure.unknownAfter(journal.open().getLast().step()), now);
      case COMMITTED ->
          fail(TaskFailure.withoutEffect(why, wanted ? "interrupted" : "stopped by request"), now);
      case NO_EFFECT ->
          wanted
              ? with(
                  new Pending(Optional.of("interrupted before it did anything; will run again")),
                  now)
              : fail(TaskFailure.withoutEffect(why, "stopped by request"), now);
    };
  }

  /**
   * Failed → pending, due at once.
   *
   * @param force retry even where the work may already have been done; a person's decision only
   * @throws RetryNeedsForce if the work may already have been done and {@code force} is not set
   */
  public Task retry(boolean force, Instant now) {
    return switch (state) {
      case Failed failed -> {
        if (!failed.failure().retrySafe() && !force) {
          throw new RetryNeedsForce(id, failed.failure());
        }
        yield new Task(
            id,
            target,
            script,
            source,
            startTime,
            now,
            new Pending(Optional.empty()),
            attemptCount,
            retryCount + 1,
            createdAt,
            now);
      }
      case Pending pending -> throw refused("retried; only a failed task can be");
      case Running running -> throw refused("retried; only a failed task can be");
      case Completed completed -> throw refused("retried; only a failed task can be");
    };
  }

  /**
   * Failed → pending, due later: an automatic retry, allowed only if the work can't have been done.
   *
   * @param dueAt the earliest instant of the next attempt
   */
  public Task retryLater(Instant dueAt, Instant now) {
    return switch (state) {
      case Failed failed when failed.failure().retrySafe() ->
          new Task(
              id,
              target,
              script,
              source,
              startTime,
              dueAt,
              new Pending(
                  Optional.of("will be tried again by itself; " + failed.failure().remark())),
              attemptCount,
              retryCount + 1,
              createdAt,
              now);
      case Failed failed -> throw refused("retried by itself; it may have done its work");
      case Pending pending -> throw refused("retried; only a failed task can be");
      case Running running -> throw refused("retried; only a failed task can be");
      case Completed completed -> throw refused("retried; only a failed task can be");
    };
  }

  /**
   * Failed → pending: the attempt did nothing because it was too early. Does not count as a retry.
   *
   * @param dueAt the earliest instant of the next attempt
   */
  public Task postpone(Instant dueAt, Instant now) {
    return switch (state) {
      case Failed failed when failed.failure().retrySafe() ->
          new Task(
              id,
              target,
              script,
              source,
              startTime,
              dueAt,
              new Pending(Optional.of(failed.failure().remark())),
              attemptCount,
              retryCount,
              createdAt,
              now);
      case Failed failed -> throw refused("postponed; it may have done its work");
      case Pending pending -> throw refused("postponed; only a failed task can be");
      case Running running -> throw refused("postponed; only a failed task can be");
      case Completed completed -> throw refused("postponed; only a failed task can be");
    };
  }

  /**
   * Returns the running state.
   *
   * @throws IllegalTaskTransition if the task is not running; the message says what was refused
   */
  private Running running(String what) {
    return switch (state) {
      case Running running -> running;
      case Pending pending -> throw refused(what);
      case Completed completed -> throw refused(what);
      case Failed failed -> throw refused(what);
    };
  }

  private IllegalTaskTransition refused(String what) {
    return new IllegalTaskTransition(
        "task " + id + " is " + status().wireName() + " and can't be " + what);
  }

  private Task with(TaskState newState, Instant now) {
    return with(newState, attemptCount, now);
  }

  private Task with(TaskState newState, int newAttemptCount, Instant now) {
    return new Task(
        id,
        target,
        script,
        source,
        startTime,
        scheduledAt,
        newState,
        newAttemptCount,
        retryCount,
        createdAt,
        now);
  }
}
