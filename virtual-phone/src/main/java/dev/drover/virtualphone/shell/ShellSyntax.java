package dev.drover.virtualphone.shell;

import java.util.List;

/** A parsed command line. */
sealed interface ShellSyntax {

  /** Commands that run one after another. */
  record Sequence(List<ShellSyntax> commands) implements ShellSyntax {}

  /** The second runs when the first succeeded ({@code &&}) or failed ({@code ||}). */
  record Conditional(ShellSyntax first, boolean onSuccess, ShellSyntax second)
      implements ShellSyntax {}

  /** The output of each is the input of the next. */
  record Pipeline(List<ShellSyntax> commands) implements ShellSyntax {}

  /** A command that runs in the background ({@code &}). */
  record Background(ShellSyntax command) implements ShellSyntax {}

  record Simple(List<Word> words, List<Redirection> redirections) implements ShellSyntax {}

  /** {@code ( ... )} or <code>{ ...; }</code>. */
  record Group(ShellSyntax commands, List<Redirection> redirections) implements ShellSyntax {}

  /**
   * @param descriptor 0 input, 1 output, 2 errors
   */
  record Redirection(int descriptor, Kind kind, Word target) {
    enum Kind {
      READ,
      WRITE,
      APPEND,
      DUPLICATE
    }
  }

  /**
   * A word of adjacent parts. It becomes one argument, or several if an unquoted part contains
   * blanks.
   */
  record Word(List<Part> parts) {}

  /** A piece of a word. */
  sealed interface Part {
    record Literal(String text) implements Part {}

    record Variable(String name, boolean quoted) implements Part {}

    record Substitution(ShellSyntax commands, boolean quoted) implements Part {}
  }
}
