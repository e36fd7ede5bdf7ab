package dev.drover.application.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drover.application.port.device.Attempt;
import dev.drover.application.port.storage.MaterialSupply.Supply;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.application.port.storage.TaskArtifacts.Description;
import dev.drover.application.port.storage.TaskArtifacts.Shows;
import dev.drover.domain.material.MediaFile;
import dev.drover.domain.material.MediaType;
import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.script.Choice;
import dev.drover.domain.script.Choice.Name;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import dev.drover.testkit.DispatchFixture;
import dev.drover.testkit.memory.InMemoryStorage;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Tests what an attempt leaves to be seen: what it chose, and its last screen. */
class ChosenTest extends DispatchFixture {
  private static final AttemptResult DONE =
      new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty());

  ChosenTest() {
    super(clock -> new InMemoryStorage(clock, ZoneId.of("Europe/Berlin"), new Random(7)));
  }

  /** Runs a task whose flow does this. */
  private TaskId run(Consumer<Attempt> flow, AttemptResult result, TaskStatus end) {
    phones.bringOnline("P1");
    phones.behave(
        run -> {
          flow.accept(run.run());
          return result;
        });
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    awaitStatus(id, end);
    awaitIdle();
    return id;
  }

  private Map<String, List<String>> chosen(TaskId id) {
    return queries.find(id).orElseThrow().chosen();
  }

  @Test
  void what_was_chosen_is_shown_of_a_failed_attempt_too() {
    TaskId id =
        run(
            attempt -> {
              attempt.chose(Choice.of(Name.CAPTION, "Hello"));
              attempt.chose(Choice.of(Name.COMMENTS, "one"));
              attempt.chose(Choice.of(Name.COMMENTS, "two"));
            },
            new AttemptResult.Failed(
                TaskFailure.withoutEffect(FailureCode.ELEMENT_NOT_FOUND, "no button")),
            TaskStatus.FAILED);

    assertThat(chosen(id))
        .isEqualTo(Map.of("caption", List.of("Hello"), "comments", List.of("one", "two")));
  }

  @Test
  void what_was_chosen_is_there_before_the_decisive_step() {
    TaskId id =
        run(
            attempt -> {
              attempt.chose(Choice.of(Name.CAPTION, "Hello"));
              assertThat(queries.findAll(List.of(task())).getFirst().task().statusCode())
                  .isEqualTo(TaskStatus.RUNNING.code());
              assertThat(chosen(task())).containsKey("caption");
            },
            DONE,
            TaskStatus.COMPLETED);

    assertThat(chosen(id)).containsEntry("caption", List.of("Hello"));
  }

  private TaskId task() {
    return tasks.runningOn(NODE).getFirst().id();
  }

  @Test
  void the_files_that_an_attempt_takes_are_chosen_by_it() {
    supply =
        new Supply.Taken(
            new PostMaterials(
                List.of(
                    new MediaFile(Path.of("x.png"), "b.png", MediaType.PNG),
                    new MediaFile(Path.of("y.png"), "a.png", MediaType.PNG)),
                Optional.empty(),
                Optional.empty()));

    TaskId id = run(_ -> {}, DONE, TaskStatus.COMPLETED);

    assertThat(chosen(id)).isEqualTo(Map.of("materials", List.of("b.png", "a.png")));
  }

  @Test
  void what_can_not_be_recorded_at_once_is_recorded_with_the_next_step() {
    tasks.refuseChoices(
        1, () -> new StorageUnavailable("away, says the test", new IllegalStateException()));

    TaskId id =
        run(
            attempt -> {
              attempt.chose(Choice.of(Name.SOUND, "rain"));
              attempt.step("go on", 50);
            },
            DONE,
            TaskStatus.COMPLETED);

    assertThat(chosen(id)).containsEntry("sound", List.of("rain"));
  }

  @Test
  void what_the_storage_refuses_fails_no_attempt() {
    tasks.refuseChoices(9, () -> new IllegalStateException("refused by the test"));

    TaskId id =
        run(
            attempt -> {
              attempt.chose(Choice.of(Name.SOUND, "rain"));
              attempt.step("go on", 50);
            },
            DONE,
            TaskStatus.COMPLETED);

    assertThat(chosen(id)).isEmpty();
  }

  @Test
  void the_last_screen_of_a_success_is_kept_beside_those_of_failures() {
    TaskId id =
        run(
            attempt -> {
              assertThat(attempt.wantsProof()).isTrue();
              attempt.evidence("failure.txt", "text/plain", new byte[1]);
              attempt.proof("screen.png", "image/png", new byte[2]);
            },
            DONE,
            TaskStatus.COMPLETED);

    assertThat(artifacts.list(id))
        .extracting(Description::name, Description::shows, Description::size)
        .containsExactly(
            tuple("failure.txt", Shows.FAILURE, 1L), tuple("screen.png", Shows.SUCCESS, 2L));
  }
}
