package dev.drover.device.flow.post;

import dev.drover.device.flow.AppPages;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.Selector;
import dev.drover.device.screen.ElementNotFound;
import dev.drover.device.screen.Screen;
import dev.drover.device.screen.TextEntry;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import java.time.Duration;
import java.util.List;

/** The newest post of the account, as its own profile shows it. */
final class NewestPost {
  private static final Duration PAGE = Duration.ofSeconds(15);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

  private final FlowContext context;
  private final Screen screen;

  NewestPost(FlowContext context) {
    this.context = context;
    this.screen = context.screen();
  }

  /**
   * Checks that the post has a text that nobody saw while it was written.
   *
   * @throws FlowFailed with an unknown outcome if the post does not show it
   */
  void expect(String text) {
    context.step("open the new post, and look for its text there", 96);
    if (!isShown(text)) {
      throw new FlowFailed(
          FailureCode.OUTCOME_UNKNOWN,
          Outcome.UNKNOWN,
          "the post was posted on phone "
              + context.serial()
              + ", but neither the field nor the post shows its text; look at it before you retry."
              + " Outcome unknown after tap Post");
    }
    context.step("the text is right: the new post shows it", 98);
  }

  private boolean isShown(String text) {
    try {
      new AppPages(context).openOwnProfile();
      UiTree profile = screen.read();
      List<UiNode> cells = screen.findAllOn(profile, "profile.post_cell", "");
      // A draft may stand in the place of the newest post.
      if (cells.isEmpty() || isOn(profile, "profile.drafts")) {
        return false;
      }
      screen.tap(cells.getFirst());
      screen.expectVideo();
      return comes(TextEntry.asShown(text));
    } catch (ElementNotFound | Selector.Ambiguous elsewhere) {
      return false;
    }
  }

  private boolean comes(String wanted) {
    long deadline = System.nanoTime() + PAGE.toNanos();
    while (System.nanoTime() < deadline) {
      boolean shown =
          screen.findAllOn(screen.read(), "video.description", "").stream()
              .anyMatch(
                  said -> said.text().contains(wanted) || said.description().contains(wanted));
      if (shown) {
        return true;
      }
      screen.rest(BETWEEN_LOOKS);
    }
    return false;
  }

  private boolean isOn(UiTree page, String element) {
    return screen.profile().has(element) && screen.isOn(page, element);
  }
}
