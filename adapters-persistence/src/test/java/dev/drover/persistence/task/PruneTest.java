package dev.drover.persistence.task;

import static dev.drover.persistence.testing.QueueFixture.NODE;
import static dev.drover.persistence.testing.QueueFixture.NOW;
import static dev.drover.persistence.testing.QueueFixture.follow;
import static dev.drover.persistence.testing.QueueFixture.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.port.storage.TaskArtifacts.Artifact;
import dev.drover.application.port.storage.TaskArtifacts.Shows;
import dev.drover.application.port.storage.TaskStep;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.task.query.JooqTaskArtifacts;
import dev.drover.persistence.task.query.JooqTaskQueries;
import dev.drover.persistence.testing.QueueFixture;
import dev.drover.persistence.testing.RealPostgres;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests what is deleted after its retention time. */
@ExtendWith(RealPostgres.class)
class PruneTest {
  private static final Instant OLD = NOW.minus(Duration.ofDays(91));
  private static final Instant LIMIT = NOW.minus(Duration.ofDays(90));

  private Database database;
  private JooqTaskRepository repository;
  private JooqTaskQueries queries;

  @BeforeEach
  void wire(Database given) {
    database = given;
    QueueFixture.giveLeases(database);
    repository = new JooqTaskRepository(database, QueueFixture.CIPHER, ScriptTypes.builtIn());
    queries = new JooqTaskQueries(database, ScriptTypes.builtIn());
  }

  private Task finished(Instant at) {
    repository.insert(List.of(follow(phone(1), "ann", at)));
    Task running = repository.claimDue(NODE, Set.of(phone(1)), 5, at).getFirst();
    repository.recordSteps(running.id(), 1, List.of(new TaskStep(at, "open the profile", 20)));
    new JooqTaskArtifacts(database)
        .keep(
            running.id(),
            Artifact.of(
                1,
                Shows.FAILURE,
                "screen.txt",
                "text/plain",
                "a screen".getBytes(StandardCharsets.US_ASCII),
                at));
    Task after = running.complete(Outcome.COMMITTED, Optional.empty(), at);
    assertThat(repository.finish(after, 1, AttemptEnd.of(after))).isTrue();
    return after;
  }

  private long rows(String table) {
    return database.query(
        sql -> sql.fetchSingle("SELECT count(*) FROM " + table).get(0, Long.class));
  }

  @Test
  void finished_tasks_go_when_they_are_old_enough_with_all_that_belongs_to_them() {
    finished(OLD);
    Task young = finished(NOW);
    TaskId waiting = repository.insert(List.of(follow(phone(2), "bob", OLD))).getFirst();

    assertThat(repository.prune(LIMIT, 500)).isEqualTo(1);

    assertThat(repository.prune(LIMIT, 500)).isZero();
    assertThat(queries.find(young.id())).isPresent();
    assertThat(queries.find(waiting)).isPresent();
    assertThat(queries.stats().completed()).isEqualTo(1);
    for (String table : List.of("task_attempt", "task_step", "task_artifact")) {
      assertThat(rows(table)).as(table).isEqualTo(1);
    }
    assertThat(rows("task_config")).isEqualTo(2);
  }

  @Test
  void they_go_in_batches_the_oldest_first() {
    List<Task> old = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      old.add(finished(OLD.minusSeconds(i)));
    }

    assertThat(repository.prune(LIMIT, 2)).isEqualTo(2);

    assertThat(old.stream().filter(task -> queries.find(task.id()).isPresent()).toList())
        .containsExactlyElementsOf(old.subList(0, 3));
    assertThat(repository.prune(LIMIT, 500)).isEqualTo(3);
  }

  @Test
  void a_configuration_stays_as_long_as_another_task_of_its_request_does() {
    NewTask task = follow(phone(1), "ann", OLD);
    repository.insert(Collections.nCopies(2, task));
    Task first = repository.claimDue(NODE, Set.of(phone(1)), 5, OLD).getFirst();
    Task after = first.complete(Outcome.COMMITTED, Optional.empty(), OLD);
    repository.finish(after, 1, AttemptEnd.of(after));

    assertThat(repository.prune(LIMIT, 500)).isEqualTo(1);
    assertThat(rows("task_config")).isEqualTo(1);
  }

  @Test
  void a_task_that_somebody_holds_is_left_for_the_next_time() {
    Task held = finished(OLD);
    finished(OLD);

    int pruned =
        database.transaction(
            sql -> {
              sql.execute("SELECT id FROM task WHERE id = ? FOR UPDATE", held.id().value());
              return repository.prune(LIMIT, 500);
            });

    assertThat(pruned).isEqualTo(1);
    assertThat(queries.find(held.id())).isPresent();
  }
}
