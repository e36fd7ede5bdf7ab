package dev.drover.device.flow.post;

import dev.drover.device.flow.AccountNames;
import dev.drover.device.flow.AppPages;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.screen.Screen;

/**
 * The account's posts as its own profile shows them.
 *
 * @param count the app's own counter, or else the number of posts on the first screen
 * @param drafts whether the app has drafts
 * @param story whether a story is shown
 */
public record OwnPosts(int count, boolean drafts, boolean story) {

  /** Opens the profile, reports whose it is, and counts. */
  public static OwnPosts read(FlowContext context) {
    AccountNames.report(new AppPages(context).openOwnProfile(), context);
    Screen screen = context.screen();
    UiTree tree = screen.read();
    return new OwnPosts(
        count(screen, tree),
        isOn(screen, tree, "profile.drafts"),
        isOn(screen, tree, "profile.story"));
  }

  /**
   * Reads the counter only if it is exact. An abbreviated counter does not change with a single
   * post.
   */
  private static int count(Screen screen, UiTree tree) {
    AppProfile profile = screen.profile();
    if (profile.has("profile.post_count")) {
      String told =
          screen.findAllOn(tree, "profile.post_count", "").stream()
              .map(node -> node.text().replaceAll("[.,\\s\u00a0\u202f]", ""))
              .findFirst()
              .orElse("");
      if (told.matches("\\d{1,9}")) {
        return Integer.parseInt(told);
      }
    }
    return screen.findAllOn(tree, "profile.post_cell", "").size();
  }

  private static boolean isOn(Screen screen, UiTree tree, String element) {
    return screen.profile().has(element) && screen.isOn(tree, element);
  }

  /** Returns whether there is a post, or a story, that was not there before. */
  boolean hasNew(OwnPosts before, boolean asStory) {
    return asStory ? story && !before.story : count > before.count;
  }
}
