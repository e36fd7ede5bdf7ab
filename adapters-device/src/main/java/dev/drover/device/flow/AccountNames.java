package dev.drover.device.flow;

import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.screen.Screen;
import dev.drover.device.screen.Screen.Found;
import dev.drover.domain.account.Username;
import java.time.Duration;
import java.util.Optional;

/**
 * The names of the account that the app is logged in with. The app shows one of them with the
 * account's comments.
 *
 * @param handle the username, without {@code @}
 * @param shown the display name; often equal to the handle
 */
public record AccountNames(String handle, String shown) {
  private static final Duration PAGE = Duration.ofSeconds(15);

  /** Reads the names from the account's own profile. */
  public static AccountNames read(FlowContext context, int progress) {
    context.step("read which account the app is logged in with", progress);
    Screen screen = context.screen();
    new AppPages(context).openOwnProfile();
    Found handle = screen.awaitAny(PAGE, "profile.own_username");
    String name = bare(handle.node().text());
    report(handle.node(), context);
    return new AccountNames(
        name,
        screen.findOn(handle.screen(), "profile.account_name", "").map(UiNode::text).orElse(name));
  }

  /** Reports for which account the app acts. */
  public static void report(UiNode ownUsername, FlowContext context) {
    username(bare(ownUsername.text())).ifPresent(context::actsFor);
  }

  /** Returns empty for a text that can't be a username, and so names no account of Drover. */
  private static Optional<Username> username(String name) {
    try {
      return Optional.of(Username.parse(name));
    } catch (IllegalArgumentException odd) {
      return Optional.empty();
    }
  }

  public boolean are(String name) {
    return bare(name).equalsIgnoreCase(handle) || name.equalsIgnoreCase(shown);
  }

  private static String bare(String name) {
    return name.startsWith("@") ? name.substring(1) : name;
  }
}
