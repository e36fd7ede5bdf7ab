package dev.drover.application.lease;

import dev.drover.application.port.device.Attempt;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.account.Username;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of an effect that a program announces before it brings it about: the budget of an
 * account, the journal of an attempt. Called by one thread at a time.
 */
@FunctionalInterface
public interface Intents {

  /**
   * Notes that the holder of the phone is about to take a step that can't be taken back.
   *
   * @param step such as {@code tap Follow}
   * @param action to count against the day's budget of the account that acts; empty if none is
   * @param username of the account that acts; empty if the holder does not say
   * @throws Attempt.AttemptStopped if the step must not be taken: the run is to end now
   * @throws StorageUnavailable if it can't be noted now; the step must not be taken
   */
  Announcement announce(String step, Optional<AccountAction> action, Optional<Username> username);

  /** Whether the step may be taken. */
  sealed interface Announcement {
    /**
     * It may.
     *
     * @param counted the account whose budget was spent; empty if none is known
     */
    record Announced(Optional<Username> counted) implements Announcement {}

    /**
     * It must not be taken today.
     *
     * @param remark whose budget is used up, and until when, in plain words
     */
    record BudgetUsedUp(String remark) implements Announcement {}

    /**
     * Several accounts may be the one that acts, and none was named; nothing was spent.
     *
     * @param fitting at least two
     */
    record AccountUnclear(List<Username> fitting) implements Announcement {
      public AccountUnclear {
        fitting = List.copyOf(fitting);
      }
    }

    /** No account of this name is bound to the phone; nothing was spent. */
    record AccountNotHere(Username username) implements Announcement {}
  }
}
