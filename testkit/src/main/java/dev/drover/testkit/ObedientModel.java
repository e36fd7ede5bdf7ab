package dev.drover.testkit;

import dev.drover.application.plugin.CommentAdapter;
import dev.drover.application.plugin.CommentContext;
import dev.drover.application.port.comments.CommentGenerator;
import dev.drover.domain.script.comment.CommentGeneration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A language model in memory that writes what a test tells it to. It is a comment adapter and its
 * generator at once, under the name {@code obedient}. Thread-safe.
 */
public final class ObedientModel implements CommentAdapter, CommentGenerator {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Optional<String> answer;

  /** Makes a model that gives this answer until it is told another. */
  public ObedientModel(String answer) {
    this.answer = Optional.of(answer);
  }

  /** Sets the answer to every later request. */
  public void answers(String text) {
    answer = Optional.of(text);
  }

  /** Refuses every later request. */
  public void refuses() {
    answer = Optional.empty();
  }

  /** Returns what was known of each video that a comment was asked for, the oldest first. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public String name() {
    return "obedient";
  }

  @Override
  public CommentGenerator open(CommentContext context) {
    return this;
  }

  @Override
  public String generate(CommentGeneration generation, String about) {
    asked.add(about);
    String line =
        answer
            .orElseThrow(() -> new CommentNotGenerated("the model refuses every request"))
            .replaceAll("[\\s\\p{Z}\\p{Cc}]+", " ")
            .strip();
    if (line.isEmpty()) {
      throw new CommentNotGenerated("the model answered without a comment");
    }
    return line;
  }
}
