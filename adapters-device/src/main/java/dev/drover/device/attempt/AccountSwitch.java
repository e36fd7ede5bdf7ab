package dev.drover.device.attempt;

import dev.drover.device.flow.AppPages;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.screen.Screen;
import dev.drover.domain.account.Username;
import dev.drover.domain.task.FailureCode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the app act for the account of a task, and for no other. */
final class AccountSwitch {
  private static final Duration PAGE = Duration.ofSeconds(15);
  private static final int MOST_SWIPES = 4;
  private final FlowContext context;
  private final Screen screen;
  private final AppPages pages;

  AccountSwitch(FlowContext context) {
    this.context = context;
    this.screen = context.screen();
    this.pages = new AppPages(context);
  }

  /**
   * Reads which account the app acts for, and switches to the task's account if it is another.
   *
   * @param ownProfile opens the app's own profile page, and returns the element with the name
   * @throws FlowFailed if the account is not on the phone
   */
  void to(Username account, Supplier<UiNode> ownProfile) {
    context.step("check that the app is logged in as " + account, 8);
    Optional<Username> present = name(ownProfile.get());
    present.ifPresent(context.note()::actsFor);
    if (present.filter(account::equals).isEmpty()) {
      switchTo(account, present);
    }
    context.loggedIn(true);
    context.note().keep();
  }

  private void switchTo(Username account, Optional<Username> present) {
    context.step("switch to " + account, 10);
    screen.tap(screen.await("profile.account_name", PAGE));
    screen.await("account_sheet.title", PAGE);
    UiNode row =
        screen
            .scrollTo("account_sheet.row", account.value(), MOST_SWIPES)
            .orElseThrow(() -> notThere(account, present));
    screen.tap(row);
    // A blocking screen that appears from now on is about this account.
    context.note().actsFor(account);
    screen.awaitGone("account_sheet.title", "", PAGE);
    context.step("check that the app has switched to " + account, 13);
    Optional<Username> now = name(pages.openOwnProfile());
    now.ifPresent(context.note()::actsFor);
    if (!now.filter(account::equals).isPresent()) {
      throw notThere(account, now);
    }
  }

  /** Returns empty if the text can't be a username; it is then no account that Drover knows. */
  private static Optional<Username> name(UiNode handle) {
    try {
      return Optional.of(Username.parse(handle.text()));
    } catch (IllegalArgumentException odd) {
      return Optional.empty();
    }
  }

  private FlowFailed notThere(Username account, Optional<Username> present) {
    return new FlowFailed(
        FailureCode.ACCOUNT_NOT_FOUND,
        "the app on phone "
            + context.serial()
            + " is not logged in as "
            + account
            + present.map(name -> ", but as " + name).orElse("")
            + "; log in as "
            + account
            + " on that phone, or bind the account to the phone that has it");
  }
}
