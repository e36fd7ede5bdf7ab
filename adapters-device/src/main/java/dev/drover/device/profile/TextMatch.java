package dev.drover.device.profile;

import dev.drover.device.profile.index.KnownTexts;
import dev.drover.device.profile.index.KnownTexts.Question;
import dev.drover.device.profile.index.ScreenIndex;
import dev.drover.device.profile.index.ScreenIndex.Fitting;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A comparison of texts, which ignores case and takes time linear in the text.
 *
 * @param wanted the texts of which one must fit, with {@code {}} for the argument
 * @param namesWords whether it asks for words of the app or for the argument; a mere pattern fits
 *     many things
 * @param regexes the compiled expressions; empty if they are compiled with each argument
 * @param question stands for it in what is known of texts; empty if it takes an argument
 */
record TextMatch(
    Comparison comparison,
    List<String> wanted,
    boolean namesWords,
    List<LinearRegex> regexes,
    Optional<Question> question) {
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
   * @param known remembers what fits
   * @throws IllegalArgumentException if a text is an unusable regular expression; the message says
   *     why
   */
  static TextMatch of(
      Comparison comparison, List<String> wanted, boolean labelled, KnownTexts known) {
    List<String> different = wanted.stream().distinct().toList();
    if (comparison != Comparison.REGEX) {
      return new TextMatch(comparison, different, true, List.of(), question(different, known));
    }
    boolean takesArgument = takeArgument(different);
    List<LinearRegex> compiled = different.stream().map(text -> compiled(text, "")).toList();
    return new TextMatch(
        comparison,
        different,
        labelled || takesArgument,
        takesArgument ? List.of() : compiled,
        question(different, known));
  }

  /** Creates a comparison that fits what one of several of the same kind fits. */
  static TextMatch anyOf(List<TextMatch> matches, KnownTexts known) {
    TextMatch first = matches.getFirst();
    List<String> wanted =
        matches.stream().flatMap(match -> match.wanted().stream()).distinct().toList();
    return new TextMatch(
        first.comparison(),
        wanted,
        first.namesWords(),
        matches.stream().flatMap(match -> match.regexes().stream()).distinct().toList(),
        question(wanted, known));
  }

  private static LinearRegex compiled(String wanted, String argument) {
    return LinearRegex.compile(wanted.replace(ARGUMENT, LinearRegex.quote(argument)));
  }

  private static Optional<Question> question(List<String> wanted, KnownTexts known) {
    return takeArgument(wanted) ? Optional.empty() : Optional.of(known.question());
  }

  private static boolean takeArgument(List<String> wanted) {
    return wanted.stream().anyMatch(text -> text.contains(ARGUMENT));
  }

  boolean takesArgument() {
    return question.isEmpty();
  }

  /** What fits on one screen, since many candidates ask for the same words. Not thread-safe. */
  static final class Memo {
    private final ScreenIndex screen;
    private final IdentityHashMap<TextMatch, Words> known = new IdentityHashMap<>();
    private final Map<String, IdentityHashMap<TextMatch, Words>> knownWithArgument =
        new HashMap<>();

    Memo(ScreenIndex screen) {
      this.screen = screen;
    }

    /** Finds what fits a comparison with an argument. */
    Words with(TextMatch match, String argument) {
      IdentityHashMap<TextMatch, Words> same =
          match.takesArgument()
              ? knownWithArgument.computeIfAbsent(argument, _ -> new IdentityHashMap<>())
              : known;
      Words words = same.get(match);
      if (words == null) {
        Predicate<String> test = match.with(argument);
        words =
            new Words(
                test,
                match
                    .question()
                    .map(question -> screen.fitting(question, test))
                    .orElseGet(() -> screen.fitting(test)));
        same.put(match, words);
      }
      return words;
    }
  }

  /**
   * What fits a comparison.
   *
   * @param on what of a screen fits
   */
  record Words(Predicate<String> test, Fitting on) {
    /** Returns whether a text says something that fits. */
    boolean areIn(String said) {
      return ScreenIndex.isSaid(said) && test.test(said);
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
