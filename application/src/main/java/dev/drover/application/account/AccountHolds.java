package dev.drover.application.account;

import dev.drover.application.log.LogLine;
import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountId;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Holds accounts and releases them at a person's request, and logs both. Thread-safe. */
public final class AccountHolds {
  private static final Logger log = LoggerFactory.getLogger(AccountHolds.class);

  private final AccountDirectory accounts;
  private final Clock clock;

  public AccountHolds(AccountDirectory accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * Keeps an account from running anything until it is released. An account that is held already
   * keeps its reason.
   *
   * @return the account, or empty when there is none
   * @throws StorageUnavailable if the storage can't serve the call now; a retry is safe
   */
  public Optional<Account> hold(AccountId id, String reason) {
    accounts.hold(id, reason, clock.instant());
    Optional<Account> held = accounts.find(id);
    held.ifPresent(account -> log("held", account, account.hold().map(hold -> hold.reason())));
    return held;
  }

  /**
   * Lets a held account run again.
   *
   * @return the account, or empty when there is none
   * @throws StorageUnavailable if the storage can't serve the call now; a retry is safe
   */
  public Optional<Account> release(AccountId id) {
    Optional<Account> released = accounts.release(id);
    released.ifPresent(account -> log("released", account, Optional.empty()));
    return released;
  }

  private static void log(String event, Account account, Optional<String> reason) {
    LogLine line = new LogLine().with("account", account.username());
    account.device().ifPresent(phone -> line.with("phone", phone));
    reason.ifPresent(text -> line.with("reason", text));
    line.log(log, Level.INFO, "account " + account.username() + " is " + event);
  }
}
