package dev.drover.domain.script.comment;

import dev.drover.domain.script.Kind.Choice.Option;
import dev.drover.domain.script.Parameter;
import dev.drover.domain.script.Problems;
import dev.drover.domain.script.Values;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The parameters of scripts that write comments. */
public final class CommentChoice {
  /** In characters; more than either platform accepts. */
  private static final int LONGEST_COMMENT = 2_000;

  /** Which line is taken; random unless given. */
  public static final Parameter<CommentOrder> ORDER =
      Parameter.choice(
              "comment_order",
              new Option<>("random", CommentOrder.RANDOM, "any line"),
              new Option<>(
                  "sequential",
                  CommentOrder.SEQUENTIAL,
                  "line k for the request's k-th task, from the first again after the last"))
          .otherwise("random")
          .described("Comments", "Which line is taken.");

  /** Whether an emoji is put behind the comment; false unless given. */
  public static final Parameter<Boolean> INSERT_EMOJI =
      Parameter.flag("insert_emoji")
          .otherwise(false)
          .described("Comments", "Whether an emoji is put behind the comment.");

  private CommentChoice() {}

  /** Returns the parameter of the comments themselves. */
  public static Parameter<List<String>> lines(String name) {
    return Parameter.lines(name, Function.<String>identity())
        .described("Comments", "The comments, one a line; at most 2,000 characters each.");
  }

  /** Notes each comment that is too long. */
  public static void check(Parameter<List<String>> lines, Values values, Problems problems) {
    for (String line : values.given(lines).orElse(List.of())) {
      if (line.length() > LONGEST_COMMENT) {
        problems.error(
            lines.name(),
            "has a comment of "
                + line.length()
                + " characters; at most "
                + LONGEST_COMMENT
                + " are allowed");
      }
    }
  }

  /** Returns how the comments are chosen, or empty if none are given. */
  public static Optional<CommentPicker> picker(Parameter<List<String>> lines, Values values) {
    return values
        .given(lines)
        .map(comments -> new CommentPicker(comments, values.get(ORDER), values.get(INSERT_EMOJI)));
  }
}
