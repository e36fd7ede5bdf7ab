package dev.drover.domain.material;

import java.util.OptionalInt;

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

  /**
   * A picture of an account, from a folder. It may be taken any number of times.
   *
   * @param folder on the server
   * @param place of the picture in the order of the folder's images, from the first again after the
   *     last; empty for any, and the same for each attempt of a task
   */
  record Avatar(String folder, OptionalInt place) implements FilesNeeded {}
}
