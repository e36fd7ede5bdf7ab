package dev.drover.virtualphone.shell;

import dev.drover.virtualphone.system.MediaFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rows of the media store and conditions on them. Of SQL it supports {@code column = value}, {@code
 * !=} and {@code LIKE}, joined by {@code AND}.
 */
final class MediaQuery {
  private static final Pattern TERM =
      Pattern.compile(
          "\\s*+\\(?+\\s*+(\\w++)\\s*+(=|!=|<>|LIKE)\\s*+('(?:[^']|'')*+'|-?\\d++)\\s*+\\)?+\\s*+",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern JOIN = Pattern.compile("AND\\b", Pattern.CASE_INSENSITIVE);

  private MediaQuery() {}

  /** Signals a condition that can't be parsed. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;
    private final String reason;

    Malformed(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  /** Returns the columns of a row, in the order of a query for all columns. */
  static Map<String, String> row(MediaFile file) {
    String name = file.name();
    boolean video = file.kind() == MediaFile.Kind.VIDEO;
    Map<String, String> row = new LinkedHashMap<>();
    row.put("_id", Integer.toString(file.id()));
    row.put("_data", file.path());
    row.put("_display_name", name);
    row.put("title", name.replaceFirst("\\.[^.]*$", ""));
    row.put("_size", Long.toString(file.size()));
    row.put("mime_type", video ? "video/mp4" : name.endsWith("png") ? "image/png" : "image/jpeg");
    row.put("date_modified", Long.toString(file.modified().getEpochSecond()));
    row.put("date_added", Long.toString(file.modified().getEpochSecond()));
    row.put("duration", video ? Long.toString(file.duration().toMillis()) : "NULL");
    return row;
  }

  /** Returns the files that meet a condition; an empty condition selects all. */
  static List<MediaFile> matching(List<MediaFile> files, String where) throws Malformed {
    List<MediaFile> found = new ArrayList<>();
    for (MediaFile file : files) {
      if (matches(row(file), where)) {
        found.add(file);
      }
    }
    return found;
  }

  private static boolean matches(Map<String, String> row, String where) throws Malformed {
    if (where.isBlank()) {
      return true;
    }
    Matcher term = TERM.matcher(where);
    Matcher join = JOIN.matcher(where);
    boolean all = true;
    int position = 0;
    while (true) {
      term.region(position, where.length());
      if (!term.lookingAt()) {
        throw new Malformed("near \"" + where.substring(position) + "\": syntax error");
      }
      all &= holds(row, term.group(1), term.group(2), unquoted(term.group(3)));
      if (term.end() == where.length()) {
        return all;
      }
      join.region(term.end(), where.length());
      if (!join.lookingAt()) {
        throw new Malformed("near \"" + where.substring(term.end()) + "\": syntax error");
      }
      position = join.end();
    }
  }

  private static boolean holds(
      Map<String, String> row, String column, String operator, String value) throws Malformed {
    String present = row.get(column);
    if (present == null) {
      throw new Malformed("no such column: " + column);
    }
    return switch (operator) {
      case "=" -> present.equals(value);
      case "!=", "<>" -> !present.equals(value);
      default -> like(value).matcher(present).matches();
    };
  }

  /**
   * Translates SQL's LIKE: a percent sign matches any text, an underscore any character, and case
   * is ignored.
   */
  private static Pattern like(String value) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      switch (value.charAt(i)) {
        case '%' -> regex.append(".*");
        case '_' -> regex.append('.');
        default -> regex.append(Pattern.quote(value.substring(i, i + 1)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  private static String unquoted(String value) {
    return value.startsWith("'")
        ? value.substring(1, value.length() - 1).replace("''", "'")
        : value;
  }
}
