package dev.drover.device.profile;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * How a text is compared; letters of either case are the same. The time is linear in the text.
 *
 * @param wanted with {@code {}} for the argument
 * @param regex compiled, where it needs no argument for that
 */
record TextMatch(Comparison comparison, String wanted, Optional<LinearRegex> regex) {
  private static final String ARGUMENT = "{}";

  enum Comparison {
    EXACT,
    CONTAINS,
    REGEX
  }

  /**
   * @throws IllegalArgumentException if it is a regular expression that can't be used; the message
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
