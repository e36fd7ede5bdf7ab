package dev.drover.persistence.task;

import static dev.drover.testkit.SampleTasks.NODE;
import static dev.drover.testkit.SampleTasks.NOW;
import static dev.drover.testkit.SampleTasks.follow;
import static dev.drover.testkit.SampleTasks.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.port.storage.TaskQueries.TaskFilter;
import dev.drover.domain.task.BatchId;
import dev.drover.domain.task.TaskId;
import dev.drover.persistence.JooqStorage;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.testkit.contract.TaskBatchContract;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class JooqTaskBatchTest extends TaskBatchContract {
  JooqTaskBatchTest(Database database) {
    super(new JooqStorage(database));
  }

  @Test
  void tasks_that_a_server_of_the_version_before_has_queued_are_in_no_batch(Database database) {
    TaskId id = tasks.insert(List.of(follow(phone(1), "ann"))).getFirst();
    database.query(sql -> sql.execute("UPDATE task_config SET batch_id = NULL"));
    BatchId batch = BatchId.startingWith(id);

    assertThat(queries.find(id).orElseThrow().task().batch()).isEmpty();
    assertThat(queries.batch(batch)).isEmpty();
    assertThat(queries.list(TaskFilter.of(batch), 1, 9).total()).isZero();
    assertThat(tasks.cancelPending(batch, NOW)).isZero();
    assertThat(tasks.claimDue(NODE, Set.of(phone(1)), 9, NOW)).hasSize(1);
  }
}
