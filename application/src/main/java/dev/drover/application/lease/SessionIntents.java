package dev.drover.application.lease;

import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.ActionBudgets;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.Username;
import dev.drover.domain.lease.PhoneLease;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Counts what the holder of a lease announces. The account is the one that the holder names, or the
 * only one that is bound to the phone, enabled and logged in. Where Drover knows no account of the
 * phone, nothing is counted, as for tasks without an account; the log has every announcement.
 */
final class SessionIntents implements Intents {
  private final PhoneLease lease;
  private final AccountDirectory accounts;
  private final ActionBudgets budgets;
  private final Clock clock;

  SessionIntents(PhoneLease lease, AccountDirectory accounts, ActionBudgets budgets, Clock clock) {
    this.lease = lease;
    this.accounts = accounts;
    this.budgets = budgets;
    this.clock = clock;
  }

  @Override
  public Announcement announce(
      String step, Optional<AccountAction> action, Optional<Username> username) {
    List<Account> here = accounts.enabledOn(List.of(lease.serial()));
    List<Account> fitting =
        here.stream()
            .filter(account -> username.map(account.username()::equals).orElse(account.loggedIn()))
            .toList();
    if (username.isPresent() && fitting.isEmpty()) {
      return new Announcement.AccountNotHere(username.get());
    }
    if (fitting.size() > 1 && action.isPresent()) {
      return new Announcement.AccountUnclear(fitting.stream().map(Account::username).toList());
    }
    Optional<Account> account =
        fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
    if (account.isPresent()
        && action.isPresent()
        && !budgets.spend(account.get().id(), action.get(), clock.instant())) {
      return new Announcement.BudgetUsedUp(remark(account.get(), action.get()));
    }
    LeaseLog.announced(
        lease,
        step,
        action.map(AccountAction::wireName).orElse("none"),
        account.map(known -> known.username().toString()).orElse("unknown"));
    return new Announcement.Announced(account.map(Account::username));
  }

  private String remark(Account account, AccountAction action) {
    return budgets
        .day(account.id(), clock.instant())
        .map(day -> day.remark(action, account))
        .orElse("the daily budget of " + account.username() + " is used up");
  }
}
