package dev.drover.virtualphone.app;

import dev.drover.virtualphone.config.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** The texts of one language, from a file beside this class. Safe for use by any thread. */
final class WordFile {
  private static final Map<Language, WordFile> READ = new ConcurrentHashMap<>();

  private final String name;
  private final Properties texts = new Properties();

  private WordFile(Language language) {
    name = "words_" + language.tag() + ".properties";
    try (InputStream in = Objects.requireNonNull(WordFile.class.getResourceAsStream(name), name);
        InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      texts.load(reader);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static WordFile of(Language language) {
    return READ.computeIfAbsent(language, WordFile::new);
  }

  String text(String key) {
    String text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalStateException(name + " has no text " + key);
    }
    return text;
  }
}
