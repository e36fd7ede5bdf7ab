package dev.drover.persistence.task.query;

import static dev.drover.persistence.testing.QueueFixture.NODE;
import static dev.drover.persistence.testing.QueueFixture.NOW;
import static dev.drover.persistence.testing.QueueFixture.follow;
import static dev.drover.persistence.testing.QueueFixture.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.port.storage.TaskQueries.DelayCount;
import dev.drover.application.port.storage.TaskQueries.EndCount;
import dev.drover.application.port.storage.TaskQueries.TaskEnd;
import dev.drover.application.port.storage.TaskQueries.TaskHistory;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.Task;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.task.JooqTaskRepository;
import dev.drover.persistence.testing.QueueFixture;
import dev.drover.persistence.testing.RealPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests the sums of tasks that have ended. */
@ExtendWith(RealPostgres.class)
class TaskHistoriesTest {
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final Instant DAY_BEFORE = NOW.minus(Duration.ofDays(1));

  private JooqTaskRepository repository;
  private TaskHistories histories;

  @BeforeEach
  void wire(Database database) {
    QueueFixture.giveLeases(database);
    repository = new JooqTaskRepository(database, QueueFixture.CIPHER, ScriptTypes.builtIn());
    histories = new TaskHistories(database);
  }

  private Task finished(Instant at) {
    repository.insert(List.of(follow(phone(1), "ann", at)));
    Task running = repository.claimDue(NODE, Set.of(phone(1)), 5, at).getFirst();
    Task after = running.complete(Outcome.COMMITTED, Optional.empty(), at);
    assertThat(repository.finish(after, 1, AttemptEnd.of(after))).isTrue();
    return after;
  }

  private void sumUpAll(Instant now) {
    while (histories.sumUp(now)) {
      // Some hours more are summed up.
    }
  }

  private static long tasks(TaskHistory history) {
    return history.ends().stream().mapToLong(EndCount::tasks).sum();
  }

  @Test
  void what_is_summed_up_counts_once_and_so_does_what_ended_since() {
    finished(NOW.minus(Duration.ofHours(20)));
    finished(NOW.minus(QUARTER));
    finished(NOW.minusSeconds(30));
    TaskHistory before = histories.since(DAY_BEFORE);
    assertThat(tasks(before)).isEqualTo(3);

    sumUpAll(NOW);
    sumUpAll(NOW);
    TaskHistory after = histories.since(DAY_BEFORE);

    assertThat(after.ends()).containsExactlyInAnyOrderElementsOf(before.ends());
    assertThat(after.scripts()).isEqualTo(before.scripts());
    assertThat(after.delays().stream().mapToLong(DelayCount::tasks).sum()).isEqualTo(3);
    finished(NOW.plusSeconds(30));
    assertThat(tasks(histories.since(DAY_BEFORE))).isEqualTo(4);
  }

  @Test
  void a_deleted_task_still_counts_once_it_is_summed_up_and_a_week_is_kept() {
    Task task = finished(NOW.minus(QUARTER));
    sumUpAll(NOW.plus(TaskHistories.GRACE));
    repository.delete(List.of(task.id()));

    assertThat(histories.since(DAY_BEFORE).ends())
        .containsExactly(new EndCount(NOW.minus(QUARTER), TaskEnd.COMMITTED, 1));

    sumUpAll(NOW.plus(Duration.ofDays(9)));
    assertThat(histories.since(DAY_BEFORE).ends()).isEmpty();
  }

  @Test
  void a_quarter_is_not_summed_up_before_it_is_over_and_its_last_ends_are_committed() {
    finished(NOW.minusSeconds(1));

    sumUpAll(NOW.plus(TaskHistories.GRACE).minusSeconds(1));
    finished(NOW.minusSeconds(1));
    sumUpAll(NOW.plus(TaskHistories.GRACE));

    assertThat(histories.since(DAY_BEFORE).ends())
        .containsExactly(new EndCount(NOW.minus(QUARTER), TaskEnd.COMMITTED, 2));
  }
}
