package dev.drover.device.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearRegexTest {
  private static final List<String> TEXTS =
      List.of(
          "",
          "Follow",
          "follow back",
          "FOLLOW",
          "Following",
          "See more",
          "See more words",
          "12.5K",
          "12.5K.of.it",
          "Your profile, No story",
          "Your profile,No story, 3 of 3",
          "Your profile, 2 stories",
          "Your profile\n2 stories",
          "a🎉b",
          "éÉ",
          "a \u00a0\tb",
          ". \u202f,x",
          "x(y)[z]");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Follow|Follow back",
        "(?:Follow|Following)",
        "Follow.*",
        ".{3,}",
        "$",
        "[\\d.,]+[KM]?",
        "(?!(?:[\\d.,]+[KM]?|(?:Follow)|(?:Following))$)[A-Za-z0-9._]{2,30}",
        "(?!(?:See more|more)$).{3,}",
        "(?:Your profile).(?! ?(?:No story)).*",
        "(?=.*words).*more.*",
        "(?!F)(?!S).*",
        ".(?!🎉).*",
        "a.(?=b)b",
        "(Follow|.)(?!ing).*",
        "[^\\]\\[]*",
        "[[:alpha:]]+",
        "\\Qx(y)\\E\\[z]",
        "É+",
        "a\\h*b",
        "[\\h.,]*x.*",
        "[\\u00e9]+"
      })
  void fits_what_java_s_own_engine_fits(String regex) {
    LinearRegex linear = LinearRegex.compile(regex);
    Pattern expected =
        Pattern.compile(
            regex.replace("[[:alpha:]]", "\\p{Alpha}"),
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    for (String text : TEXTS) {
      assertThat(linear.fits(text))
          .as("%s on %s", regex, text)
          .isEqualTo(expected.matcher(text).matches());
    }
  }

  @Test
  void takes_a_quoted_text_for_itself() {
    String argument = "a.b*{3}(?!x)\\E[";
    assertThat(LinearRegex.compile(LinearRegex.quote(argument) + ",.*").fits(argument + ", on"))
        .isTrue();
    assertThat(LinearRegex.compile(LinearRegex.quote("a.b") + ".*").fits("axb")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(             | missing closing )",
        "(a)\\1        | invalid escape sequence",
        "(?<=a)b       | (?<",
        "(?>a)b        | (?>",
        "a++b          | invalid nested repetition operator",
        "(a(?!b))c     | (?!",
        ".*(?!b)c      | a look-ahead is supported only where nothing that repeats",
        "(?i)(?!b)c    | a look-ahead is supported only where nothing that repeats",
        "'a|(?!b)c'    | a look-ahead beside an alternative",
        "[a-z&&[^b]]   | an intersection",
        "[a[bc]]       | a class in a class"
      })
  void says_what_it_can_t_do(String regex, String reason) {
    assertThatThrownBy(() -> LinearRegex.compile(regex))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  /** With the engine of the JDK each of these would not end. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a+)+b",
        "(a|aa)*b",
        "(?!(a+)+b$)(a+)+c",
        "(.*)(.*)(.*)(.*)(.*)b",
        "(a{0,50}){0,9}b"
      })
  void ends_on_any_text(String regex) {
    assertThat(LinearRegex.compile(regex).fits("a".repeat(10_000))).isFalse();
  }

  @Test
  void looks_for_a_part_in_linear_time() {
    String text = "a".repeat(20_000);
    assertThat(looks("a".repeat(2_000) + "b", text)).isLessThan(3L * text.length());
    assertThat(looks("ab".repeat(1_000) + "b", "ab".repeat(10_000))).isLessThan(3L * text.length());
  }

  @Test
  void finds_a_part_whatever_its_case() {
    assertThat(new TextSearch("LIKE video").isIn("You like VIDEOs")).isTrue();
    assertThat(new TextSearch("aab").isIn("aaab")).isTrue();
    assertThat(new TextSearch("ababc").isIn("abababc")).isTrue();
    assertThat(new TextSearch("abc").isIn("ab")).isFalse();
    assertThat(new TextSearch("").isIn("")).isTrue();
    assertThat(new TextSearch("É🎉").isIn("é🎉")).isTrue();
    assertThat(new TextSearch("b🎉").isIn("a🎉")).isFalse();
  }

  private static long looks(String part, String text) {
    long[] looks = new long[1];
    CharSequence counted =
        new CharSequence() {
          @Override
          public int length() {
            return text.length();
          }

          @Override
          public char charAt(int index) {
            looks[0]++;
            return text.charAt(index);
          }

          @Override
          public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
          }

          @Override
          public String toString() {
            return text;
          }
        };
    assertThat(new TextSearch(part).isIn(counted)).isFalse();
    return looks[0];
  }

  @ParameterizedTest
  @CsvSource({
    "(?:Suivre|S.abonner), s’abonner, true",
    "(?:Add )?account, account, true",
    "(?:Add )?account, ACCOUNT, true",
    "a?b*c, c, true",
    "a+b, b, false",
    "\\d+ likes, 7 likes, true",
    "¿(?:Descartar|Volver).*, ¿descartar, true",
    "(?:|x)y, y, true",
    "'(?i:like)|Heart', heart, true",
    "[KM]i, mi, true",
    "K, \u212a, true",
    "Like|, '', true",
    "Like, '', false"
  })
  void the_first_character_decides_only_what_it_can(String regex, String text, boolean fits) {
    assertThat(LinearRegex.compile(regex).fits(text)).isEqualTo(fits);
  }
}
