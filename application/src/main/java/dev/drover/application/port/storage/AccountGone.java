package dev.drover.application.port.storage;

import dev.drover.domain.account.Username;

/**
 * An account was deleted while tasks for it were about to be queued; none was. A retry is safe. The
 * message is for the user.
 */
public final class AccountGone extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public AccountGone(Username username) {
    super(
        "account "
            + username
            + " was deleted meanwhile; leave it out, and send the request again. No task was created");
  }
}
