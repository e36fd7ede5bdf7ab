package dev.drover.domain.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.script.Kind.Choice.Option;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the parameters of any script, a plug-in's too, make of what clients send. */
class ValuesTest {
  private static final Parameter<Integer> WHOLE = Parameter.whole("whole", -5, 600);
  private static final Parameter<Duration> SECONDS = Parameter.seconds("seconds", 0, 86_400);
  private static final Parameter<Double> PERCENT = Parameter.percent("percent");
  private static final Parameter<Double> DECIMAL = Parameter.decimal("decimal", 0, 2);
  private static final Parameter<Boolean> FLAG = Parameter.flag("flag");
  private static final Parameter<List<String>> ARRAY =
      Parameter.array("array", Function.<String>identity()).alsoAs("one", "other");
  private static final Parameter<Boolean> NUMBERED =
      Parameter.choice("numbered", new Option<>(0, false, "no"), new Option<>(1, true, "yes"));
  private static final Parameter<String> MIXED =
      Parameter.choice("mixed", new Option<>(-1, "none", ""), new Option<>("custom", "own", ""));
  private static final Parameter<String> TEXT = Parameter.text("text");

  private static final List<Parameter<?>> ALL =
      List.of(
          WHOLE,
          SECONDS,
          PERCENT,
          DECIMAL,
          FLAG,
          ARRAY,
          NUMBERED,
          MIXED,
          TEXT,
          Parameter.lines("lines", Function.<String>identity()),
          Parameter.words("words", Function.<String>identity()),
          Parameter.sequence("sequence", Function.<String>identity()),
          Parameter.endpoint("endpoint"),
          Parameter.secret("secret", TEXT),
          Parameter.group("group", WHOLE, TEXT));

  private final Problems problems = new Problems();

  private Values read(Map<String, Object> given) {
    return Values.read(ALL, given, "", Kind.Check.ofRequest(problems, AllowedEndpoints.PUBLIC));
  }

  static List<Parameter<?>> all() {
    return ALL;
  }

  @ParameterizedTest
  @MethodSource("all")
  void empty_text_and_an_empty_array_count_as_absent_for_every_kind(Parameter<?> parameter) {
    for (Object empty : List.of("", " \n", List.of())) {
      Values values = read(Map.of(parameter.name(), empty));

      assertThat(values.canonical()).isEmpty();
      assertThat(problems.errors()).isEmpty();
      assertThat(problems.warnings()).isEmpty();
    }
  }

  @Test
  void an_empty_value_of_a_group_counts_as_absent() {
    assertThat(read(Map.of("group", Map.of("whole", "", "text", List.of()))).canonical())
        .containsEntry("group", Map.of());
    assertThat(problems.hasErrors()).isFalse();
  }

  @Test
  void an_empty_array_gives_way_to_another_name() {
    assertThat(read(Map.of("array", List.of(), "one", "", "other", "a,b")).get(ARRAY))
        .containsExactly("a", "b");
  }

  @Test
  void numbers_and_flags_are_read_by_what_they_mean_and_kept_in_one_form() {
    Values values =
        read(
            Map.of(
                "whole", 600.0,
                "seconds", "12.50",
                "percent", new BigDecimal("33.30"),
                "decimal", "2.0",
                "flag", "true",
                "numbered", "1",
                "mixed", -1.0));

    assertThat(problems.errors()).isEmpty();
    assertThat(values.canonical())
        .isEqualTo(
            Map.of(
                "whole", 600,
                "seconds", new BigDecimal("12.5"),
                "percent", new BigDecimal("33.3"),
                "decimal", 2,
                "flag", true,
                "numbered", 1,
                "mixed", -1));
    assertThat(values.get(SECONDS)).isEqualTo(Duration.ofMillis(12_500));
    assertThat(values.get(PERCENT)).isEqualTo(33.3);
    assertThat(values.get(DECIMAL)).isEqualTo(2.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {" 5", "5 ", "05", "+5", "5.", ".5", "1e2", "0x5", "five", "NaN", "--5"})
  void text_that_is_not_exactly_a_number_is_none(String text) {
    read(Map.of("whole", text, "seconds", text, "percent", text, "decimal", text));

    assertThat(problems.errors())
        .extracting(Problems.Problem::field)
        .containsExactly("whole", "seconds", "percent", "decimal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E+1000000000", "1E-1000000000", "-1E+1000000000"})
  void a_number_with_a_huge_exponent_is_refused_at_once(String number) {
    read(Map.of("whole", new BigDecimal(number)));

    assertThat(problems.hasErrors("whole")).isTrue();
  }

  @Test
  void what_is_no_whole_number_and_no_flag_is_refused() {
    read(Map.of("whole", 1.5, "flag", 1, "numbered", true, "mixed", "-2"));

    assertThat(problems.errors())
        .extracting(Problems.Problem::field)
        .containsExactly("whole", "flag", "numbered", "mixed");
  }

  @Test
  void an_item_that_is_repeated_counts_once_with_a_warning() {
    Values values = read(Map.of("array", List.of("a", "b", "a", "a", "b", "c")));

    assertThat(values.get(ARRAY)).containsExactly("a", "b", "c");
    assertThat(problems.warnings())
        .extracting(Problems.Problem::toString)
        .containsExactly("array repeats a, b; each item counts once");
  }

  @Test
  void items_of_a_sequence_may_repeat() {
    read(Map.of("sequence", List.of("a", "a")));

    assertThat(problems.warnings()).isEmpty();
  }

  @Test
  void a_finding_is_told_once() {
    problems.error("a", "is wrong");
    problems.error("a", "is wrong");

    assertThat(problems.errors()).hasSize(1);
  }
}
