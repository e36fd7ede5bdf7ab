package dev.drover.application.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line of the log with named fields, as {@code event: name=value name="two words"}. A JSON log
 * has the fields as key-value pairs too. The names are stable: operators search for them.
 *
 * <p>A value may come from a client or a phone. It can't start a line of its own, or end its quotes
 * early: control characters become {@code ?}, and double quotes become single ones.
 */
public final class LogLine {
  private static final int LONGEST_VALUE = 300;
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}._:@+/-]+");

  private final Map<String, String> fields = new LinkedHashMap<>();

  /**
   * Adds a field.
   *
   * @param value its text is cut after 300 characters
   */
  public LogLine with(String name, Object value) {
    fields.put(name, safe(value.toString()));
    return this;
  }

  /** Writes the line. */
  public void log(Logger log, Level level, String event) {
    LoggingEventBuilder builder = log.atLevel(level);
    for (Map.Entry<String, String> field : fields.entrySet()) {
      builder = builder.addKeyValue(field.getKey(), field.getValue());
    }
    builder.log(
        "{}: {}",
        safe(event),
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + quoted(field.getValue()))
            .collect(Collectors.joining(" ")));
  }

  private static String quoted(String value) {
    return PLAIN.matcher(value).matches() ? value : '"' + value + '"';
  }

  private static String safe(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .limit(LONGEST_VALUE)
        .forEach(point -> safe.appendCodePoint(isVisible(point) ? point : '?'));
    if (text.codePointCount(0, text.length()) > LONGEST_VALUE) {
      safe.append("...");
    }
    return safe.toString().replace('"', '\'');
  }

  /** Whether a terminal shows it as itself; others break the line, or turn the text around. */
  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
