package dev.drover.domain.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpintaxTest {

  private static Set<String> expansions(String text) {
    Spintax spintax = Spintax.parse(text);
    Random random = new Random(7);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      seen.add(spintax.expand(random));
    }
    return seen;
  }

  @Test
  void each_use_takes_one_of_the_alternatives() {
    assertThat(expansions("{Hi|Hello {you|there}}!"))
        .containsExactlyInAnyOrder("Hi!", "Hello you!", "Hello there!");
  }

  @Test
  void an_alternative_may_be_empty() {
    assertThat(expansions("a{|b}c{}")).containsExactlyInAnyOrder("ac", "abc");
  }

  @Test
  void a_backslash_takes_what_is_special_as_it_is() {
    assertThat(expansions("\\{a\\|b\\} \\\\ {x\\||y}"))
        .containsExactlyInAnyOrder("{a|b} \\ x|", "{a|b} \\ y");
    assertThat(expansions("C:\\new | old")).containsExactly("C:\\new | old");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a {b|c; character 3",
        "a } b; character 3",
        "{a|{b}; character 1",
        ":-}; character 3",
      })
  void a_brace_without_a_partner_is_refused_with_its_place(String text, String place) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Spintax.parse(text))
        .withMessageContaining(place);
  }

  @Test
  void a_text_that_could_expand_too_far_is_refused() {
    String long9000 = "a".repeat(9_000);
    assertThat(Spintax.parse("{" + long9000 + "|b}").expand(new Random(1))).isNotEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Spintax.parse(long9000 + "{b|" + "c".repeat(1_001) + "}"))
        .withMessageContaining("10001");
    assertThatIllegalArgumentException().isThrownBy(() -> Spintax.parse("a".repeat(50_001)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Spintax.parse("{".repeat(51) + "}".repeat(51)))
        .withMessageContaining("50 deep");
  }

  @Test
  void two_to_the_thousandth_expansions_cost_no_more_than_their_text() {
    String text = "{a|b}".repeat(1_000);

    assertThat(Spintax.parse(text).expand(new Random(3))).hasSize(1_000).matches("[ab]+");
  }

  @Provide
  Arbitrary<String> literals() {
    return Arbitraries.strings().ofMaxLength(40);
  }

  private static String escaped(String text) {
    return text.replaceAll("([{}|\\\\])", "\\\\$1");
  }

  @Property
  void whatever_is_escaped_comes_out_as_it_was(@ForAll("literals") String text) {
    assertThat(Spintax.parse(escaped(text)).expand(new Random(1))).isEqualTo(text);
  }

  @Property
  void an_expansion_is_one_of_the_alternatives_whatever_they_hold(
      @ForAll("literals") String first, @ForAll("literals") String second, @ForAll long seed) {
    String text = "<{" + escaped(first) + "|" + escaped(second) + "}>";

    assertThat(Spintax.parse(text).expand(new Random(seed)))
        .isIn(List.of("<" + first + ">", "<" + second + ">"));
  }

  @Property
  void any_text_is_either_refused_in_words_or_expands_within_the_limit(
      @ForAll String text, @ForAll long seed) {
    try {
      assertThat(Spintax.parse(text).expand(new Random(seed)).length())
          .isLessThanOrEqualTo(Spintax.LONGEST_EXPANSION);
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageMatching("(?s)(has|must|could) .*");
    }
  }
}
