package dev.drover.application.dispatch;

import dev.drover.application.log.LogLine;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskState;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs the life of each task: one line at its start, at the end of each attempt, and where it
 * pauses a phone. {@link LogLine} has the fields. Thread-safe.
 */
final class TaskLog {
  private static final Logger log = LoggerFactory.getLogger(TaskLog.class);

  private TaskLog() {}

  static void started(RunningAttempt attempt) {
    Task task = attempt.task();
    line(task, attempt.serial(), attempt.attempt())
        .log(log, Level.INFO, "task " + task.id() + " started");
  }

  /**
   * Logs the end of an attempt once it is recorded.
   *
   * @param after the task after it, which may wait for another attempt
   */
  static void ended(RunningAttempt attempt, AttemptEnd end, Task after) {
    Optional<FailureCode> failure = end.failureCode();
    LogLine line =
        line(after, attempt.serial(), attempt.attempt())
            .with("outcome", end.outcome().wireName())
            .with("seconds", seconds(attempt, after));
    failure.ifPresent(code -> line.with("code", code.wireName()));
    end.remark().ifPresent(remark -> line.with("reason", remark));
    switch (after.state()) {
      case TaskState.Completed completed ->
          line.log(log, Level.INFO, "task " + after.id() + " " + completed.status().wireName());
      case TaskState.Failed failed ->
          line.log(log, Level.WARN, "task " + after.id() + " " + failed.status().wireName());
      case TaskState.Pending pending ->
          line.with("next", after.scheduledAt())
              .log(log, Level.INFO, "task " + after.id() + " waits for another attempt");
      case TaskState.Running running ->
          throw new IllegalArgumentException("attempt " + running.attempt() + " has not ended");
    }
  }

  static void quarantined(DeviceSerial serial, int failures, String reason) {
    new LogLine()
        .with("phone", serial)
        .with("failures", failures)
        .with("reason", reason)
        .log(log, Level.WARN, "phone " + serial + " is quarantined");
  }

  static void quarantined(DeviceSerial serial, TaskId task, String reason) {
    new LogLine()
        .with("phone", serial)
        .with("task", task)
        .with("reason", reason)
        .log(log, Level.WARN, "phone " + serial + " is quarantined");
  }

  private static LogLine line(Task task, DeviceSerial serial, int attempt) {
    LogLine line = new LogLine().with("task", task.id()).with("phone", serial);
    task.target().username().ifPresent(account -> line.with("account", account));
    line.with("script", task.script().wireName());
    task.script().target().ifPresent(target -> line.with("target", target));
    return line.with("attempt", attempt);
  }

  private static long seconds(RunningAttempt attempt, Task after) {
    return Math.max(0, Duration.between(attempt.startedAt(), after.updatedAt()).toSeconds());
  }
}
