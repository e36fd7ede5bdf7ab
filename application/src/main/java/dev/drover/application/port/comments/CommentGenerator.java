package dev.drover.application.port.comments;

import dev.drover.domain.script.comment.CommentGeneration;

/** Writes comments with a language model. Thread-safe. */
public interface CommentGenerator {

  /**
   * Writes one comment.
   *
   * @param about what is known of the video, such as its description; may be empty
   * @return a single line, not blank
   * @throws CommentNotGenerated if there was no usable answer; a retry is safe
   */
  String generate(CommentGeneration generation, String about);

  /**
   * The endpoint was not reached, refused the request, or gave no usable answer. The message says
   * why and contains no secret.
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
