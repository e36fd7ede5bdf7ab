package dev.drover.domain.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.drover.domain.account.Username;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaterialNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", ".", "..", "../x", "a/b", "a\\b", "a\nb", "a\0b", "\u0085", "\ud800"})
  void what_could_be_taken_for_a_path_or_break_a_line_is_no_name(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new MaterialName(text));
  }

  @Test
  void a_name_has_at_most_255_characters() {
    assertThat(new MaterialName("a".repeat(255)).value()).hasSize(255);
    assertThatIllegalArgumentException().isThrownBy(() -> new MaterialName("a".repeat(256)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip.mp4", "Urlaub in Köln (2).mp4", "…", "..mp4", "🎬.mp4", "-rf"})
  void anything_else_is_one(String text) {
    assertThat(new MaterialName(text)).hasToString(text);
  }

  @Property
  void a_name_never_holds_what_separates_paths(@ForAll String text) {
    try {
      assertThat(new MaterialName(text).value()).doesNotContain("/", "\\", "\0", "\n", "\r");
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageStartingWith("must ");
    }
  }

  @Test
  void labels_are_trimmed_and_counted_once() {
    MaterialLabels labels =
        new MaterialLabels(
            List.of(" cats ", "dogs", "cats"),
            Optional.of("  "),
            Optional.of(new Username("ann")),
            Optional.of(3));

    assertThat(labels.tags()).containsExactly("cats", "dogs");
    assertThat(labels.caption()).isEmpty();
    assertThat(labels.withSort(Optional.empty()).sort()).isEmpty();
    assertThat(labels.withTags(List.of()).username()).contains(new Username("Ann"));
  }

  @Test
  void a_tag_that_no_post_could_ask_for_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> MaterialLabels.tag("a,b"));
    assertThatIllegalArgumentException().isThrownBy(() -> MaterialLabels.tag(" "));
    assertThatIllegalArgumentException().isThrownBy(() -> MaterialLabels.tag("a\nb"));
  }

  @Test
  void a_caption_that_can_not_be_expanded_is_refused_when_it_is_given() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MaterialLabels.NONE.withCaption(Optional.of("a {b|c")))
        .withMessageContaining("character 3");
  }
}
