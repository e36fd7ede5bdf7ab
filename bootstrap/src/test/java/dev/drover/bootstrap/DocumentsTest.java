package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that the documents name classes and tests that exist. */
class DocumentsTest {
  private static final Path ROOT = Path.of("..");

  /** A test class in code font, optionally with one of its methods. */
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

  /** A class in code font, of at least two words, since a single word may be anything. */
  private static final Pattern CLASS = Pattern.compile("`((?:[A-Z][a-z0-9]+){2,})(?:\\.(\\w+))?`");

  @Test
  void every_test_that_a_document_names_exists() throws IOException {
    List<String> missing = new ArrayList<>();
    int named = 0;
    Map<String, List<Path>> sources = sources();
    for (Path document : documents()) {
      Matcher test = TEST.matcher(Files.readString(document));
      while (test.find()) {
        named++;
        if (!exists(sources, test)) {
          missing.add(document.getFileName() + ": " + test.group());
        }
      }
    }

    assertThat(named).isGreaterThan(40);
    assertThat(missing).isEmpty();
  }

  @Test
  void every_class_that_the_walkthrough_names_exists() throws IOException {
    List<String> missing = new ArrayList<>();
    int named = 0;
    Map<String, List<Path>> sources = sources();
    Matcher name = CLASS.matcher(Files.readString(ROOT.resolve("docs/walkthrough.md")));
    while (name.find()) {
      named++;
      if (!exists(sources, name)) {
        missing.add(name.group());
      }
    }

    assertThat(named).isGreaterThan(20);
    assertThat(missing).isEmpty();
  }

  private static boolean exists(Map<String, List<Path>> sources, Matcher name) throws IOException {
    String member = name.group(2);
    for (Path source : sources.getOrDefault(name.group(1), List.of())) {
      if (member == null
          || Pattern.compile("\\b" + member + "\\b").matcher(Files.readString(source)).find()) {
        return true;
      }
    }
    return false;
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(
              docs.filter(file -> file.toString().endsWith(".md")),
              Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md").map(ROOT::resolve))
          .toList();
    }
  }

  /** Returns all sources of the modules, by class name. */
  private static Map<String, List<Path>> sources() throws IOException {
    Map<String, List<Path>> sources = new HashMap<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.map(module -> module.resolve("src")).toList()) {
        if (Files.isDirectory(module)) {
          try (Stream<Path> files = Files.walk(module)) {
            files
                .filter(file -> file.toString().endsWith(".java"))
                .forEach(
                    file ->
                        sources
                            .computeIfAbsent(
                                file.getFileName().toString().replace(".java", ""),
                                _ -> new ArrayList<>())
                            .add(file));
          }
        }
      }
    }
    return sources;
  }
}
