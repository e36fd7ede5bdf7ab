package dev.drover.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The words of the page: both languages have all of them. */
class TextsTest {
  private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");
  private static final Pattern USE = Pattern.compile("\\btx?\\(\\s*\"([A-Za-z0-9._]+)\"(?=[,)])");

  private final Map<String, String> english = PageFiles.texts("en");
  private final Map<String, String> chinese = PageFiles.texts("zh");

  @Test
  void bothLanguagesHaveTheSameKeysInTheSameOrder() {
    assertThat(english).isNotEmpty();
    assertThat(List.copyOf(chinese.keySet())).isEqualTo(List.copyOf(english.keySet()));
  }

  @Test
  void eachLineOfATextFileIsATextACommentOrNothing() {
    for (String language : List.of("en", "zh")) {
      Path file = PageFiles.ROOT.resolve("text/" + language + ".js");
      long entries =
          PageFiles.read(file)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("//"))
              .filter(line -> !line.equals("export default {") && !line.equals("};"))
              .count();

      assertThat(entries).as(language).isEqualTo(PageFiles.texts(language).size());
    }
  }

  @Test
  void aTranslationHasTheNamesOfItsOriginal() {
    english.forEach(
        (key, text) ->
            assertThat(names(chinese.getOrDefault(key, ""))).as(key).isEqualTo(names(text)));
  }

  @Test
  void aTextWithPluralsHasTheFormsOfItsLanguage() {
    english.forEach(
        (key, text) -> {
          if (text.startsWith("{")) {
            assertThat(text).as(key).contains("one: ", "other: ");
            assertThat(chinese.get(key)).as(key).startsWith("{ other: ");
          }
        });
  }

  @Test
  void eachTextThatThePagesNameIsThere() {
    Set<String> used =
        PageFiles.withEnding(".js").stream()
            .flatMap(file -> USE.matcher(PageFiles.read(file)).results())
            .map(result -> result.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(used).hasSizeGreaterThan(50);
    assertThat(english.keySet()).containsAll(used);
  }

  private static Set<String> names(String text) {
    return NAME.matcher(text)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
