package dev.drover.domain.script.comment;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Picks comments from a list.
 *
 * @param comments one or more, none blank
 * @param insertEmoji whether an emoji is put behind each
 */
public record CommentPicker(List<String> comments, CommentOrder order, boolean insertEmoji) {
  public CommentPicker {
    comments = List.copyOf(comments);
    if (comments.isEmpty() || comments.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("there must be at least one comment, and none blank");
    }
  }

  /**
   * Returns the comment to leave.
   *
   * @param number counts the comments taken from the list, from 0; in sequential order, number k
   *     takes line k modulo the number of lines
   */
  public String pick(int number, RandomGenerator random) {
    int index =
        switch (order) {
          case RANDOM -> random.nextInt(comments.size());
          case SEQUENTIAL -> Math.floorMod(number, comments.size());
        };
    String comment = comments.get(index);
    return insertEmoji ? Emoji.append(comment, random) : comment;
  }
}
