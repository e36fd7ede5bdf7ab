package dev.drover.application.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.drover.application.account.ReleaseAccounts;
import dev.drover.domain.account.Account;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.QueuePolicy;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import dev.drover.testkit.DispatchFixture;
import dev.drover.testkit.memory.InMemoryStorage;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The life of a task, as the log tells it. */
class TaskLogTest extends DispatchFixture {
  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.drover.application");
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          lines.add(event.getLevel() + " " + event.getFormattedMessage());
        }
      };

  TaskLogTest() {
    super(clock -> new InMemoryStorage(clock, ZoneId.of("Europe/Berlin"), new Random(7)));
  }

  @BeforeEach
  void listen() {
    logger.setLevel(Level.INFO);
    appender.start();
    logger.addAppender(appender);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(appender);
    logger.setLevel(null);
  }

  @Test
  void a_task_is_told_at_its_start_and_at_its_end() throws Exception {
    phones.bringOnline("P1");
    TaskId id = followAs(account("ann", "P1", true), "bob");

    dispatcher.dispatchOnce();
    phones.awaitRun("P1");
    assertThat(lines)
        .containsExactly(
            "INFO task "
                + id
                + " started: task="
                + id
                + " phone=P1 account=@ann script=follow target=@bob attempt=1");
    phones.finish("P1");
    awaitStatus(id, TaskStatus.COMPLETED);
    awaitIdle();

    assertThat(lines.getLast())
        .isEqualTo(
            "INFO task "
                + id
                + " completed: task="
                + id
                + " phone=P1 account=@ann script=follow target=@bob attempt=1 outcome=committed"
                + " seconds=0");
  }

  @Test
  void a_failure_is_told_with_its_code_and_reason_and_so_is_the_hold_of_its_account()
      throws Exception {
    phones.bringOnline("P1");
    Account ann = account("ann", "P1", true);
    TaskId id = followAs(ann, "bob");
    dispatcher.dispatchOnce();
    phones.fail(
        "P1", TaskFailure.withoutEffect(FailureCode.APP_BLOCKED, "the app asks\nto log in"));
    awaitStatus(id, TaskStatus.FAILED);
    awaitIdle();

    assertThat(lines)
        .contains(
            "WARN account @ann is held: account=@ann phone=P1 task="
                + id
                + " reason=\"the app asks?to log in. Before a retry, release account @ann, which is"
                + " held\"");
    assertThat(lines.getLast())
        .startsWith("WARN task " + id + " failed: task=" + id + " phone=P1 account=@ann")
        .endsWith(
            " outcome=no_effect seconds=0 code=app_blocked reason=\"the app asks?to log in. Before"
                + " a retry, release account @ann, which is held\"");

    new ReleaseAccounts(accounts).release(ann.id());
    assertThat(lines.getLast()).isEqualTo("INFO account @ann is released: account=@ann phone=P1");
  }

  @Test
  void a_phone_that_fails_too_often_is_told_as_quarantined() throws Exception {
    phones.bringOnline("P1");
    saveDevice("P1");
    for (int i = 0; i < 3; i++) {
      TaskId id = follow("P1", "ann", NOW);
      dispatcher.dispatchOnce();
      phones.fail("P1", TaskFailure.withoutEffect(FailureCode.DEVICE_ERROR, "it is full"));
      awaitStatus(id, TaskStatus.FAILED);
      awaitIdle();
    }

    assertThat(lines)
        .contains("WARN phone P1 is quarantined: phone=P1 failures=3 reason=\"it is full\"");
  }

  @Test
  void a_task_that_is_tried_again_is_told_with_the_time() throws Exception {
    settings.change(_ -> new QueuePolicy(true, 3, false));
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    phones.fail("P1", TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "it is gone"));
    awaitIdle();

    assertThat(task(id).status()).isEqualTo(TaskStatus.PENDING);
    assertThat(lines.getLast())
        .startsWith("INFO task " + id + " waits for another attempt: ")
        .contains(" code=device_lost reason=\"it is gone\" next=2026-");
  }
}
