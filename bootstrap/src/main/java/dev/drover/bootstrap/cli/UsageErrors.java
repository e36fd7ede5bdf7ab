package dev.drover.bootstrap.cli;

import dev.drover.bootstrap.config.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Answers a wrong use of a command by one line: what is wrong, the nearest option or command where
 * there is one, and where the help is.
 */
public final class UsageErrors implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    String words = words(wrong);
    command
        .getErr()
        .println(
            command
                .getColorScheme()
                .errorText(
                    "drover: "
                        + words
                        + (words.endsWith("?") ? "" : ".")
                        + " See "
                        + command.getCommandSpec().qualifiedName()
                        + " --help"));
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String words(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String given = unmatched.getUnmatched().getFirst();
      boolean option = given.startsWith("-");
      Optional<Setting> setting = option ? setting(given) : Optional.empty();
      if (setting.isPresent()) {
        return oneLine(given)
            + " is no option; set "
            + setting.get().key()
            + " in drover.yaml, or "
            + setting.get().environmentName();
      }
      return "there is no "
          + (option ? "option " : "command ")
          + oneLine(given)
          + nearest(given, names(wrong.getCommandLine(), option))
              .map(name -> "; did you mean " + name + "?")
              .orElse("");
    }
    String message = oneLine(String.valueOf(wrong.getMessage()));
    // Picocli's words name a type of Java's.
    return message.endsWith("is not an int") && wrong.getArgSpec() instanceof OptionSpec option
        ? option.longestName()
            + " must be a whole number, not \""
            + oneLine(wrong.getValue())
            + "\""
        : message;
  }

  /** The setting that is meant, where the option has the name of one. */
  private static Optional<Setting> setting(String option) {
    String name = option.contains("=") ? option.substring(0, option.indexOf('=')) : option;
    return Setting.ofKey(name.replaceFirst("^--", ""));
  }

  /** An option may belong to a command below, and a word be meant for one. */
  private static List<String> names(CommandLine command, boolean options) {
    List<String> names = new ArrayList<>();
    if (options) {
      command.getCommandSpec().options().forEach(option -> names.addAll(List.of(option.names())));
    } else {
      names.addAll(command.getSubcommands().keySet());
    }
    return names;
  }

  /** The name that is a few letters away; no name where all are further. */
  static Optional<String> nearest(String given, List<String> names) {
    String word = given.contains("=") ? given.substring(0, given.indexOf('=')) : given;
    int most = Math.max(1, word.replaceAll("^-+", "").length() / 3);
    return names.stream()
        .filter(name -> distance(word, name) <= most)
        .min(Comparator.comparingInt(name -> distance(word, name)));
  }

  /** The letters to insert, delete, replace, or exchange with their neighbours. */
  private static int distance(String one, String other) {
    int[][] steps = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          steps[i][j] = i + j;
          continue;
        }
        int replaced = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        steps[i][j] =
            Math.min(
                steps[i - 1][j - 1] + replaced, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
        }
      }
    }
    return steps[one.length()][other.length()];
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip().replaceAll("\\.$", "");
  }
}
