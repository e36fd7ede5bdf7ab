package dev.drover.device.script;

import dev.drover.application.port.device.Attempt;
import dev.drover.device.ui.UiNode;
import java.util.List;

/** The way through an app's composer, in which the apps have little in common. */
sealed interface PostComposer permits TikTokComposer, InstagramComposer {

  static PostComposer of(PostOrder order, PhoneAtWork phone, Attempt run) {
    return switch (phone.platform()) {
      case TIKTOK -> new TikTokComposer(order, phone, run);
      case INSTAGRAM -> new InstagramComposer(order, phone, run);
    };
  }

  /**
   * Makes the post, all but the last tap.
   *
   * @param files in the gallery, the first of them as its newest
   * @return the button that posts it
   * @throws ScriptFailed if it can't be made
   */
  UiNode compose(List<PhoneMedia.Stored> files);
}
