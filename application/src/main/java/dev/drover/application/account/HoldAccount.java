package dev.drover.application.account;

import dev.drover.application.log.LogLine;
import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.task.TaskId;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Keeps an account from running any task until a person releases it, and logs it. Thread-safe. */
public final class HoldAccount {
  private static final Logger log = LoggerFactory.getLogger(HoldAccount.class);

  private final AccountDirectory accounts;
  private final Clock clock;

  public HoldAccount(AccountDirectory accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * Holds the account at a person's request. An account that is held already keeps its reason, so a
   * repeat is safe.
   *
   * @param reason what happened and what to do, in plain words
   * @return the account, or empty if there is none
   * @throws StorageUnavailable if the storage can't serve the call now; a retry is safe
   */
  public Optional<Account> hold(AccountId id, String reason) {
    boolean isNew = accounts.hold(id, reason, clock.instant());
    Optional<Account> held = accounts.find(id);
    if (isNew) {
      held.ifPresent(
          account -> {
            LogLine line = new LogLine().with("account", account.username());
            account.device().ifPresent(phone -> line.with("phone", phone));
            log(line.with("reason", reason), Level.INFO, account);
          });
    }
    return held;
  }

  /**
   * Holds the account whose app stopped a task, as {@link #hold(AccountId, String)} does.
   *
   * @param phone the phone that ran the task
   * @param task the task that was stopped
   */
  public void hold(AccountId id, String reason, DeviceSerial phone, TaskId task) {
    if (accounts.hold(id, reason, clock.instant())) {
      accounts
          .find(id)
          .ifPresent(
              account ->
                  log(
                      new LogLine()
                          .with("account", account.username())
                          .with("phone", phone)
                          .with("task", task)
                          .with("reason", reason),
                      Level.WARN,
                      account));
    }
  }

  private static void log(LogLine line, Level level, Account account) {
    line.log(log, level, "account " + account.username() + " is held");
  }
}
