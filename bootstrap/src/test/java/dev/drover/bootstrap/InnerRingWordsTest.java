package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.bootstrap.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The inner rings speak no HTTP and name no settings: they say in plain words what happened and
 * what to do, and an adapter adds the call, the field or the setting.
 */
class InnerRingWordsTest {
  /** Words of the API, in code and in comments. */
  private static final Pattern OF_HTTP =
      Pattern.compile(
          "\\b(GET|POST|PUT|PATCH|DELETE) /|\\bHTTP\\b|Idempotency-Key|X-API-Key|script_config"
              + "|script_name|dry_run|\\?force|/api/v1");

  /** In code alone: the Javadoc of plug-ins' interfaces says by which setting they are chosen. */
  private static final Pattern OF_SETTINGS =
      Pattern.compile(
          "\\b("
              + String.join(
                  "|",
                  Arrays.stream(Setting.values())
                      .map(Setting::key)
                      .filter(key -> key.contains("."))
                      .map(Pattern::quote)
                      .toList())
              + ")\\b|\\bsetting [a-z]");

  private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"");

  @ParameterizedTest
  @ValueSource(strings = {"domain", "application"})
  void an_inner_ring_has_no_words_of_http_and_settings(String module) throws IOException {
    Path sources = Path.of("..", module, "src/main/java");

    assertThat(outerWords(sources)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "String s = \"released by POST /accounts/7/release\";",
        "/** The client's {@code script_config}. */",
        "// Answers HTTP.",
        "String s = \"allow it in \" + \"materials.roots\";",
        "String s = \"see the setting storage\";",
      })
  void a_planted_word_is_seen(String planted, @TempDir Path sources) throws IOException {
    Files.writeString(sources.resolve("Planted.java"), "class Planted {\n  " + planted + "\n}\n");

    assertThat(outerWords(sources)).singleElement().asString().startsWith("Planted.java:2: ");
  }

  @Test
  void plain_words_and_settings_in_comments_are_allowed(@TempDir Path sources) throws IOException {
    Files.writeString(
        sources.resolve("Plain.java"),
        """
        /** Chosen by the setting {@code comments.adapter}. */
        class Plain {
          String s = "account @ann is held; its tasks wait until it is released";
        }
        """);

    assertThat(outerWords(sources)).isEmpty();
  }

  /** Returns file, line and word of each finding. */
  private static List<String> outerWords(Path sources) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
          String place = file.getFileName() + ":" + (i + 1) + ": ";
          find(OF_HTTP, lines.get(i), place, found);
          Matcher text = TEXT.matcher(lines.get(i));
          while (text.find()) {
            find(OF_SETTINGS, text.group(), place, found);
          }
        }
      }
    }
    return found;
  }

  private static void find(Pattern words, String text, String place, List<String> found) {
    Matcher word = words.matcher(text);
    while (word.find()) {
      found.add(place + word.group());
    }
  }
}
