package dev.drover.domain.material;

/** The files that a script takes to its phone. */
public sealed interface FilesNeeded {

  /** None. */
  record None() implements FilesNeeded {}

  /** Files that an account posts, each only once. */
  record ToPost(PostContent content, MaterialSource source) implements FilesNeeded {}

  /**
   * A picture that may be sent any number of times.
   *
   * @param path absolute, or below the upload folder
   */
  record Picture(String path) implements FilesNeeded {}
}
