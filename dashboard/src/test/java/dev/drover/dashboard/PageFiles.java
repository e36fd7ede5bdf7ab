package dev.drover.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The page's files, as they are handed out. */
final class PageFiles {
  static final Path ROOT = Path.of("src/main/resources/dashboard");

  private static final Pattern ENTRY =
      Pattern.compile("^  \"(?<key>[A-Za-z0-9._ ]+)\": (?<text>.+),$", Pattern.MULTILINE);

  private PageFiles() {}

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> withEnding(String ending) {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a language's texts by key, each as it stands behind its key. */
  static Map<String, String> texts(String language) {
    String file = read(ROOT.resolve("text/" + language + ".js"));
    Map<String, String> texts = new LinkedHashMap<>();
    Matcher entry = ENTRY.matcher(file);
    while (entry.find()) {
      if (texts.put(entry.group("key"), entry.group("text")) != null) {
        throw new IllegalStateException(language + ".js has " + entry.group("key") + " twice");
      }
    }
    return texts;
  }
}
