package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Tests that {@code README.zh-CN.md} has the structure, commands and links of {@code README.md}.
 */
class TranslatedReadmeTest {
  private static final Path ENGLISH = Path.of("../README.md");
  private static final Path CHINESE = Path.of("../README.zh-CN.md");
  private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");

  /**
   * What a translation keeps.
   *
   * @param headings levels of the headings, in order
   * @param blocks code blocks with their language and text, in order
   * @param tableRows rows of tables
   * @param links targets of links, in order
   */
  private record Structure(
      List<Integer> headings, List<String> blocks, int tableRows, List<String> links) {

    static Structure of(Path page) throws IOException {
      List<Integer> headings = new ArrayList<>();
      List<String> blocks = new ArrayList<>();
      List<String> links = new ArrayList<>();
      int tableRows = 0;
      StringBuilder block = new StringBuilder();
      boolean inBlock = false;
      for (String line : Files.readAllLines(page)) {
        boolean fence = line.startsWith("```");
        if (fence || inBlock) {
          block.append(line).append('\n');
        } else if (line.startsWith("#")) {
          headings.add(line.indexOf(' '));
        } else {
          tableRows += line.startsWith("|") ? 1 : 0;
          LINK.matcher(line).results().forEach(link -> links.add(link.group(1)));
        }
        if (fence && inBlock) {
          blocks.add(block.toString());
          block.setLength(0);
        }
        inBlock = fence != inBlock;
      }
      return new Structure(headings, blocks, tableRows, links);
    }
  }

  @Test
  void the_translation_has_the_headings_commands_tables_and_links_of_the_original()
      throws IOException {
    Structure original = Structure.of(ENGLISH);
    Structure translation = Structure.of(CHINESE);

    assertThat(original.headings()).hasSizeGreaterThan(5);
    assertThat(original.blocks()).hasSizeGreaterThan(3);
    assertThat(translation.headings()).isEqualTo(original.headings());
    assertThat(translation.blocks()).isEqualTo(original.blocks());
    assertThat(translation.tableRows()).isEqualTo(original.tableRows());
    // Word order differs between the languages.
    assertThat(withoutTheOther(translation.links()))
        .containsExactlyInAnyOrderElementsOf(withoutTheOther(original.links()));
  }

  private static List<String> withoutTheOther(List<String> links) {
    return links.stream().filter(link -> !link.startsWith("README")).toList();
  }
}
