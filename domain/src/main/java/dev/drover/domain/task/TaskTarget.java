package dev.drover.domain.task;

import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.Username;
import dev.drover.domain.device.DeviceSerial;
import java.util.Optional;

/**
 * The phone that a task is for, the account, or both.
 *
 * @param serial absent while the account is bound to no phone
 * @param account absent in device mode
 */
public record TaskTarget(Optional<DeviceSerial> serial, Optional<AccountTarget> account) {
  public TaskTarget {
    if (serial.isEmpty() && account.isEmpty()) {
      throw new IllegalArgumentException("a task is for a phone, an account, or both");
    }
  }

  /** The account with the name that it had when the task was created. */
  public record AccountTarget(AccountId id, Username username) {}

  public static TaskTarget phone(DeviceSerial serial) {
    return new TaskTarget(Optional.of(serial), Optional.empty());
  }

  public Optional<Username> username() {
    return account.map(AccountTarget::username);
  }
}
