package dev.drover.device.flow.post;

import dev.drover.application.port.device.Attempt;
import dev.drover.device.app.instagram.InstagramComposer;
import dev.drover.device.app.tiktok.TikTokComposer;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.flow.PhoneMedia;
import dev.drover.device.hierarchy.UiNode;
import java.util.List;

/** The way through an app's composer, in which the apps have little in common. */
public interface PostComposer {

  static PostComposer of(PostPlan order, FlowContext phone, Attempt run) {
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
   * @throws FlowFailed if it can't be made
   */
  UiNode compose(List<PhoneMedia.Stored> files);
}
