package dev.drover.application.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.port.storage.TaskArtifacts.Description;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import dev.drover.testkit.DispatchFixture;
import dev.drover.testkit.memory.InMemoryStorage;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tests a server that keeps the screens of failures alone. */
class WithoutProofTest extends DispatchFixture {
  WithoutProofTest() {
    super(clock -> new InMemoryStorage(clock, ZoneId.of("UTC"), new Random(7)), false);
  }

  @Test
  void the_screen_of_a_success_is_neither_wanted_nor_kept() {
    phones.bringOnline("P1");
    phones.behave(
        run -> {
          assertThat(run.run().wantsProof()).isFalse();
          run.run().proof("screen.png", "image/png", new byte[2]);
          run.run().evidence("screen.xml", "application/xml", new byte[2]);
          return new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty());
        });
    TaskId id = follow("P1", "ann", NOW);
    dispatcher.dispatchOnce();
    awaitStatus(id, TaskStatus.COMPLETED);

    assertThat(artifacts.list(id)).extracting(Description::name).containsExactly("screen.xml");
  }
}
