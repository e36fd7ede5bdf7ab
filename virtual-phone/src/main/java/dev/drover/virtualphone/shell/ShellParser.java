package dev.drover.virtualphone.shell;

import dev.drover.virtualphone.shell.ShellSyntax.Background;
import dev.drover.virtualphone.shell.ShellSyntax.Conditional;
import dev.drover.virtualphone.shell.ShellSyntax.Group;
import dev.drover.virtualphone.shell.ShellSyntax.Part;
import dev.drover.virtualphone.shell.ShellSyntax.Pipeline;
import dev.drover.virtualphone.shell.ShellSyntax.Redirection;
import dev.drover.virtualphone.shell.ShellSyntax.Sequence;
import dev.drover.virtualphone.shell.ShellSyntax.Simple;
import dev.drover.virtualphone.shell.ShellSyntax.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Parses simple commands, lists and pipelines of POSIX's shell language. Quoting follows its
 * section 2.2, so a missing quote has the same effect as on a real phone. Loops, functions and
 * globs are not supported.
 */
final class ShellParser {
  private static final String OPERATOR_CHARACTERS = "&|;<>()\n";
  private static final String BLANKS = " \t";

  private final String text;
  private int position;

  private ShellParser(String text) {
    this.text = text;
  }

  /** Signals a text that can't be parsed. */
  static final class SyntaxError extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean incomplete;
    private final String reason;

    SyntaxError(String reason, boolean incomplete) {
      super(reason);
      this.reason = reason;
      this.incomplete = incomplete;
    }

    /** Whether more text could complete it, such as the end of an open quote. */
    boolean incomplete() {
      return incomplete;
    }

    String reason() {
      return reason;
    }
  }

  static ShellSyntax parse(String text) throws SyntaxError {
    ShellParser parser = new ShellParser(text);
    ShellSyntax parsed = parser.sequence("");
    if (parser.position < text.length()) {
      throw new SyntaxError(
          "syntax error: unexpected '" + text.charAt(parser.position) + "'", false);
    }
    return parsed;
  }

  /**
   * @param terminator the character that ends the sequence, or empty for the end of the text
   */
  private Sequence sequence(String terminator) throws SyntaxError {
    List<ShellSyntax> commands = new ArrayList<>();
    while (true) {
      skipSeparators();
      if (atEnd() || (!terminator.isEmpty() && text.startsWith(terminator, position))) {
        return new Sequence(commands);
      }
      if (peek(")") || peek("}")) {
        return new Sequence(commands);
      }
      int before = position;
      ShellSyntax command = conditional();
      skipBlanks();
      boolean background = peek("&") && !peek("&&");
      commands.add(background ? new Background(command) : command);
      if (position == before) {
        throw new SyntaxError("syntax error: unexpected '" + text.charAt(position) + "'", false);
      }
    }
  }

  private void skipSeparators() {
    while (!atEnd()) {
      char next = text.charAt(position);
      if (next == '#') {
        skipComment();
      } else if (next == '&' && !peek("&&")) {
        position++;
      } else if (BLANKS.indexOf(next) >= 0 || next == ';' || next == '\n' || next == '\r') {
        position++;
      } else {
        return;
      }
    }
  }

  private void skipComment() {
    while (!atEnd() && text.charAt(position) != '\n') {
      position++;
    }
  }

  private ShellSyntax conditional() throws SyntaxError {
    ShellSyntax left = pipeline();
    while (true) {
      skipBlanks();
      if (peek("&&") || peek("||")) {
        boolean onSuccess = peek("&&");
        position += 2;
        skipBlanksAndNewlines();
        if (atEnd()) {
          throw new SyntaxError("syntax error: unexpected end of file", true);
        }
        left = new Conditional(left, onSuccess, pipeline());
      } else {
        return left;
      }
    }
  }

  private ShellSyntax pipeline() throws SyntaxError {
    List<ShellSyntax> commands = new ArrayList<>();
    commands.add(command());
    while (true) {
      skipBlanks();
      if (!peek("|") || peek("||")) {
        return commands.size() == 1 ? commands.getFirst() : new Pipeline(commands);
      }
      position++;
      skipBlanksAndNewlines();
      commands.add(command());
    }
  }

  private ShellSyntax command() throws SyntaxError {
    skipBlanks();
    if (peek("(")
        || (peek("{") && position + 1 < text.length() && isBlank(text.charAt(position + 1)))) {
      String close = peek("(") ? ")" : "}";
      position++;
      Sequence inner = sequence(close);
      if (!peek(close)) {
        throw new SyntaxError("syntax error: missing '" + close + "'", atEnd());
      }
      position++;
      return new Group(inner, redirections());
    }
    List<Word> words = new ArrayList<>();
    List<Redirection> redirections = new ArrayList<>();
    while (true) {
      skipBlanks();
      Optional<Redirection> redirection = redirection();
      if (redirection.isPresent()) {
        redirections.add(redirection.get());
      } else if (atEnd()
          || OPERATOR_CHARACTERS.indexOf(text.charAt(position)) >= 0
          || (words.isEmpty() && peek("}"))) {
        break;
      } else if (text.charAt(position) == '#') {
        skipComment();
      } else {
        words.add(word());
      }
    }
    if (words.isEmpty() && redirections.isEmpty()) {
      throw atEnd()
          ? new SyntaxError("syntax error: unexpected end of file", true)
          : new SyntaxError("syntax error: unexpected '" + text.charAt(position) + "'", false);
    }
    return new Simple(words, redirections);
  }

  private List<Redirection> redirections() throws SyntaxError {
    List<Redirection> found = new ArrayList<>();
    skipBlanks();
    Optional<Redirection> next = redirection();
    while (next.isPresent()) {
      found.add(next.get());
      skipBlanks();
      next = redirection();
    }
    return found;
  }

  private Optional<Redirection> redirection() throws SyntaxError {
    int start = position;
    int descriptor = -1;
    if (!atEnd() && Character.isDigit(text.charAt(position))) {
      descriptor = text.charAt(position) - '0';
      position++;
    }
    Redirection.Kind kind;
    if (peek(">>")) {
      kind = Redirection.Kind.APPEND;
      position += 2;
    } else if (peek(">&")) {
      kind = Redirection.Kind.DUPLICATE;
      position += 2;
    } else if (peek(">")) {
      kind = Redirection.Kind.WRITE;
      position++;
    } else if (peek("<")) {
      kind = Redirection.Kind.READ;
      position++;
    } else {
      position = start;
      return Optional.empty();
    }
    skipBlanks();
    int standard = kind == Redirection.Kind.READ ? 0 : 1;
    return Optional.of(new Redirection(descriptor < 0 ? standard : descriptor, kind, word()));
  }

  private Word word() throws SyntaxError {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    boolean any = false;
    while (!atEnd()) {
      char next = text.charAt(position);
      if (isBlank(next) || OPERATOR_CHARACTERS.indexOf(next) >= 0) {
        break;
      }
      any = true;
      if (next == '\'') {
        int end = text.indexOf('\'', position + 1);
        if (end < 0) {
          throw new SyntaxError("no closing quote", true);
        }
        flush(parts, literal);
        parts.add(new Part.Literal(text.substring(position + 1, end)));
        position = end + 1;
      } else if (next == '"') {
        flush(parts, literal);
        doubleQuoted(parts);
      } else if (next == '\\') {
        if (position + 1 >= text.length()) {
          throw new SyntaxError("no character after a backslash", true);
        }
        if (text.charAt(position + 1) != '\n') {
          flush(parts, literal);
          parts.add(new Part.Literal(text.substring(position + 1, position + 2)));
        }
        position += 2;
      } else if (next == '$' || next == '`') {
        flush(parts, literal);
        expansion(parts, false);
      } else {
        literal.append(next);
        position++;
      }
    }
    if (!any) {
      throw new SyntaxError("syntax error: a word is missing", atEnd());
    }
    flush(parts, literal);
    return new Word(parts);
  }

  private void doubleQuoted(List<Part> parts) throws SyntaxError {
    position++;
    StringBuilder literal = new StringBuilder();
    int partsBefore = parts.size();
    while (true) {
      if (atEnd()) {
        throw new SyntaxError("no closing quote", true);
      }
      char next = text.charAt(position);
      if (next == '"') {
        position++;
        if (!literal.isEmpty() || parts.size() == partsBefore) {
          parts.add(new Part.Literal(literal.toString()));
        }
        return;
      }
      if (next == '\\' && position + 1 < text.length()) {
        char escaped = text.charAt(position + 1);
        if (escaped == '\n') {
          position += 2;
          continue;
        }
        if ("$`\"\\".indexOf(escaped) >= 0) {
          literal.append(escaped);
        } else {
          literal.append('\\').append(escaped);
        }
        position += 2;
      } else if (next == '$' || next == '`') {
        flush(parts, literal);
        expansion(parts, true);
      } else {
        literal.append(next);
        position++;
      }
    }
  }

  private void expansion(List<Part> parts, boolean quoted) throws SyntaxError {
    if (text.charAt(position) == '`') {
      int end = text.indexOf('`', position + 1);
      if (end < 0) {
        throw new SyntaxError("no closing backquote", true);
      }
      parts.add(new Part.Substitution(parse(text.substring(position + 1, end)), quoted));
      position = end + 1;
    } else if (peek("$(")) {
      position += 2;
      Sequence inner = sequence(")");
      if (!peek(")")) {
        throw new SyntaxError("no closing parenthesis", atEnd());
      }
      position++;
      parts.add(new Part.Substitution(inner, quoted));
    } else if (peek("${")) {
      int end = text.indexOf('}', position);
      if (end < 0) {
        throw new SyntaxError("no closing brace", true);
      }
      parts.add(new Part.Variable(text.substring(position + 2, end), quoted));
      position = end + 1;
    } else {
      int start = position + 1;
      int end = start;
      if (end < text.length() && "?$#".indexOf(text.charAt(end)) >= 0) {
        end++;
      } else {
        while (end < text.length()
            && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
          end++;
        }
      }
      if (end == start) {
        parts.add(new Part.Literal("$"));
      } else {
        parts.add(new Part.Variable(text.substring(start, end), quoted));
      }
      position = end;
    }
  }

  private static void flush(List<Part> parts, StringBuilder literal) {
    if (!literal.isEmpty()) {
      parts.add(new Part.Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private void skipBlanks() {
    while (!atEnd()) {
      if (isBlank(text.charAt(position)) && text.charAt(position) != '\n') {
        position++;
      } else if (text.startsWith("\\\n", position)) {
        position += 2;
      } else {
        return;
      }
    }
  }

  private void skipBlanksAndNewlines() {
    while (!atEnd() && (isBlank(text.charAt(position)) || text.charAt(position) == '\n')) {
      position++;
    }
  }

  private static boolean isBlank(char character) {
    return BLANKS.indexOf(character) >= 0 || character == '\r';
  }

  private boolean peek(String expected) {
    return text.startsWith(expected, position);
  }

  private boolean atEnd() {
    return position >= text.length();
  }
}
