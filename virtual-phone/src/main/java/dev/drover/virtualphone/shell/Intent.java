package dev.drover.virtualphone.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An intent that {@code am} sends.
 *
 * @param packageName the only package that may receive it, or empty for any
 * @param extras the extras by name; lists keep their commas
 */
record Intent(
    String action,
    String data,
    String type,
    String component,
    String packageName,
    Map<String, String> extras) {
  private static final String STREAM = "android.intent.extra.STREAM";

  /** Signals arguments that can't be parsed. */
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

  static Intent parse(List<String> arguments) throws Malformed {
    Map<String, String> fields = new LinkedHashMap<>();
    Map<String, String> extras = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      switch (argument) {
        case "-W", "-S", "-D", "-N" -> {}
        case "-a", "-d", "-t", "-n", "-p", "-c", "-f", "--user" -> {
          i++;
          fields.put(argument, value(arguments, i, argument));
        }
        case "-e", "--es", "--eu", "--ei", "--el", "--ez", "--esa", "--eual", "--eial" -> {
          i += 2;
          extras.put(value(arguments, i - 1, argument), value(arguments, i, argument));
        }
        default -> {
          if (!argument.startsWith("-")) {
            fields.put("-p", argument);
          } else if (!argument.matches("--(grant|activity|receiver|include|exclude)-[a-z-]+")) {
            throw new Malformed("Error: Unknown option: " + argument);
          }
        }
      }
    }
    return new Intent(
        fields.getOrDefault("-a", ""),
        fields.getOrDefault("-d", ""),
        fields.getOrDefault("-t", ""),
        fields.getOrDefault("-n", ""),
        fields.getOrDefault("-p", ""),
        extras);
  }

  private static String value(List<String> arguments, int index, String option) throws Malformed {
    if (index >= arguments.size()) {
      throw new Malformed("Error: Argument expected after \"" + option + "\"");
    }
    return arguments.get(index);
  }

  boolean isShare() {
    return action.equals("android.intent.action.SEND")
        || action.equals("android.intent.action.SEND_MULTIPLE");
  }

  /** The media that are shared, in order. */
  List<String> streams() {
    List<String> uris = new ArrayList<>();
    for (String uri : extras.getOrDefault(STREAM, "").split(",")) {
      if (!uri.isBlank()) {
        uris.add(uri.strip());
      }
    }
    return uris;
  }

  /** Returns the package that has to respond, or empty for any. */
  String target() {
    return component.isEmpty() ? packageName : component.replaceFirst("/.*", "");
  }

  @Override
  public String toString() {
    return "Intent { "
        + (action.isEmpty() ? "" : "act=" + action + " ")
        + (data.isEmpty() ? "" : "dat=" + data + " ")
        + (type.isEmpty() ? "" : "typ=" + type + " ")
        + "flg=0x10000000"
        + (packageName.isEmpty() ? "" : " pkg=" + packageName)
        + (component.isEmpty() ? "" : " cmp=" + component)
        + (extras.isEmpty() ? "" : " (has extras)")
        + " }";
  }
}
