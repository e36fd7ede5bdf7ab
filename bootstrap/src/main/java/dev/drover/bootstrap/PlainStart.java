package dev.drover.bootstrap;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the command line of a plain start of the server: {@code drover} or {@code drover serve}
 * with flags. The JVM can't keep the command line's library in the record of a start, because its
 * class files are of an old format, and to load it takes as long as a third of the start.
 * Everything else is left to that library: other commands, the help, and whatever may be a mistake.
 */
final class PlainStart {
  static final Set<String> WITH_VALUE =
      Set.of(
          "--host", "--port", "--home", "--config", "--database-url", "--timezone", "--log-format");

  static final String PAUSED = "--paused";

  private PlainStart() {}

  /** Returns the flags; empty if the library must read the line. */
  static Optional<ServerFlags> of(String... arguments) {
    Map<String, String> values = new HashMap<>();
    boolean paused = false;
    int next = arguments.length > 0 && arguments[0].equals("serve") ? 1 : 0;
    while (next < arguments.length) {
      String argument = arguments[next++];
      if (argument.equals(PAUSED) && !paused) {
        paused = true;
        continue;
      }
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (!WITH_VALUE.contains(name) || (equals < 0 && next == arguments.length)) {
        return Optional.empty();
      }
      String value = equals < 0 ? arguments[next++] : argument.substring(equals + 1);
      if (!isPlain(value) || values.put(name, value) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(new ServerFlags(values, paused));
  }

  /**
   * Whether a value can be nothing else. A word may be a command that was meant, a dash begins a
   * flag, and an at sign names a file with more arguments.
   */
  private static boolean isPlain(String value) {
    return !value.isEmpty()
        && !value.startsWith("-")
        && !value.startsWith("@")
        && value.indexOf('"') < 0
        && value.indexOf('\'') < 0
        && !COMMANDS.contains(value);
  }

  /** The library takes none of these for a flag's value. */
  static final Set<String> COMMANDS =
      Set.of("serve", "demo", "phone", "profile", "agent", "doctor", "rehearse", "key", "license");
}
