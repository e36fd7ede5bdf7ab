package dev.drover.device.app.tiktok;

import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.screen.Screen;
import dev.drover.domain.task.FailureCode;
import java.time.Duration;
import java.util.Optional;

/** Sets the volumes of a post's own sound and of the added sound, and checks them on the bars. */
final class VolumeStep {
  private static final Duration PAGE = Duration.ofSeconds(15);
  private static final Duration AFTER_TAP = Duration.ofMillis(300);

  /** A bar is a little shorter than its element, so its position is approached in several taps. */
  private static final int MOST_TAPS = 8;

  private final FlowContext context;
  private final Screen screen;

  VolumeStep(FlowContext context) {
    this.context = context;
    this.screen = context.screen();
  }

  /**
   * Begins and ends on the edit page. The page has no bar for a sound that the post does not have.
   *
   * @param original 0..100; empty for as it is
   * @param added 0..100; empty for as it is
   */
  void apply(Optional<Integer> original, Optional<Integer> added) {
    if (original.isEmpty() && added.isEmpty()) {
      return;
    }
    Optional<UiNode> button = screen.find("edit.volume_button");
    if (button.isEmpty()) {
      context.step("the post has no sound to set the volume of", 55);
      return;
    }
    context.step("set the volumes to " + said(original) + " and " + said(added), 55);
    screen.tap(button.get());
    screen.await("volume.done_button", PAGE);
    original.ifPresent(percent -> set("volume.original_bar", percent));
    added.ifPresent(percent -> set("volume.added_bar", percent));
    screen.tap(screen.await("volume.done_button", PAGE));
    screen.await("edit.next_button", PAGE);
  }

  private static String said(Optional<Integer> volume) {
    return volume.map(percent -> Integer.toString(percent)).orElse("what it is");
  }

  private void set(String element, int wanted) {
    double place = wanted / 100.0;
    for (int taps = 0; ; taps++) {
      Optional<UiNode> bar = screen.find(element);
      if (bar.isEmpty()) {
        return;
      }
      int shown = value(bar.get());
      if (shown == wanted) {
        return;
      }
      if (taps == MOST_TAPS) {
        throw new FlowFailed(
            FailureCode.DEVICE_ERROR,
            "the volume on phone "
                + context.serial()
                + " stays at "
                + shown
                + " instead of "
                + wanted
                + "; retry");
      }
      if (taps > 0) {
        place += (wanted - shown) / 100.0;
      }
      screen.tapAt(bar.get(), place, 0.5);
      screen.rest(AFTER_TAP);
    }
  }

  private int value(UiNode bar) {
    String digits = bar.text().replaceFirst("(?s)[^0-9].*", "");
    if (digits.isEmpty() || digits.length() > 9) {
      throw new FlowFailed(
          FailureCode.ELEMENT_NOT_FOUND,
          "the volume on phone "
              + context.serial()
              + " can't be read from "
              + bar.describe()
              + "; repair the volume bars in "
              + screen.profile().repairFile());
    }
    return Integer.parseInt(digits);
  }
}
