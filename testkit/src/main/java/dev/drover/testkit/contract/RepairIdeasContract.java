package dev.drover.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.port.device.RepairIdeas;
import dev.drover.application.port.device.RepairIdeas.Idea;
import dev.drover.application.port.device.RepairIdeas.NoIdeas;
import dev.drover.application.port.device.RepairIdeas.Question;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/** What {@link RepairIdeas} promises. */
public abstract class RepairIdeasContract {
  protected static final Question QUESTION =
      new Question(
          "profile.follow_button", List.of("{text: Follow}"), "Button text=\"Keep up\" [0,0][9,9]");

  /** Returns one who has these ideas. */
  protected abstract RepairIdeas having(List<Idea> ideas) throws Exception;

  /** Returns one who has none now. */
  protected abstract RepairIdeas withoutAny() throws Exception;

  private static Idea idea() {
    SequencedMap<String, String> parts = new LinkedHashMap<>();
    parts.put("text", "Keep \"up\"\n\u2028<b>");
    parts.put("class", "Button");
    return new Idea(parts);
  }

  @Test
  void ideas_come_as_they_are_in_their_order() throws Exception {
    Idea second = new Idea(new LinkedHashMap<>(Map.of("id", "keep")));

    assertThat(having(List.of(idea(), second)).ideas(QUESTION)).containsExactly(idea(), second);
  }

  @Test
  void no_more_come_than_are_looked_at() throws Exception {
    assertThat(having(Collections.nCopies(500, idea())).ideas(QUESTION)).hasSize(RepairIdeas.MOST);
  }

  @Test
  void who_has_none_says_why_and_what_to_do() throws Exception {
    RepairIdeas none = withoutAny();

    assertThatThrownBy(() -> none.ideas(QUESTION))
        .isInstanceOf(NoIdeas.class)
        .hasMessageContaining(";");
  }
}
