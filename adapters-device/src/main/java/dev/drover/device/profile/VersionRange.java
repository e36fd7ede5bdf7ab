package dev.drover.device.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The app versions that a profile is for, such as {@code >=30 <36}. Every condition must hold. A
 * condition compares only as many parts of a version as it names, so 34.5.3 is {@code <=34}.
 *
 * @param text the range as it is written in the profile; empty for every version
 */
public record VersionRange(String text, List<Condition> conditions) {
  static final VersionRange ANY = new VersionRange("", List.of());

  private static final Pattern CONDITION =
      Pattern.compile("(>=|<=|>|<|=)\\s*+(\\d{1,9}(?:\\.\\d{1,9}){0,5})\\s*+");
  private static final Pattern VERSION = Pattern.compile("(?s)\\s*+(\\d{1,9}(?:\\.\\d{1,9})*+).*");

  public VersionRange {
    conditions = List.copyOf(conditions);
  }

  /** A bound of the range. */
  record Condition(String operator, List<Integer> bound) {
    Condition {
      bound = List.copyOf(bound);
    }

    boolean holds(List<Integer> version) {
      int order = 0;
      for (int i = 0; i < bound.size() && order == 0; i++) {
        order = Integer.compare(i < version.size() ? version.get(i) : 0, bound.get(i));
      }
      return switch (operator) {
        case ">=" -> order >= 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        case "<" -> order < 0;
        default -> order == 0;
      };
    }
  }

  /**
   * Parses a range.
   *
   * @throws IllegalArgumentException if the text is not a range; the message says what is
   */
  static VersionRange parse(String text) {
    List<Condition> conditions = new ArrayList<>();
    Matcher matcher = CONDITION.matcher(text.strip());
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      conditions.add(new Condition(matcher.group(1), numbers(matcher.group(2))));
      end = matcher.end();
    }
    if (conditions.isEmpty() || end != text.strip().length()) {
      throw new IllegalArgumentException(
          "must be conditions such as >=30 <36, each of >= <= > < = and a version");
    }
    return new VersionRange(text.strip(), conditions);
  }

  /**
   * Returns whether a version is in the range. A version without numbers is only in the range of
   * all versions.
   */
  boolean holds(String version) {
    if (conditions.isEmpty()) {
      return true;
    }
    Matcher matcher = VERSION.matcher(version);
    return matcher.matches()
        && conditions.stream().allMatch(condition -> condition.holds(numbers(matcher.group(1))));
  }

  private static List<Integer> numbers(String version) {
    List<Integer> numbers = new ArrayList<>();
    for (String part : version.split("\\.")) {
      numbers.add(Integer.parseInt(part));
    }
    return numbers;
  }

  @Override
  public String toString() {
    return text;
  }
}
