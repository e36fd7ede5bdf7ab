package dev.drover.domain.script.comment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.script.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Which comment a task takes, with which emoji. */
class CommentPickerTest {
  @Property
  void in_sequence_task_k_takes_line_k_modulo_their_count(
      @ForAll @IntRange(min = 1, max = 20) int lines, @ForAll @IntRange(max = 9_999) int number) {
    List<String> comments = IntStream.range(0, lines).mapToObj(i -> "line " + i).toList();

    String picked =
        new CommentPicker(comments, CommentOrder.SEQUENTIAL, false).pick(number, new Random(1));

    assertThat(picked).isEqualTo("line " + number % lines);
  }

  @Test
  void at_random_every_line_is_taken_sooner_or_later() {
    CommentPicker picker = new CommentPicker(List.of("a", "b", "c"), CommentOrder.RANDOM, false);
    Random random = new Random(7);

    assertThat(IntStream.range(0, 200).mapToObj(i -> picker.pick(0, random)).distinct())
        .containsExactlyInAnyOrder("a", "b", "c");
  }

  @Provide
  Arbitrary<String> sentences() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .ofMinLength(1)
        .ofMaxLength(8)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(words -> String.join(" ", words));
  }

  @Property
  void an_emoji_is_put_behind_the_text_and_no_word_is_lost(
      @ForAll("sentences") String text, @ForAll long seed) {
    List<String> words =
        new ArrayList<>(Arrays.asList(Emoji.append(text, new Random(seed)).split(" ")));

    assertThat(Emoji.CHOICE).contains(words.getLast());
    assertThat(words.removeIf(Emoji.CHOICE::contains)).isTrue();
    assertThat(String.join(" ", words)).isEqualTo(text);
  }

  @Test
  void every_emoji_is_one_code_point() {
    assertThat(Emoji.CHOICE).allMatch(emoji -> emoji.codePointCount(0, emoji.length()) == 1);
    assertThat(Emoji.CHOICE).doesNotHaveDuplicates();
  }

  @Test
  void a_key_is_not_printed() {
    assertThat(new Secret("sk-123").toString()).doesNotContain("sk-123");
    assertThat(
            new CommentGeneration(
                    new Secret("sk-123"),
                    CommentGeneration.DEFAULT_MODEL,
                    "",
                    100,
                    0.7,
                    CommentGeneration.DEFAULT_BASE_URL,
                    false)
                .toString())
        .doesNotContain("sk-123");
  }
}
