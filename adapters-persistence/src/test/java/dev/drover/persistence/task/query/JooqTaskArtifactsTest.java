package dev.drover.persistence.task.query;

import static dev.drover.testkit.SampleTasks.NODE;
import static dev.drover.testkit.SampleTasks.NOW;
import static dev.drover.testkit.SampleTasks.follow;
import static dev.drover.testkit.SampleTasks.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.port.storage.TaskArtifacts.Artifact;
import dev.drover.application.port.storage.TaskArtifacts.Description;
import dev.drover.application.port.storage.TaskArtifacts.Shows;
import dev.drover.domain.task.TaskId;
import dev.drover.persistence.JooqStorage;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.testkit.contract.TaskArtifactsContract;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class JooqTaskArtifactsTest extends TaskArtifactsContract {
  JooqTaskArtifactsTest(Database database) {
    super(new JooqStorage(database));
  }

  @Test
  void what_another_transaction_holds_is_left_for_the_next_time(Database database) {
    TaskId task = tasks.insert(List.of(follow(phone(2), "bob"))).getFirst();
    tasks.claimDue(NODE, Set.of(phone(2)), 5, NOW);
    artifacts.keep(
        task,
        Artifact.of(1, Shows.FAILURE, "1.png", "image/png", new byte[100], NOW.minusSeconds(100)));
    artifacts.keep(
        task,
        Artifact.of(1, Shows.FAILURE, "2.png", "image/png", new byte[100], NOW.minusSeconds(90)));

    int pruned =
        database.transaction(
            sql -> {
              sql.execute("SELECT 1 FROM task_artifact WHERE name = '1.png' FOR UPDATE");
              return artifacts.prune(NOW, 0, 100);
            });

    assertThat(pruned).isEqualTo(1);
    assertThat(artifacts.list(task)).extracting(Description::name).containsExactly("1.png");
  }
}
