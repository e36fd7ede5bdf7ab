package dev.drover.device.profile;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A comparison of texts, which ignores case and takes time linear in the text.
 *
 * @param wanted the texts of which one must fit, with {@code {}} for the argument
 * @param namesWords whether it asks for words of the app or for the argument; a mere pattern fits
 *     many things
 * @param regexes the compiled expressions; empty if they are compiled with each argument
 */
record TextMatch(
    Comparison comparison, List<String> wanted, boolean namesWords, List<LinearRegex> regexes) {
  private static final String ARGUMENT = "{}";

  TextMatch {
    wanted = List.copyOf(wanted);
    regexes = List.copyOf(regexes);
  }

  enum Comparison {
    EXACT,
    CONTAINS,
    REGEX
  }

  /**
   * Creates a comparison.
   *
   * @param wanted the texts of which one must fit
   * @param labelled whether the texts have words of the app from the profile's labels
   * @throws IllegalArgumentException if a text is an unusable regular expression; the message says
   *     why
   */
  static TextMatch of(Comparison comparison, List<String> wanted, boolean labelled) {
    List<String> different = wanted.stream().distinct().toList();
    if (comparison != Comparison.REGEX) {
      return new TextMatch(comparison, different, true, List.of());
    }
    boolean takesArgument = different.stream().anyMatch(text -> text.contains(ARGUMENT));
    List<LinearRegex> compiled = different.stream().map(text -> compiled(text, "")).toList();
    return new TextMatch(
        comparison, different, labelled || takesArgument, takesArgument ? List.of() : compiled);
  }

  /** Creates a comparison that fits what one of several of the same kind fits. */
  static TextMatch anyOf(List<TextMatch> matches) {
    TextMatch first = matches.getFirst();
    return new TextMatch(
        first.comparison(),
        matches.stream().flatMap(match -> match.wanted().stream()).distinct().toList(),
        first.namesWords(),
        matches.stream().flatMap(match -> match.regexes().stream()).distinct().toList());
  }

  private static LinearRegex compiled(String wanted, String argument) {
    return LinearRegex.compile(wanted.replace(ARGUMENT, LinearRegex.quote(argument)));
  }

  boolean takesArgument() {
    return wanted.stream().anyMatch(text -> text.contains(ARGUMENT));
  }

  /**
   * What texts of one screen fit, since many candidates ask for the same words. Not thread-safe.
   */
  static final class Memo {
    private final IdentityHashMap<TextMatch, Predicate<String>> known = new IdentityHashMap<>();

    /** Returns the comparison with an argument, as {@link TextMatch#with}. */
    Predicate<String> with(TextMatch match, String argument) {
      return match.takesArgument()
          ? match.with(argument)
          : known.computeIfAbsent(match, _ -> remembering(match.with("")));
    }

    private static Predicate<String> remembering(Predicate<String> fits) {
      Map<String, Boolean> results = new HashMap<>();
      return text -> results.computeIfAbsent(text, fits::test);
    }
  }

  Predicate<String> with(String argument) {
    List<Predicate<String>> each =
        switch (comparison) {
          case EXACT ->
              wanted.stream()
                  .<Predicate<String>>map(
                      text -> text.replace(ARGUMENT, argument)::equalsIgnoreCase)
                  .toList();
          case CONTAINS ->
              wanted.stream()
                  .<Predicate<String>>map(
                      text -> new TextSearch(text.replace(ARGUMENT, argument))::isIn)
                  .toList();
          case REGEX ->
              (regexes.isEmpty()
                      ? wanted.stream().map(text -> compiled(text, argument))
                      : regexes.stream())
                  .<Predicate<String>>map(regex -> regex::fits)
                  .toList();
        };
    return each.size() == 1
        ? each.getFirst()
        : text -> {
          for (Predicate<String> one : each) {
            if (one.test(text)) {
              return true;
            }
          }
          return false;
        };
  }
}
