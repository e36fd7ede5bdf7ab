package dev.drover.device.flow;

import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.screen.Screen.Found;
import dev.drover.domain.app.PostUrl;
import dev.drover.domain.task.FailureCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The page of one video, opened by the video's address. */
public final class VideoPage {
  private static final String UNAVAILABLE = "video.unavailable";
  private static final Duration PAGE = Duration.ofSeconds(15);

  private VideoPage() {}

  /**
   * Opens a video and waits until its page shows one of the given elements.
   *
   * @param progress of the step, 0..100
   * @param elements of the page, such as {@code video.comments_button}; the first that is there
   *     counts
   * @throws FlowFailed if the app can't be opened or does not show the video; nothing was done
   */
  public static Found open(PostUrl video, FlowContext context, int progress, String... elements) {
    openLink(video, context, progress);
    SequencedMap<String, String> signs = new LinkedHashMap<>();
    signs.put(UNAVAILABLE, "");
    for (String element : elements) {
      signs.put(element, "");
    }
    Found page = context.screen().awaitAny(signs, PAGE);
    if (page.element().equals(UNAVAILABLE)) {
      throw unavailable(video, context);
    }
    return page;
  }

  /**
   * Opens a video, and does not wait for its page.
   *
   * @param progress of the step, 0..100
   * @throws FlowFailed if the app can't be opened; nothing was done
   */
  public static void openLink(PostUrl video, FlowContext context, int progress) {
    context.step("open " + video, progress);
    if (!context.screen().apps().openLink(video.value(), context.packageName())) {
      throw FlowFailed.cantOpen(context);
    }
    context.screen().expectVideo();
  }

  /** Returns whether a page says that there is no such video. */
  public static boolean isUnavailable(UiTree page, FlowContext context) {
    return context.screen().isOn(page, UNAVAILABLE);
  }

  /** Creates a failure because the app does not show a video; nothing was done. */
  public static FlowFailed unavailable(PostUrl video, FlowContext context) {
    return new FlowFailed(
        FailureCode.TARGET_NOT_FOUND,
        "the app on phone " + context.serial() + " does not show " + video + "; check the address");
  }
}
