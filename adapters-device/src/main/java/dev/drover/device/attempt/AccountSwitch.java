package dev.drover.device.attempt;

import dev.drover.application.port.device.Attempt;
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

/** Sees to it that the app acts for the account that a task is for, and for no other. */
final class AccountSwitch {
  private static final Duration PAGE = Duration.ofSeconds(15);
  private static final int MOST_SWIPES = 4;

  private final FlowContext phone;
  private final Screen screen;
  private final AppPages pages;

  AccountSwitch(FlowContext phone) {
    this.phone = phone;
    this.screen = phone.screen();
    this.pages = new AppPages(phone);
  }

  /**
   * Reads which account the app acts for, and switches where it is another one.
   *
   * @param ownProfile brings it up, and tells where its name stands
   * @throws FlowFailed if the account is not on the phone
   */
  void to(Username account, Supplier<UiNode> ownProfile, Attempt run) {
    run.step("check that the app is logged in as " + account, 8);
    Optional<Username> present = name(ownProfile.get());
    present.ifPresent(phone.note()::actsFor);
    if (present.filter(account::equals).isEmpty()) {
      switchTo(account, present, run);
    }
    phone.note().keep();
  }

  private void switchTo(Username account, Optional<Username> present, Attempt run) {
    run.step("switch to " + account, 10);
    screen.tap(screen.await("profile.account_name", PAGE));
    screen.await("account_sheet.title", PAGE);
    UiNode row =
        screen
            .scrollTo("account_sheet.row", account.value(), MOST_SWIPES)
            .orElseThrow(() -> notThere(account, present));
    screen.tap(row);
    // What blocks the app from now on is this account's.
    phone.note().actsFor(account);
    screen.awaitGone("account_sheet.title", "", PAGE);
    run.step("check that the app has switched to " + account, 13);
    Optional<Username> now = name(pages.openOwnProfile());
    now.ifPresent(phone.note()::actsFor);
    if (!now.filter(account::equals).isPresent()) {
      throw notThere(account, now);
    }
  }

  /** What is not a name, is none that an account of ours can have. */
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
            + phone.serial()
            + " is not logged in as "
            + account
            + present.map(name -> ", but as " + name).orElse("")
            + "; log in as "
            + account
            + " on that phone, or bind the account to the phone that has it");
  }
}
