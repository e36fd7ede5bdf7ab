package dev.drover.domain.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.drover.domain.script.Choice.Name;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests what an attempt's choices keep. */
class ChoicesTest {
  @Test
  void a_later_choice_replaces_the_one_before_unless_there_may_be_many() {
    Choices choices =
        Choices.NONE
            .with(Choice.of(Name.CAPTION, "Hi"))
            .with(Choice.of(Name.CAPTION, "Hello"))
            .with(Choice.of(Name.COMMENTS, "So good"))
            .with(new Choice(Name.COMMENTS, List.of("Wow", "Nice")));

    assertThat(choices.values())
        .isEqualTo(
            Map.of(
                Name.CAPTION, List.of("Hello"), Name.COMMENTS, List.of("So good", "Wow", "Nice")));
  }

  @Test
  void nothing_and_two_captions_are_no_choice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Choice(Name.MATERIALS, List.of()))
        .withMessageContaining("materials");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Choice(Name.CAPTION, List.of("one", "two")))
        .withMessageContaining("caption");
  }

  @Test
  void the_last_of_many_are_kept_and_long_ones_are_cut_between_characters() {
    String tooLong = "x".repeat(Choices.LONGEST_VALUE - 2) + "😍 and more";
    Choices choices = Choices.NONE.with(Choice.of(Name.CAPTION, tooLong));
    for (int i = 0; i < Choices.MOST_VALUES + 3; i++) {
      choices = choices.with(Choice.of(Name.COMMENTS, "comment " + i));
    }

    assertThat(choices.values().get(Name.COMMENTS))
        .containsExactlyElementsOf(
            IntStream.range(3, Choices.MOST_VALUES + 3).mapToObj(i -> "comment " + i).toList());
    assertThat(choices.values().get(Name.CAPTION))
        .containsExactly("x".repeat(Choices.LONGEST_VALUE - 2) + "…");
  }
}
