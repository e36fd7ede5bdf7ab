package dev.drover.device.adb;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A command line for a phone's shell. The only place where text becomes part of a command: every
 * argument is quoted, so that it arrives as it is, whatever it holds.
 */
public final class ShellCommand {
  /** Old phones cut a command off at 4,096 bytes. */
  static final int LONGEST_BYTES = 4_000;

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");

  private final String line;

  private ShellCommand(String line) {
    int length = line.getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST_BYTES) {
      throw new IllegalArgumentException(
          "a command of " + length + " bytes is longer than phones take (" + LONGEST_BYTES + ")");
    }
    this.line = line;
  }

  /**
   * A program and its arguments, each of them quoted.
   *
   * @throws IllegalArgumentException if one holds NUL, or all of it is longer than phones take
   */
  public static ShellCommand of(String program, Object... arguments) {
    List<String> words = new ArrayList<>();
    words.add(quote(program));
    for (Object argument : arguments) {
      words.add(quote(String.valueOf(argument)));
    }
    return new ShellCommand(String.join(" ", words));
  }

  /** Returns a command that runs this one and then the other, whatever this one's exit code is. */
  public ShellCommand then(ShellCommand next) {
    return new ShellCommand(line + "; " + next.line);
  }

  /** Returns a command that runs this one and, if it succeeds, the other. */
  public ShellCommand andIfSuccessful(ShellCommand next) {
    return new ShellCommand(line + " && " + next.line);
  }

  /** Returns a command that writes this one's output to a file on the phone. */
  public ShellCommand into(String path) {
    return new ShellCommand(line + " > " + quote(path));
  }

  /** Returns a command that runs this one without its messages, which would be among its output. */
  public ShellCommand withoutErrors() {
    return new ShellCommand(line + " 2> /dev/null");
  }

  /**
   * Returns a command that runs this one in the background, where it continues after the shell and
   * the connection have ended.
   *
   * @param log the file on the phone that receives its output
   */
  public ShellCommand inBackground(String log) {
    return new ShellCommand("nohup " + line + " > " + quote(log) + " 2>&1 < /dev/null &");
  }

  /** Returns the text for the shell. */
  public String line() {
    return line;
  }

  /**
   * Quotes a text for a POSIX shell: in single quotes nothing is special but the single quote
   * itself.
   *
   * @throws IllegalArgumentException if it holds NUL, which ends an argument on every system
   */
  static String quote(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a shell argument can't hold the character U+0000");
    }
    if (PLAIN.matcher(text).matches() && !text.contains("=")) {
      return text;
    }
    return "'" + text.replace("'", "'\\''") + "'";
  }

  @Override
  public String toString() {
    return line;
  }
}
