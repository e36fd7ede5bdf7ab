package dev.drover.application.dispatch;

import dev.drover.application.dispatch.RunningTask.StopReason;
import dev.drover.application.port.AccountDirectory;
import dev.drover.application.port.DeviceGateway;
import dev.drover.application.port.ScriptRun;
import dev.drover.application.port.StorageUnavailable;
import dev.drover.application.port.TaskRepository;
import dev.drover.domain.device.Account;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskFailure;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one claimed task on its phone, and records how it ended. */
final class TaskRunner {
  private static final Logger log = LoggerFactory.getLogger(TaskRunner.class);

  private final TaskRepository repository;
  private final AccountDirectory accounts;
  private final DeviceGateway gateway;
  private final Clock clock;

  TaskRunner(
      TaskRepository repository, AccountDirectory accounts, DeviceGateway gateway, Clock clock) {
    this.repository = repository;
    this.accounts = accounts;
    this.gateway = gateway;
    this.clock = clock;
  }

  /** The task as it is after this attempt; not recorded yet. */
  Task run(RunningTask running) {
    Task ended = runOnPhone(running);
    running.recordSteps();
    return ended;
  }

  /**
   * Records the end of a run. May be repeated until it succeeds.
   *
   * @throws StorageUnavailable if it can't be recorded now
   */
  void record(RunningTask running, Task ended) {
    if (!repository.finish(ended, running.attempt())) {
      log.warn(
          "task {}: attempt {} had lost its place; its end ({}) was not recorded",
          ended.id(),
          running.attempt(),
          ended.state());
    }
  }

  private Task runOnPhone(RunningTask running) {
    Task task = running.task();
    AttemptResult result;
    try {
      Optional<Account> account =
          task.target().account().flatMap(target -> accounts.find(target.id()));
      result = gateway.run(running.serial(), account, task.script(), running);
    } catch (ScriptRun.RunStopped stopped) {
      log.debug("task {}: {}", task.id(), stopped.getMessage());
      result = failed(running, FailureCode.STOPPED, "stopped by request");
    } catch (StorageUnavailable unavailable) {
      log.warn("task {}: ended because the database is away", task.id(), unavailable);
      result =
          failed(
              running,
              FailureCode.INTERRUPTED,
              "the database could not be reached before the decisive step; retry when it is back");
    } catch (RuntimeException defect) {
      log.error("task {}: the script failed unexpectedly", task.id(), defect);
      result =
          failed(
              running,
              FailureCode.INTERNAL_ERROR,
              "the script failed unexpectedly on phone "
                  + running.serial()
                  + "; the server's log has the details under task "
                  + task.id());
    }
    return finish(running, result);
  }

  private Task finish(RunningTask running, AttemptResult result) {
    Task task = running.task();
    Optional<StopReason> stopped = running.stopped();
    if (result instanceof AttemptResult.Failed && stopped.isPresent()) {
      return switch (stopped.get()) {
        case REQUESTED ->
            task.finish(
                failed(running, FailureCode.STOPPED, "stopped by request"), clock.instant());
        case SHUTDOWN, SUPERSEDED -> withIntent(running).interrupt(clock.instant());
      };
    }
    return task.finish(result, clock.instant());
  }

  /**
   * The failure of a run that was cut short: without effect before its decisive step, of unknown
   * outcome after it.
   */
  private static AttemptResult failed(RunningTask running, FailureCode code, String remark) {
    return new AttemptResult.Failed(
        running
            .intent()
            .map(
                step ->
                    new TaskFailure(
                        code,
                        Outcome.UNKNOWN,
                        remark + "; outcome unknown: interrupted after " + step))
            .orElseGet(() -> TaskFailure.withoutEffect(code, remark)));
  }

  private Task withIntent(RunningTask running) {
    return running
        .intent()
        .map(step -> running.task().commitIntent(step, clock.instant()))
        .orElse(running.task());
  }
}
