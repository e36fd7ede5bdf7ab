package dev.drover.domain.material;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A text with alternatives, {@code {Hi|Hello {you|there}}!}. Each expansion picks one of them at
 * random. A backslash escapes a brace, a bar or a backslash. Parsing and expanding take time linear
 * in the text's length, however many expansions there are.
 */
public final class Spintax {
  /** The longest expansion; longer than any platform's caption. */
  public static final int LONGEST_EXPANSION = 10_000;

  private static final int LONGEST_TEXT = 50_000;
  private static final int DEEPEST = 50;

  private final Sequence whole;

  private Spintax(Sequence whole) {
    this.whole = whole;
  }

  private sealed interface Part {
    int longest();

    void expand(StringBuilder into, RandomGenerator random);
  }

  private record Literal(String text) implements Part {
    @Override
    public int longest() {
      return text.length();
    }

    @Override
    public void expand(StringBuilder into, RandomGenerator random) {
      into.append(text);
    }
  }

  private record Choice(List<Sequence> alternatives) implements Part {
    @Override
    public int longest() {
      return alternatives.stream().mapToInt(Sequence::longest).max().orElse(0);
    }

    @Override
    public void expand(StringBuilder into, RandomGenerator random) {
      alternatives.get(random.nextInt(alternatives.size())).expand(into, random);
    }
  }

  private record Sequence(List<Part> parts, int longest) implements Part {
    static Sequence of(List<Part> parts) {
      return new Sequence(List.copyOf(parts), parts.stream().mapToInt(Part::longest).sum());
    }

    @Override
    public void expand(StringBuilder into, RandomGenerator random) {
      parts.forEach(part -> part.expand(into, random));
    }
  }

  /**
   * Parses a text.
   *
   * @throws IllegalArgumentException if a brace is unmatched, braces are nested more than 50 deep,
   *     or an expansion could be longer than {@link #LONGEST_EXPANSION}; the message says where
   */
  public static Spintax parse(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException("must not have more than " + LONGEST_TEXT + " characters");
    }
    Sequence whole = new Reader(text).whole();
    if (whole.longest() > LONGEST_EXPANSION) {
      throw new IllegalArgumentException(
          "could expand to " + whole.longest() + " characters; at most " + LONGEST_EXPANSION);
    }
    return new Spintax(whole);
  }

  /** Returns a random expansion. */
  public String expand(RandomGenerator random) {
    StringBuilder into = new StringBuilder();
    whole.expand(into, random);
    return into.toString();
  }

  /** Parses in one pass from left to right. */
  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    Sequence whole() {
      Sequence sequence = sequence(0);
      if (at < text.length()) {
        throw new IllegalArgumentException(
            "has a } at character "
                + (at + 1)
                + " that no { opens; write \\} for the character itself");
      }
      return sequence;
    }

    /** Parses up to the end, or to a bar or closing brace of the enclosing choice. */
    private Sequence sequence(int depth) {
      List<Part> parts = new ArrayList<>();
      StringBuilder literal = new StringBuilder();
      while (at < text.length()) {
        char character = text.charAt(at);
        if (character == '\\' && at + 1 < text.length() && isSpecial(text.charAt(at + 1))) {
          literal.append(text.charAt(at + 1));
          at += 2;
        } else if (character == '{') {
          addLiteral(parts, literal);
          parts.add(choice(depth + 1));
        } else if (character == '}' || (character == '|' && depth > 0)) {
          break;
        } else {
          literal.append(character);
          at++;
        }
      }
      addLiteral(parts, literal);
      return Sequence.of(parts);
    }

    private Choice choice(int depth) {
      int opened = at + 1;
      if (depth > DEEPEST) {
        throw new IllegalArgumentException("has braces nested more than " + DEEPEST + " deep");
      }
      List<Sequence> alternatives = new ArrayList<>();
      do {
        at++;
        alternatives.add(sequence(depth));
      } while (at < text.length() && text.charAt(at) == '|');
      if (at == text.length()) {
        throw new IllegalArgumentException(
            "has a { at character "
                + opened
                + " that no } closes; write \\{ for the character itself");
      }
      at++;
      return new Choice(alternatives);
    }

    private static void addLiteral(List<Part> parts, StringBuilder literal) {
      if (!literal.isEmpty()) {
        parts.add(new Literal(literal.toString()));
        literal.setLength(0);
      }
    }

    private static boolean isSpecial(char character) {
      return character == '{' || character == '}' || character == '|' || character == '\\';
    }
  }
}
