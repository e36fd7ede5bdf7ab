package dev.drover.device.script;

import dev.drover.device.ui.Screen;
import dev.drover.device.ui.UiTree;

/**
 * The posts on the account's own profile, as far as the first screen shows them.
 *
 * @param shown how many
 * @param drafts whether the app keeps drafts
 */
record OwnPosts(int shown, boolean drafts) {

  /** Goes to the profile and counts. */
  static OwnPosts read(PhoneAtWork phone) {
    new AppPages(phone).openOwnProfile();
    Screen screen = phone.screen();
    UiTree tree = screen.read();
    return new OwnPosts(
        screen.findAllOn(tree, "profile.post_cell", "").size(),
        screen.isOn(tree, "profile.drafts"));
  }
}
