package dev.drover.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What keeps the page safe and whole, as far as its files show it. */
class PageRulesTest {
  /** Ways to make elements, or a program, of text. */
  private static final Pattern TEXT_AS_CODE =
      Pattern.compile(
          "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|srcdoc|dangerouslySet|\\beval\\(|new Function");

  private static final Pattern ELSEWHERE =
      Pattern.compile("(?:src|href|url|from|import)\\s*[=(]?\\s*[\"'(]?https?://");
  private static final Pattern ICON =
      Pattern.compile("(?:icon(?:=|: )|Icon} name=)\"([a-z0-9-]+)\"");
  private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{3,8}\\b");
  private static final Pattern IMPORT = Pattern.compile("(?:from|import\\()\\s*\"(\\.[^\"]+)\"");

  @Test
  void noTextBecomesAnElement() {
    for (Path file : PageFiles.withEnding(".js")) {
      assertThat(PageFiles.read(file)).as(file.toString()).doesNotContainPattern(TEXT_AS_CODE);
    }
  }

  @Test
  void nothingComesFromElsewhere() {
    for (String ending : new String[] {".js", ".css", ".html"}) {
      for (Path file : PageFiles.withEnding(ending)) {
        assertThat(PageFiles.read(file)).as(file.toString()).doesNotContainPattern(ELSEWHERE);
      }
    }
  }

  @Test
  void theDocumentHasNoScriptAndNoStyleOfItsOwn() {
    assertThat(PageFiles.read(PageFiles.ROOT.resolve("index.html")))
        .doesNotContainPattern("<script(?![^>]* src=)")
        .doesNotContainPattern("<style|\\sstyle=|\\son[a-z]+=");
  }

  @Test
  void eachIconThatIsNamedIsThere() {
    for (Path file : PageFiles.withEnding(".js")) {
      ICON.matcher(PageFiles.read(file))
          .results()
          .map(named -> PageFiles.ROOT.resolve("icons/" + named.group(1) + ".svg"))
          .forEach(icon -> assertThat(icon).exists());
    }
    assertThat(PageFiles.ROOT.resolve("icons/LICENSE")).exists();
  }

  @Test
  void eachModuleThatIsImportedIsThere() {
    for (Path file : PageFiles.withEnding(".js")) {
      IMPORT
          .matcher(PageFiles.read(file))
          .results()
          .map((MatchResult imported) -> file.resolveSibling(imported.group(1)).normalize())
          .filter(imported -> !imported.toString().contains("types"))
          .forEach(imported -> assertThat(Files.exists(imported)).as(imported.toString()).isTrue());
    }
  }

  @Test
  void coloursAreTokens() {
    for (Path file : PageFiles.withEnding(".css")) {
      if (!file.endsWith("tokens.css")) {
        assertThat(PageFiles.read(file)).as(file.toString()).doesNotContainPattern(COLOUR);
      }
    }
  }
}
