package dev.drover.persistence.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.account.Account;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskState.Failed;
import dev.drover.domain.task.TaskStatus;
import dev.drover.persistence.JooqStorage;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.testkit.DispatchFixture;
import java.sql.SQLException;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that an attempt ends even when PostgreSQL refuses a statement. */
@ExtendWith(RealPostgres.class)
class DispatchOnPostgresTest extends DispatchFixture {
  DispatchOnPostgresTest(Database database) {
    super(_ -> new JooqStorage(database));
  }

  @Test
  void what_a_phone_says_never_keeps_an_end_from_being_recorded() throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    phones.awaitRun("P1").run().step("a dialog says \0", 10);
    phones.fail("P1", TaskFailure.withoutEffect(FailureCode.DEVICE_ERROR, "it said \0"));

    awaitStatus(id, TaskStatus.FAILED);
    awaitIdle();
    assertThat(tasks.find(id).orElseThrow().state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.failure().remark()).isEqualTo("it said \uFFFD"));
  }

  @Test
  void an_account_is_held_and_a_phone_is_paused_whatever_the_app_says() throws Exception {
    phones.bringOnline("P1");
    saveDevice("P1");
    Account account = account("ann", "P1", true);
    TaskId blocked = followAs(account, "bob");
    dispatcher.dispatchOnce();

    phones.fail(
        "P1", TaskFailure.withoutEffect(FailureCode.APP_BLOCKED, "it says \0, \ud83d and \ufffe"));
    awaitStatusWhileDispatching(blocked, TaskStatus.FAILED);
    assertThat(accounts.find(account.id()).orElseThrow().hold())
        .hasValueSatisfying(hold -> assertThat(hold.reason()).startsWith("it says \ufffd, "));

    for (int i = 0; i < 3; i++) {
      TaskId id = follow("P1", "carl", NOW);
      awaitStatusWhileDispatching(id, TaskStatus.RUNNING);
      phones.fail("P1", TaskFailure.withoutEffect(FailureCode.DEVICE_ERROR, "it said \0"));
      awaitStatusWhileDispatching(id, TaskStatus.FAILED);
      awaitIdle();
    }
    assertThat(devices.find(new DeviceSerial("P1")).orElseThrow().pause()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"57014", "40P01", "23503"})
  void steps_that_can_not_be_written_do_not_keep_an_attempt_from_its_end(String state)
      throws Exception {
    phones.bringOnline("P1");
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    tasks.refuseSteps(
        2, () -> new DataAccessException("refused", new SQLException("refused", state)));

    phones.finish("P1");

    awaitStatusWhileDispatching(id, TaskStatus.COMPLETED);
    awaitIdle();
  }
}
