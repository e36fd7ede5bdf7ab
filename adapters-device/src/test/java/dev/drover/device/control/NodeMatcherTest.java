package dev.drover.device.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.port.device.PhoneControl.CommandRefused;
import dev.drover.device.hierarchy.HierarchyParser;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.domain.control.NodeSelector.Comparison;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeMatcherTest {
  private static UiTree screen(String... texts) throws Exception {
    StringBuilder xml = new StringBuilder("<hierarchy>");
    for (String text : texts) {
      xml.append("<node text=\"").append(text).append("\" bounds=\"[0,0][9,9]\"/>");
    }
    return new HierarchyParser().parse(xml.append("</hierarchy>").toString());
  }

  private static boolean fits(Comparison comparison, String value, String text) throws Exception {
    return new NodeMatcher(Selectors.ofText(comparison, value)).find(screen(text)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "EQUALS, Follow, Follow, true",
    "EQUALS, follow, Follow, false",
    "EQUALS, Follow, Follow all, false",
    "CONTAINS, LOW A, Follow all, true",
    "CONTAINS, low  a, Follow all, false",
    "STARTS_WITH, fol, Follow all, true",
    "STARTS_WITH, all, Follow all, false",
    "MATCHES, Follow.*, Follow all, true",
    "MATCHES, Follow, Follow all, false",
    "MATCHES, follow.*, Follow all, false",
  })
  void texts_are_compared_as_by_ui_automator(
      Comparison comparison, String value, String text, boolean fits) throws Exception {
    assertThat(fits(comparison, value, text)).isEqualTo(fits);
  }

  @Test
  void marks_that_nobody_sees_make_no_difference() throws Exception {
    assertThat(fits(Comparison.EQUALS, "\u200eFollow ", "Follow")).isTrue();
    assertThat(fits(Comparison.EQUALS, "Follow", "\u200eFollow")).isTrue();
    assertThat(fits(Comparison.CONTAINS, "ol\u200bl", "Follow")).isTrue();
  }

  @Test
  void one_of_several_is_chosen_by_its_index_and_all_are_counted() throws Exception {
    NodeMatcher second = new NodeMatcher(Selectors.ofText(Comparison.STARTS_WITH, "row", 1));

    assertThat(second.find(screen("row 1", "other", "row 2")))
        .hasValueSatisfying(node -> assertThat(node.text()).isEqualTo("row 2"));
    assertThat(second.count(screen("row 1", "other", "row 2"))).isEqualTo(2);
    assertThat(second.find(screen("row 1"))).isEmpty();
  }

  @Test
  @Timeout(20)
  void an_expression_that_would_backtrack_for_ever_is_matched_at_once() throws Exception {
    assertThat(fits(Comparison.MATCHES, "(a+)+(a|aa)+b", "a".repeat(9_000))).isFalse();
    assertThat(fits(Comparison.CONTAINS, "a".repeat(1_999) + "b", "a".repeat(9_999))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((((a{1000}){1000}){1000}){1000})",
        "(a{100}){100}{100}",
        "[ab]{1,999}(.{0,999}){99}",
        "(((x{500}"
      })
  @Timeout(10)
  void an_expression_that_would_need_all_memory_is_refused(String regex) {
    assertThatThrownBy(() -> new NodeMatcher(Selectors.ofText(Comparison.MATCHES, regex)))
        .isInstanceOf(CommandRefused.class)
        .hasMessageContaining("regular expression");
  }

  @ParameterizedTest
  @CsvSource({
    "'[A-Z]{2,3}-\\d{4}', 'AB-1234'",
    "'(?:Follow|Follow Back)', 'Follow Back'",
    "'\\{\\d{1,3}\\}', '{42}'",
    "'[]}]{1,2}', ']}'",
  })
  void usual_expressions_are_accepted(String regex, String text) throws Exception {
    assertThat(fits(Comparison.MATCHES, regex, text)).isTrue();
    assertThat(RegexSize.of(regex)).isBetween(1L, 200L);
  }

  @Test
  void a_size_beyond_all_measure_is_only_huge() {
    assertThat(RegexSize.of("(".repeat(900) + "a{999}" + "){999}".repeat(900)))
        .isGreaterThan(1_000_000)
        .isLessThan(3_000_000_000L);
  }
}
