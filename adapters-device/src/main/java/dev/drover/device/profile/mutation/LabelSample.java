package dev.drover.device.profile.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Writes a text that a label's regular expression fits. Knows what labels are made of: words,
 * alternatives, groups, classes, and parts that may be left out or repeated.
 */
final class LabelSample {
  private final String regex;
  private final RandomGenerator random;
  private int at;

  private LabelSample(String regex, RandomGenerator random) {
    this.regex = regex;
    this.random = random;
  }

  /** Returns one of the texts that the expression fits, if it has only what labels are made of. */
  static String of(String regex, RandomGenerator random) {
    return new LabelSample(regex, random).alternatives().strip();
  }

  private String alternatives() {
    List<String> choices = new ArrayList<>();
    StringBuilder choice = new StringBuilder();
    while (at < regex.length() && regex.charAt(at) != ')') {
      if (regex.charAt(at) == '|') {
        at++;
        choices.add(choice.toString());
        choice.setLength(0);
      } else {
        choice.append(repeated(atom()));
      }
    }
    choices.add(choice.toString());
    return choices.get(random.nextInt(choices.size()));
  }

  private String atom() {
    char here = regex.charAt(at++);
    return switch (here) {
      case '(' -> group();
      case '[' -> oneOfClass();
      case '\\' -> escaped(regex.charAt(at++));
      case '.' -> "’";
      default -> String.valueOf(here);
    };
  }

  private String group() {
    if (regex.startsWith("?:", at)) {
      at += 2;
    }
    String inside = alternatives();
    at++;
    return inside;
  }

  private String oneOfClass() {
    int end = regex.indexOf(']', at);
    String first =
        regex.charAt(at) == '\\' ? escaped(regex.charAt(at + 1)) : regex.substring(at, at + 1);
    at = end + 1;
    return first;
  }

  private static String escaped(char character) {
    return switch (character) {
      case 'h', 's' -> " ";
      case 'd' -> "3";
      default -> String.valueOf(character);
    };
  }

  private String repeated(String atom) {
    if (at >= regex.length()) {
      return atom;
    }
    return switch (regex.charAt(at)) {
      case '?' -> {
        at++;
        yield random.nextBoolean() ? atom : "";
      }
      case '*' -> {
        at++;
        yield "";
      }
      case '+' -> {
        at++;
        yield atom;
      }
      default -> atom;
    };
  }
}
