package dev.drover.application.port.comments;

import dev.drover.domain.script.CommentGeneration;

/** Has comments written by a language model. May be called from any thread. */
public interface CommentGenerator {

  /**
   * Writes one comment.
   *
   * @param about what is known of the video, such as its description; may be empty
   * @return a single line, not blank
   * @throws CommentNotGenerated if none came; a retry is safe
   */
  String generate(CommentGeneration generation, String about);

  /**
   * The endpoint was not reached, refused, or gave nothing that can be used. Its message says why
   * and holds no secret.
   */
  final class CommentNotGenerated extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommentNotGenerated(String message, Throwable cause) {
      super(message, cause);
    }

    public CommentNotGenerated(String message) {
      super(message);
    }
  }
}
