package dev.drover.device.screen;

import dev.drover.device.profile.BlockingRule;

/**
 * The app shows a screen that needs a person: logged out, verification, "too fast", suspended.
 * Whether a retry is safe once the decisive step was begun is told by {@link #refused}; it will not
 * help before somebody has looked after the account.
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

  /** Whether the screen says that what was just tried did not happen. */
  public boolean refused() {
    return rule.refused();
  }
}
