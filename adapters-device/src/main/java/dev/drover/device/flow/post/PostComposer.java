package dev.drover.device.flow.post;

import dev.drover.device.flow.FlowFailed;
import dev.drover.device.flow.PhoneMedia;
import dev.drover.device.hierarchy.UiNode;
import java.util.List;

/** Goes through an app's composer. Apps have little in common there. */
public interface PostComposer {

  /**
   * Makes the post, all but the last tap.
   *
   * @param files in the gallery, the first of them as its newest
   * @return the button that posts it
   * @throws FlowFailed if it can't be made; nothing was posted
   */
  UiNode compose(List<PhoneMedia.Stored> files);
}
