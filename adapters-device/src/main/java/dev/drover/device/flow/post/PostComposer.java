package dev.drover.device.flow.post;

import dev.drover.device.flow.FlowFailed;
import dev.drover.device.flow.PhoneMedia;
import dev.drover.device.hierarchy.UiNode;
import java.util.List;
import java.util.Optional;

/** Uses an app's composer. The composers of different apps have little in common. */
public interface PostComposer {

  /**
   * Composes the post, up to the last tap.
   *
   * @param files the files, which are the newest in the gallery, with the first of them newest of
   *     all
   * @return the button that posts
   * @throws FlowFailed if the post can't be composed; nothing was posted
   */
  UiNode compose(List<PhoneMedia.Stored> files);

  /** Returns a text of the composed post that was typed, and that the screen did not show. */
  default Optional<String> unseen() {
    return Optional.empty();
  }
}
