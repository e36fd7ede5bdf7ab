package dev.drover.device.flow.match;

import dev.drover.device.flow.AccountNames;
import dev.drover.device.flow.AppPages;
import dev.drover.device.flow.Flow;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.screen.Screen;
import dev.drover.domain.account.AccountMatch;
import dev.drover.domain.account.Username;
import dev.drover.domain.script.match.MatchAccountScript;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads which accounts the app is logged in with: opens its account switcher, reads the list, and
 * goes back. No row of the list is tapped, so the account in use stays; the flow checks that.
 */
public final class MatchAccountFlow implements Flow<MatchAccountScript> {
  private static final Duration PAGE = Duration.ofSeconds(15);
  private static final Duration CLOSES = Duration.ofSeconds(5);
  private static final int MOST_TIMES_BACK = 3;

  @Override
  public Class<MatchAccountScript> script() {
    return MatchAccountScript.class;
  }

  /** Whichever account is in use, the list is the same. */
  @Override
  public boolean needsAccount() {
    return false;
  }

  @Override
  public AttemptResult run(MatchAccountScript script, FlowContext context) {
    Screen screen = context.screen();
    context.step("read which account the app is logged in with", 20);
    UiNode own = new AppPages(context).openOwnProfile();
    AccountNames.report(own, context);
    Username inUse = name(own, context);
    context.step("open the list of accounts", 40);
    screen.tap(screen.await("profile.account_name", PAGE));
    screen.await("account_sheet.title", PAGE);
    UiTree page = screen.awaitAny(PAGE, "account_sheet.add_account").screen();
    context.step("read the list of accounts", 55);
    AccountList list = AccountList.on(page, screen);
    goBack(context);
    context.step("check that the app is as it was", 80);
    Username after = name(screen.awaitAny(PAGE, "profile.own_username").node(), context);
    if (!after.equals(inUse)) {
      throw new FlowFailed(
          FailureCode.DEVICE_ERROR,
          "the app on phone "
              + context.serial()
              + " was logged in as "
              + inUse
              + " and now is as "
              + after
              + "; somebody may be at the phone: retry");
    }
    if (!list.names().contains(inUse)) {
      throw new FlowFailed(
          FailureCode.ELEMENT_NOT_FOUND,
          "on phone "
              + context.serial()
              + " the list of accounts lacks "
              + inUse
              + ", which the app is logged in as; repair account_sheet.account in "
              + screen.profile().repairFile());
    }
    context.step("note the accounts", 90);
    AccountMatch match =
        context.matchAccounts(list.names(), list.unread() == 0, script.addMissing());
    return new AttemptResult.Succeeded(
        Outcome.NO_EFFECT, Optional.of(match.describe() + unread(list.unread())));
  }

  private static Username name(UiNode own, FlowContext context) {
    return AccountList.username(own.text())
        .orElseThrow(
            () ->
                new FlowFailed(
                    FailureCode.ELEMENT_NOT_FOUND,
                    "on phone "
                        + context.serial()
                        + " the own profile shows no username; repair profile.own_username in "
                        + context.screen().profile().repairFile()));
  }

  /** A dialog in front may take a Back. */
  private static void goBack(FlowContext context) {
    context.step("close the list of accounts", 70);
    for (int times = 0; times < MOST_TIMES_BACK; times++) {
      context.screen().pressBack();
      if (context.screen().awaitGone("account_sheet.title", "", CLOSES)) {
        return;
      }
    }
    throw new FlowFailed(
        FailureCode.DEVICE_ERROR,
        "the app on phone " + context.serial() + " does not close its list of accounts; retry");
  }

  private static String unread(int rows) {
    return switch (rows) {
      case 0 -> "";
      case 1 -> "; 1 row of the app's list could not be read";
      default -> "; " + rows + " rows of the app's list could not be read";
    };
  }
}
