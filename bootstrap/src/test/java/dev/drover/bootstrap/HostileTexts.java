package dev.drover.bootstrap;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.regex.Pattern;

/**
 * Generates texts that make a backtracking engine work hard on a regular expression: prefixes of
 * what it matches, with one part repeated many times, and an end that does not match. It parses the
 * syntax that the code uses, and treats anything else as literal text.
 */
final class HostileTexts {
  private static final int MOST_BRANCHES = 6;
  private static final int MOST_PARTS = 14;
  private static final int MOST_UNITS = 18;

  private static final List<String> ENDS = List.of("", "\u0000", "\n\u0000", "!");

  /** Characters by which classes are tried: one of each kind that patterns tell apart. */
  private static final String SAMPLES =
      " \t\n\r\u0085\u2028aZ09f_-.,:;/\\{}[]()<>\"'`=+*?!@#%&|~^$\u0000\u200bé中\u00a0";

  private final String regex;
  private int at;

  private HostileTexts(String regex) {
    this.regex = regex;
  }

  /** Ways to read a part: each is a list of small texts, one a character, class or group. */
  private record Ways(List<List<String>> of) {}

  /**
   * Shapes of hostile texts for an expression.
   *
   * @return what makes a text of some length
   */
  static List<Shape> of(String regex) {
    HostileTexts reader = new HostileTexts(regex);
    Ways ways = reader.alternatives();
    SequencedSet<String> units = new LinkedHashSet<>();
    SequencedSet<String> beginnings = new LinkedHashSet<>();
    beginnings.add("");
    for (List<String> way : ways.of()) {
      StringBuilder begun = new StringBuilder();
      for (int i = 0; i < Math.min(MOST_PARTS, way.size()); i++) {
        begun.append(way.get(i));
        beginnings.add(begun.toString());
        units.add(way.get(i));
        if (i > 0) {
          units.add(way.get(i - 1) + way.get(i));
        }
      }
      units.add(begun.toString());
    }
    for (String single : reader.singles) {
      units.add(single);
    }
    List<Shape> shapes = new ArrayList<>();
    for (String beginning : beginnings) {
      for (String unit : units.stream().filter(u -> !u.isEmpty()).limit(MOST_UNITS).toList()) {
        for (String end : ENDS) {
          shapes.add(new Shape(beginning, unit, end));
        }
      }
    }
    return shapes;
  }

  /** A beginning, a unit that is repeated, and an end. */
  record Shape(String beginning, String unit, String end) {
    String ofLength(int length) {
      int times = Math.max(1, (length - beginning.length() - end.length()) / unit.length());
      return beginning + unit.repeat(times) + end;
    }
  }

  private final SequencedSet<String> singles = new LinkedHashSet<>();

  private Ways alternatives() {
    List<List<String>> all = new ArrayList<>();
    do {
      all.addAll(sequence().of());
    } while (took('|'));
    return new Ways(all.size() > MOST_BRANCHES ? all.subList(0, MOST_BRANCHES) : all);
  }

  private Ways sequence() {
    List<List<String>> ways = List.of(List.of());
    while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
      Ways next = quantified();
      List<List<String>> longer = new ArrayList<>();
      for (List<String> way : ways) {
        for (List<String> then : next.of()) {
          if (longer.size() < MOST_BRANCHES) {
            List<String> joined = new ArrayList<>(way);
            joined.addAll(then);
            longer.add(joined);
          }
        }
      }
      ways = longer;
    }
    return new Ways(ways);
  }

  private Ways quantified() {
    Ways one = atom();
    if (at >= regex.length()) {
      return one;
    }
    int times = 1;
    char next = regex.charAt(at);
    if (next == '*' || next == '+' || next == '?') {
      at++;
    } else if (next == '{') {
      int end = regex.indexOf('}', at);
      String least = regex.substring(at + 1, end).split(",", 2)[0];
      times = Math.clamp(Integer.parseInt(least), 1, 40);
      at = end + 1;
    }
    if (at < regex.length() && (regex.charAt(at) == '?' || regex.charAt(at) == '+')) {
      at++;
    }
    if (times == 1) {
      return one;
    }
    List<List<String>> repeated = new ArrayList<>();
    for (List<String> way : one.of()) {
      repeated.add(List.of(String.join("", way).repeat(times)));
    }
    return new Ways(repeated);
  }

  private Ways atom() {
    char next = regex.charAt(at);
    if (next == '(') {
      at++;
      boolean looks = false;
      if (took('?')) {
        looks = regex.startsWith("=", at) || regex.startsWith("!", at) || regex.startsWith("<", at);
        at = Math.max(at, endOfGroupHead());
      }
      Ways inner = alternatives();
      took(')');
      return looks ? new Ways(List.of(List.of())) : inner;
    }
    int literal = endOfLiteral();
    if (literal > at) {
      String text = regex.substring(at, literal);
      at = literal;
      return new Ways(List.of(List.of(text)));
    }
    int start = at;
    if (next == '[') {
      at = endOfClass(at);
    } else if (next == '\\') {
      at += 2;
      char escaped = regex.charAt(start + 1);
      if (escaped == 'Q') {
        int end = regex.indexOf("\\E", at);
        String quoted = regex.substring(at, end < 0 ? regex.length() : end);
        at = end < 0 ? regex.length() : end + 2;
        return new Ways(List.of(List.of(quoted)));
      }
      if ((escaped == 'p' || escaped == 'P') && regex.charAt(at) == '{') {
        at = regex.indexOf('}', at) + 1;
      } else if (escaped == 'x') {
        at += 2;
      } else if (escaped == 'u') {
        at += 4;
      }
    } else {
      at++;
    }
    return samples(regex.substring(start, at));
  }

  /** The end of several characters that stand for themselves, and for no other part. */
  private int endOfLiteral() {
    int end = at;
    while (end < regex.length() && isPlain(regex.charAt(end))) {
      end++;
    }
    boolean quantified = end < regex.length() && "*+?{".indexOf(regex.charAt(end)) >= 0;
    int ours = quantified ? end - 1 : end;
    return ours - at > 1 ? ours : at;
  }

  private static boolean isPlain(char character) {
    return "\\[](){}.*+?^$|".indexOf(character) < 0;
  }

  private int endOfGroupHead() {
    if (regex.startsWith("<", at)) {
      return regex.startsWith("<=", at) || regex.startsWith("<!", at)
          ? at + 2
          : regex.indexOf('>', at) + 1;
    }
    int end = at;
    while (":=!>)".indexOf(regex.charAt(end)) < 0) {
      end++;
    }
    return regex.charAt(end) == ')' ? end : end + 1;
  }

  private int endOfClass(int start) {
    int depth = 0;
    for (int i = start; i < regex.length(); i++) {
      char here = regex.charAt(i);
      if (here == '\\') {
        i++;
      } else if (here == '[') {
        depth++;
      } else if (here == ']') {
        depth--;
        if (depth == 0) {
          return i + 1;
        }
      }
    }
    return regex.length();
  }

  /** A few texts of one character that the atom takes; none for what takes no character. */
  private Ways samples(String atom) {
    Pattern pattern = Pattern.compile(atom, Pattern.DOTALL);
    List<String> fitting = new ArrayList<>();
    if (atom.length() == 1 && pattern.matcher(atom).matches()) {
      fitting.add(atom);
    }
    SAMPLES
        .chars()
        .mapToObj(Character::toString)
        .filter(sample -> pattern.matcher(sample).matches())
        .forEach(fitting::add);
    if (fitting.isEmpty()) {
      return new Ways(List.of(List.of()));
    }
    singles.add(fitting.getFirst());
    singles.add(fitting.getLast());
    singles.add(fitting.get(fitting.size() / 2));
    return new Ways(List.of(List.of(fitting.get(fitting.size() / 2))));
  }

  private boolean took(char wanted) {
    boolean there = at < regex.length() && regex.charAt(at) == wanted;
    if (there) {
      at++;
    }
    return there;
  }
}
