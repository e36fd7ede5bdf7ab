package dev.drover.persistence.account;

import static dev.drover.testkit.SampleTasks.NODE;
import static dev.drover.testkit.SampleTasks.NOW;
import static dev.drover.testkit.SampleTasks.account;
import static dev.drover.testkit.SampleTasks.followBy;
import static dev.drover.testkit.SampleTasks.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.account.Account;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import dev.drover.persistence.JooqStorage;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.testkit.contract.AccountDirectoryContract;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class JooqAccountDirectoryTest extends AccountDirectoryContract {
  JooqAccountDirectoryTest(Database database) {
    super(new JooqStorage(database));
  }

  @Test
  void a_task_of_an_account_is_claimed_only_on_the_phone_that_it_is_bound_to(Database database) {
    Account account = accounts.add(account("ann", Optional.of(phone(1)))).orElseThrow();
    TaskId id = tasks.insert(List.of(followBy(account, "someone"))).getFirst();
    // Simulates a task that did not move with its account.
    database.query(sql -> sql.execute("UPDATE task SET serial = 'PHONE2'"));

    assertThat(tasks.claimDue(NODE, Set.of(phone(1), phone(2)), 20, NOW)).isEmpty();

    accounts.change(account.id(), same -> same);
    assertThat(tasks.claimDue(NODE, Set.of(phone(1), phone(2)), 20, NOW))
        .extracting(Task::id)
        .containsExactly(id);
  }
}
