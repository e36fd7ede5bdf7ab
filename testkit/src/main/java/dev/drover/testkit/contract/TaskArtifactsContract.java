package dev.drover.testkit.contract;

import static dev.drover.testkit.SampleTasks.NODE;
import static dev.drover.testkit.SampleTasks.NOW;
import static dev.drover.testkit.SampleTasks.OTHER_NODE;
import static dev.drover.testkit.SampleTasks.follow;
import static dev.drover.testkit.SampleTasks.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drover.application.plugin.Storage;
import dev.drover.application.port.storage.TaskArtifacts;
import dev.drover.application.port.storage.TaskArtifacts.Artifact;
import dev.drover.application.port.storage.TaskArtifacts.Description;
import dev.drover.application.port.storage.TaskArtifacts.Shows;
import dev.drover.domain.task.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the promises of {@link TaskArtifacts}. */
public abstract class TaskArtifactsContract extends StorageContract {
  private final TaskId task;

  /**
   * @param storage a new, empty storage; closed after each test
   */
  protected TaskArtifactsContract(Storage storage) {
    super(storage);
    task = tasks.insert(List.of(follow(phone(1), "ann"))).getFirst();
  }

  @BeforeEach
  void begin() {
    assertThat(claim(phone(1))).hasSize(1);
  }

  private void keep(String name, int size, Instant at) {
    artifacts.keep(task, Artifact.of(1, Shows.FAILURE, name, "image/png", new byte[size], at));
  }

  private void keepOfSuccess(String name, int size, Instant at) {
    artifacts.keep(task, Artifact.of(1, Shows.SUCCESS, name, "image/png", new byte[size], at));
  }

  @Test
  void the_last_file_of_a_name_is_kept() {
    keep("screen.png", 3, NOW);
    keep("screen.png", 5, NOW.plusSeconds(1));
    keep("a.xml", 1, NOW);

    assertThat(artifacts.list(task))
        .extracting(Description::name, Description::size)
        .containsExactly(tuple("a.xml", 1L), tuple("screen.png", 5L));
    assertThat(artifacts.find(task, "screen.png").orElseThrow().content()).hasSize(5);
    assertThat(artifacts.find(task, "other.png")).isEmpty();
  }

  @Test
  void nothing_is_kept_for_a_task_or_attempt_that_is_not_there() {
    artifacts.keep(
        new TaskId(424242), Artifact.of(1, Shows.FAILURE, "a.png", "image/png", new byte[1], NOW));
    artifacts.keep(task, Artifact.of(9, Shows.FAILURE, "a.png", "image/png", new byte[1], NOW));

    assertThat(artifacts.list(new TaskId(424242))).isEmpty();
    assertThat(artifacts.list(task)).isEmpty();
  }

  @Test
  void the_newest_of_a_name_come_first_whatever_task_left_them() {
    TaskId other = tasks.insert(List.of(follow(phone(2), "ann"))).getFirst();
    assertThat(claim(phone(2))).hasSize(1);
    keep("screen.xml", 100, NOW.minusSeconds(20));
    keep("screen.png", 100, NOW);
    artifacts.keep(
        other,
        Artifact.of(
            1, Shows.SUCCESS, "screen.xml", "application/xml", new byte[50], NOW.minusSeconds(5)));

    assertThat(artifacts.newest("screen.xml", 1_000, 10))
        .extracting(TaskArtifacts.Kept::task)
        .containsExactly(other, task);
    assertThat(artifacts.newest("screen.xml", 1_000, 1)).hasSize(1);
    assertThat(artifacts.newest("screen.xml", 60, 10))
        .extracting(kept -> kept.artifact().content().length)
        .containsExactly(50);
    assertThat(artifacts.newest("other.xml", 1_000, 10)).isEmpty();
  }

  @Test
  void what_is_old_goes_and_then_the_oldest_until_the_rest_fits() {
    keep("1.png", 100, NOW.minusSeconds(100));
    keep("2.png", 100, NOW.minusSeconds(20));
    keep("3.png", 100, NOW.minusSeconds(10));
    keep("4.png", 100, NOW);

    assertThat(artifacts.prune(NOW.minusSeconds(60), 250, 100)).isEqualTo(2);
    assertThat(artifacts.list(task))
        .extracting(Description::name)
        .containsExactly("3.png", "4.png");
    assertThat(artifacts.prune(NOW.minusSeconds(60), 250, 100)).isZero();
  }

  @Test
  void successes_never_crowd_out_what_tells_of_a_failure() {
    keep("1-failure.png", 100, NOW.minusSeconds(100));
    keep("2-failure.png", 100, NOW.minusSeconds(40));
    keepOfSuccess("3-success.png", 100, NOW.minusSeconds(30));
    keepOfSuccess("4-success.png", 100, NOW.minusSeconds(20));
    keep("5-failure.png", 100, NOW.minusSeconds(10));

    assertThat(artifacts.prune(NOW.minusSeconds(60), 300, 100)).isEqualTo(2);
    assertThat(artifacts.list(task))
        .extracting(Description::name, Description::shows)
        .containsExactly(
            tuple("2-failure.png", Shows.FAILURE),
            tuple("4-success.png", Shows.SUCCESS),
            tuple("5-failure.png", Shows.FAILURE));
    assertThat(artifacts.prune(NOW.minusSeconds(60), 250, 1)).isEqualTo(1);
    assertThat(artifacts.prune(NOW.minusSeconds(60), 150, 100)).isEqualTo(1);
    assertThat(artifacts.list(task)).extracting(Description::name).containsExactly("5-failure.png");
  }

  @Test
  void it_goes_in_batches_the_oldest_first() {
    for (int i = 0; i < 5; i++) {
      keep(i + ".png", 100, NOW.minusSeconds(50 - i));
    }

    assertThat(artifacts.prune(NOW.minusSeconds(49), 150, 2)).isEqualTo(2);
    assertThat(artifacts.list(task))
        .extracting(Description::name)
        .containsExactly("2.png", "3.png", "4.png");
    assertThat(artifacts.prune(NOW.minusSeconds(49), 150, 100)).isEqualTo(2);
    assertThat(artifacts.list(task)).extracting(Description::name).containsExactly("4.png");
  }

  @Test
  void files_of_the_last_attempt_come_first_and_hide_the_others() {
    keep("screen.png", 3, NOW);
    keep("first.xml", 3, NOW);
    lose(NODE);
    tasks.takeBackLost(NOW);
    tasks.claimDue(OTHER_NODE, Set.of(phone(1)), 5, NOW);
    artifacts.keep(
        task, Artifact.of(2, Shows.FAILURE, "screen.png", "image/png", new byte[] {1, 2}, NOW));

    assertThat(artifacts.list(task))
        .extracting(Description::attempt, Description::name)
        .containsExactly(tuple(2, "screen.png"), tuple(1, "first.xml"), tuple(1, "screen.png"));
    assertThat(artifacts.find(task, "screen.png").orElseThrow().content()).containsExactly(1, 2);
    assertThat(artifacts.find(task, "first.xml").orElseThrow().description())
        .isEqualTo(new Description(1, Shows.FAILURE, "first.xml", "image/png", 3, NOW));
  }

  @Test
  void they_go_with_their_task() {
    keep("screen.png", 3, NOW);
    tasks.change(task, running -> running.interrupt(NOW));

    tasks.delete(List.of(task));

    assertThat(artifacts.list(task)).isEmpty();
    assertThat(artifacts.find(task, "screen.png")).isEmpty();
  }
}
