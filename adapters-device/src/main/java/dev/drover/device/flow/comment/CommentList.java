package dev.drover.device.flow.comment;

import dev.drover.device.flow.AccountNames;
import dev.drover.device.hierarchy.Bounds;
import dev.drover.device.hierarchy.PagePart;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.Selector;
import dev.drover.device.screen.Screen;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a list of comments shows at one time.
 *
 * @param own how many comments with the text it shows under the account's own name
 * @param names who wrote each of its comments, from top to bottom, as far as its rows can be told
 * @param count how many comments the app counts, if it says so exactly
 * @param sendable whether something is still to be sent
 */
record CommentList(int own, List<String> names, Optional<Integer> count, boolean sendable) {
  /**
   * A name and the comment below it are in one column if their left edges differ by at most the
   * width divided by this.
   */
  private static final int SAME_COLUMN = 12;

  /** A new comment is the first, but for some that the author of the post keeps on top. */
  private static final int MOST_ON_TOP = 2;

  CommentList {
    names = List.copyOf(names);
  }

  static CommentList on(UiTree tree, Screen screen, AccountNames own, String text) {
    return new CommentList(
        (int)
            screen.findAllOn(tree, "comments.text", text).stream()
                .filter(row -> nameAbove(row, tree).filter(own::are).isPresent())
                .count(),
        screen.partsOn(tree, "comments.text").stream()
            .flatMap(row -> firstWords(row, tree).stream())
            .toList(),
        screen.findAllOn(tree, "comments.title", "").stream()
            .findFirst()
            .flatMap(title -> CommentCount.of(title.text())),
        isSendable(tree, screen));
  }

  /** What can't be decided counts as still to be sent: then nothing is taken for posted. */
  private static boolean isSendable(UiTree tree, Screen screen) {
    try {
      return screen.isOn(tree, "comments.send_button");
    } catch (Selector.Ambiguous undecided) {
      return true;
    }
  }

  /** Returns the name right above the comment, however the app groups the elements. */
  private static Optional<String> nameAbove(UiNode row, UiTree tree) {
    Bounds comment = row.bounds();
    int tolerance = tree.screen().right() / SAME_COLUMN;
    return tree.nodes().stream()
        .filter(node -> !node.text().isEmpty() && !node.bounds().isEmpty())
        .filter(node -> node.bounds().centerY() < comment.top())
        .filter(node -> Math.abs(node.bounds().left() - comment.left()) <= tolerance)
        .max(Comparator.comparingInt(node -> node.bounds().centerY()))
        .map(UiNode::text);
  }

  /** A comment begins with its author's name. */
  private static Optional<String> firstWords(PagePart row, UiTree tree) {
    return tree.nodes().stream()
        .filter(row::holds)
        .map(UiNode::text)
        .filter(words -> !words.isEmpty())
        .findFirst();
  }

  /**
   * Returns what shows that the account's comment is in the list, and was not before, where the
   * list does not tell what comments say.
   */
  Optional<String> newSince(CommentList before, AccountNames names) {
    if (sendable) {
      return Optional.empty();
    }
    boolean counted =
        count.isPresent() && before.count.isPresent() && count.get() == before.count.get() + 1;
    String risen =
        counted
            ? "the count of comments rose from " + before.count.get() + " to " + count.get()
            : "";
    if (this.names.isEmpty() && before.names.isEmpty()) {
      return counted ? Optional.of(risen) : Optional.empty();
    }
    if (!hasNewRow(before, names) || (before.names.isEmpty() && !counted)) {
      return Optional.empty();
    }
    return Optional.of(
        "a comment by @"
            + names.handle()
            + " is new on top of the list, which does not tell its words"
            + (counted ? ", and " + risen : ""));
  }

  /** Returns whether the rows are those of before, with one of the account's own on top. */
  private boolean hasNewRow(CommentList before, AccountNames account) {
    for (int place = 0; place <= Math.min(MOST_ON_TOP, names.size() - 1); place++) {
      if (account.are(names.get(place))) {
        List<String> others = new ArrayList<>(names);
        others.remove(place);
        int common = Math.min(others.size(), before.names.size());
        if (others.subList(0, common).equals(before.names.subList(0, common))
            && (common > 0 || before.names.isEmpty())
            && !names.equals(before.names)) {
          return true;
        }
      }
    }
    return false;
  }
}
