package dev.drover.application.port.storage;

import dev.drover.domain.account.NewAccount;

/**
 * Another account has this platform, package and username; nothing was changed. The message is for
 * the user.
 */
public final class AccountExists extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public AccountExists(NewAccount account) {
    super(
        "there is already an account "
            + account.username()
            + " on "
            + account.platform().wireName()
            + " ("
            + account.packageName()
            + "); change that one");
  }
}
