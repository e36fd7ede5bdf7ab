package dev.drover.device.flow.post;

import dev.drover.device.flow.AccountNames;
import dev.drover.device.flow.AppPages;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.screen.Screen;
import java.util.List;
import java.util.Optional;

/**
 * The account's posts as its own profile shows them.
 *
 * @param counter the app's own counter, if it is exact
 * @param cells what the first screen of the grid says of each post, newest first
 * @param drafts whether the app has drafts
 * @param story whether a story is shown
 */
public record OwnPosts(
    Optional<Integer> counter, List<String> cells, boolean drafts, boolean story) {
  public OwnPosts {
    cells = List.copyOf(cells);
  }

  /** Opens the profile, reports whose it is, and counts. */
  public static OwnPosts read(FlowContext context) {
    AccountNames.report(new AppPages(context).openOwnProfile(), context);
    Screen screen = context.screen();
    UiTree tree = screen.read();
    return new OwnPosts(
        counter(screen, tree),
        screen.findAllOn(tree, "profile.post_cell", "").stream().map(OwnPosts::words).toList(),
        isOn(screen, tree, "profile.drafts"),
        isOn(screen, tree, "profile.story"));
  }

  /**
   * Reads the counter only if it is exact. An abbreviated counter does not change with a single
   * post.
   */
  private static Optional<Integer> counter(Screen screen, UiTree tree) {
    if (!screen.profile().has("profile.post_count")) {
      return Optional.empty();
    }
    return screen.findAllOn(tree, "profile.post_count", "").stream()
        .map(node -> node.text().replaceAll("[.,\\s\u00a0\u202f]", ""))
        .findFirst()
        .filter(told -> told.matches("\\d{1,9}"))
        .map(Integer::valueOf);
  }

  private static String words(UiNode cell) {
    return cell.description().isEmpty() ? cell.text() : cell.description();
  }

  private static boolean isOn(Screen screen, UiTree tree, String element) {
    return screen.profile().has(element) && screen.isOn(tree, element);
  }

  /**
   * Returns what shows that there is a post, or a story, that was not there before; empty if
   * nothing does.
   */
  Optional<String> newSince(OwnPosts before, boolean asStory) {
    if (asStory) {
      return story && !before.story
          ? Optional.of("the profile shows a story, as it did not before")
          : Optional.empty();
    }
    if (counter.isPresent() && before.counter.isPresent()) {
      return counter.get() > before.counter.get()
          ? Optional.of(
              "the profile's count of posts rose from "
                  + before.counter.get()
                  + " to "
                  + counter.get())
          : Optional.empty();
    }
    if (cells.size() > before.cells.size()) {
      return Optional.of(
          "the profile shows more posts: " + cells.size() + ", and before " + before.cells.size());
    }
    return isPushed(before)
        ? Optional.of("another post is the first of the profile, before the one that was")
        : Optional.empty();
  }

  /** A grid that was full before has as many cells as before, each one place further on. */
  private boolean isPushed(OwnPosts before) {
    return cells.size() > 1
        && cells.size() == before.cells.size()
        && !cells.equals(before.cells)
        && cells.subList(1, cells.size()).equals(before.cells.subList(0, cells.size() - 1));
  }
}
