package dev.drover.domain.script;

/** The files that a script takes to its phone. */
public sealed interface FilesNeeded {

  /** None. */
  record None() implements FilesNeeded {}

  /** Files that an account posts, each of them once. */
  record ToPost(PostContent content, MaterialSource source) implements FilesNeeded {}

  /**
   * A picture that may be sent again and again.
   *
   * @param path absolute, or below the upload folder
   */
  record Picture(String path) implements FilesNeeded {}
}
