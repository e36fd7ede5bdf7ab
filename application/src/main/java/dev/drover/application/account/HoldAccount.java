package dev.drover.application.account;

import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.domain.account.AccountId;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps an account from running any task until a person releases it. */
public final class HoldAccount {
  private static final Logger log = LoggerFactory.getLogger(HoldAccount.class);

  private final AccountDirectory accounts;
  private final Clock clock;

  public HoldAccount(AccountDirectory accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * Holds the account. An account that is already held keeps its reason, so a repeat is safe;
   * nothing happens if there is no such account.
   *
   * @param reason what happened and what to do, in plain words
   */
  public void hold(AccountId id, String reason) {
    if (accounts.hold(id, reason, clock.instant())) {
      accounts
          .find(id)
          .ifPresent(
              account ->
                  log.info(
                      "account {} is held: {}; POST /accounts/{}/release lets it run again",
                      account.username(),
                      reason,
                      id));
    }
  }
}
