package dev.drover.virtualphone.shell;

import java.util.List;

/** A parsed command line. */
sealed interface ShellSyntax {

  /** One after another. */
  record Sequence(List<ShellSyntax> commands) implements ShellSyntax {}

  /** The second runs when the first succeeded ({@code &&}) or failed ({@code ||}). */
  record Conditional(ShellSyntax first, boolean onSuccess, ShellSyntax second)
      implements ShellSyntax {}

  /** The output of each is the input of the next. */
  record Pipeline(List<ShellSyntax> commands) implements ShellSyntax {}

  /** Runs on its own; the shell does not wait for it ({@code &}). */
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

  /** Parts that stand together make one argument, or several where an unquoted part has blanks. */
  record Word(List<Part> parts) {}

  /** A piece of a word. */
  sealed interface Part {
    record Literal(String text) implements Part {}

    record Variable(String name, boolean quoted) implements Part {}

    record Substitution(ShellSyntax commands, boolean quoted) implements Part {}
  }
}
