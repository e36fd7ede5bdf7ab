package dev.drover.device.screen;

import dev.drover.device.profile.BlockingRule;

/**
 * Signals that the app shows a screen that needs a person: logged out, verification, "too fast",
 * suspended. After a decisive tap, {@link #refused} tells whether a retry is safe. A retry can only
 * succeed after somebody has dealt with the account.
 */
public final class AppBlocked extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient BlockingRule rule;

  AppBlocked(BlockingRule rule) {
    super("the app " + rule.says() + "; " + rule.remedy());
    this.rule = rule;
  }

  public BlockingRule rule() {
    return rule;
  }

  /** Returns whether the screen is the login page. */
  public boolean loggedOut() {
    return rule.loggedOut();
  }

  /** Returns whether the screen says that the last action did not happen. */
  public boolean refused() {
    return rule.refused();
  }
}
