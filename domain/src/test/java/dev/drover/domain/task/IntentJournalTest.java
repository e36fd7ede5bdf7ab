package dev.drover.domain.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The words in which a journal tells what was done. */
class IntentJournalTest {

  @Test
  void steps_that_took_effect_are_named_and_counted() {
    IntentJournal journal = IntentJournal.EMPTY;
    for (String step : List.of("tap Like", "tap Follow", "tap Like", "tap Save for the bio")) {
      journal = journal.commit(step).settle(!step.equals("tap Save for the bio"));
    }

    assertThat(journal.doneInWords()).isEqualTo("tap Like (2 times), tap Follow");
    assertThat(journal.effects()).isEqualTo(3);
    assertThat(journal.committed()).isEqualTo(4);
  }

  @Test
  void of_many_steps_the_first_are_named() {
    List<String> steps = IntStream.range(0, 20).mapToObj(i -> "step " + i).toList();

    assertThat(new IntentJournal(20, steps, Collections.emptyList()).doneInWords())
        .startsWith("step 0, step 1, ")
        .endsWith("step 7 and 12 more");
  }
}
