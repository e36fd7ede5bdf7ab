package dev.drover.device.profile;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A comparison of texts, which ignores case and takes time linear in the text.
 *
 * @param wanted the text, with {@code {}} for the argument
 * @param namesWords whether it asks for words of the app or for the argument; a mere pattern fits
 *     many things
 * @param regex the compiled expression; empty if it is compiled with each argument
 */
record TextMatch(
    Comparison comparison, String wanted, boolean namesWords, Optional<LinearRegex> regex) {
  private static final String ARGUMENT = "{}";

  enum Comparison {
    EXACT,
    CONTAINS,
    REGEX
  }

  /**
   * Creates a comparison.
   *
   * @param labelled whether the text has words of the app from the profile's labels
   * @throws IllegalArgumentException if the text is an unusable regular expression; the message
   *     says why
   */
  static TextMatch of(Comparison comparison, String wanted, boolean labelled) {
    if (comparison != Comparison.REGEX) {
      return new TextMatch(comparison, wanted, true, Optional.empty());
    }
    LinearRegex compiled = compiled(wanted, "");
    return new TextMatch(
        comparison,
        wanted,
        labelled || wanted.contains(ARGUMENT),
        wanted.contains(ARGUMENT) ? Optional.empty() : Optional.of(compiled));
  }

  private static LinearRegex compiled(String wanted, String argument) {
    return LinearRegex.compile(wanted.replace(ARGUMENT, LinearRegex.quote(argument)));
  }

  boolean takesArgument() {
    return wanted.contains(ARGUMENT);
  }

  /**
   * What texts of one screen fit, since many candidates ask for the same words. Not thread-safe.
   */
  static final class Memo {
    private final IdentityHashMap<TextMatch, Map<String, Boolean>> known = new IdentityHashMap<>();

    /** Returns the comparison with an argument, as {@link TextMatch#with}. */
    Predicate<String> with(TextMatch match, String argument) {
      Predicate<String> fits = match.with(argument);
      if (match.takesArgument() || match.comparison() != Comparison.REGEX) {
        return fits;
      }
      Map<String, Boolean> results = known.computeIfAbsent(match, _ -> new HashMap<>());
      return text -> results.computeIfAbsent(text, fits::test);
    }
  }

  Predicate<String> with(String argument) {
    return switch (comparison) {
      case EXACT -> wanted.replace(ARGUMENT, argument)::equalsIgnoreCase;
      case CONTAINS -> new TextSearch(wanted.replace(ARGUMENT, argument))::isIn;
      case REGEX -> regex.orElseGet(() -> compiled(wanted, argument))::fits;
    };
  }
}
