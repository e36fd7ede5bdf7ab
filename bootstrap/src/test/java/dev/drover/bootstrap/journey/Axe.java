package dev.drover.bootstrap.journey;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Looks for what shuts people out of a page, by axe-core, as far as WCAG 2.2 AA goes. */
final class Axe {
  private static final String PROGRAM = read();

  private static final String RUN =
      """
      async () => {
        const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
        const found = await axe.run(document, {runOnly: rules, resultTypes: ["violations"]});
        return found.violations.flatMap(rule => rule.nodes.map(node =>
          rule.id + ": " + rule.help + "\\n    " + node.html + "\\n    " + node.failureSummary.replaceAll("\\n", " ")));
      }""";

  private Axe() {}

  private static String read() {
    try (InputStream file = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Returns what is wrong with the page as it stands. */
  static List<String> violations(Page page) {
    if (page.evaluate("() => typeof axe") instanceof String type && type.equals("undefined")) {
      page.evaluate(PROGRAM + "; 0");
    }
    return page.evaluate(RUN) instanceof List<?> found
        ? found.stream().map(String::valueOf).toList()
        : List.of();
  }
}
