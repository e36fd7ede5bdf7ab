package dev.drover.device.profile;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * A comparison of texts, which ignores case and takes time linear in the text.
 *
 * @param wanted the text, with {@code {}} for the argument
 * @param regex the compiled expression; empty if it is compiled with each argument
 */
record TextMatch(Comparison comparison, String wanted, Optional<LinearRegex> regex) {
  private static final String ARGUMENT = "{}";

  enum Comparison {
    EXACT,
    CONTAINS,
    REGEX
  }

  /**
   * Creates a comparison.
   *
   * @throws IllegalArgumentException if the text is an unusable regular expression; the message
   *     says why
   */
  static TextMatch of(Comparison comparison, String wanted) {
    if (comparison != Comparison.REGEX) {
      return new TextMatch(comparison, wanted, Optional.empty());
    }
    LinearRegex compiled = compiled(wanted, "");
    return new TextMatch(
        comparison, wanted, wanted.contains(ARGUMENT) ? Optional.empty() : Optional.of(compiled));
  }

  private static LinearRegex compiled(String wanted, String argument) {
    return LinearRegex.compile(wanted.replace(ARGUMENT, LinearRegex.quote(argument)));
  }

  boolean takesArgument() {
    return wanted.contains(ARGUMENT);
  }

  Predicate<String> with(String argument) {
    return switch (comparison) {
      case EXACT -> wanted.replace(ARGUMENT, argument)::equalsIgnoreCase;
      case CONTAINS -> new TextSearch(wanted.replace(ARGUMENT, argument))::isIn;
      case REGEX -> regex.orElseGet(() -> compiled(wanted, argument))::fits;
    };
  }
}
