package dev.drover.device.flow.warmup;

import dev.drover.application.port.comments.CommentGenerator.CommentNotGenerated;
import dev.drover.application.port.device.Attempt;
import dev.drover.device.flow.FlowContext;
import dev.drover.domain.script.comment.CommentGeneration;
import dev.drover.domain.script.comment.Emoji;
import dev.drover.domain.script.warmup.AccountWarmupScript;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The comments of a warm-up: from a language model, or from the task's own list. */
final class WarmupComments {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final AccountWarmupScript script;
  private final FlowContext context;
  private int picked;

  WarmupComments(AccountWarmupScript script, FlowContext context) {
    this.script = script;
    this.context = context;
  }

  /** Whether there is anything to comment with. */
  boolean any() {
    return script.comments().isPresent() || script.generation().isPresent();
  }

  /**
   * The next comment. Where the model writes none, one of the list stands in, and a step says so.
   *
   * @param about what is known of the video
   */
  Optional<String> next(String about, int progress) {
    return script
        .generation()
        .flatMap(
            generation ->
                generated(generation, about, progress)
                    .map(
                        comment ->
                            generation.insertEmoji()
                                ? Emoji.append(comment, context.random())
                                : comment))
        .or(this::fromList);
  }

  private Optional<String> fromList() {
    Optional<String> comment = script.comments().map(list -> list.pick(picked, context.random()));
    comment.ifPresent(_ -> picked++);
    return comment;
  }

  /** Runs on a thread of its own, so that a stopped attempt does not wait for the endpoint. */
  private Optional<String> generated(CommentGeneration generation, String about, int progress) {
    FutureTask<String> writing =
        new FutureTask<>(() -> context.comments().generate(generation, about));
    Thread.ofVirtual().name("comment-generation").start(writing);
    try {
      while (true) {
        try {
          return Optional.of(writing.get(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException notYet) {
          // Throws when the attempt is stopped.
          context.screen().rest(Duration.ZERO);
        }
      }
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof CommentNotGenerated known) {
        context.step(
            known.getMessage()
                + (script.comments().isPresent()
                    ? "; a comment of the task's list stands in"
                    : "; no comment is left"),
            progress);
        return Optional.empty();
      }
      throw new IllegalStateException("the comment generator failed unexpectedly", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Attempt.AttemptStopped("interrupted while a comment was written");
    } finally {
      writing.cancel(true);
    }
  }
}
