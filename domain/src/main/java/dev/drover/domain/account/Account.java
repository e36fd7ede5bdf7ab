package dev.drover.domain.account;

import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.DeviceSerial;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An account of the operator's own on a platform, logged in on a phone.
 *
 * @param email empty when unknown
 * @param device the phone that the account is bound to; its tasks wait while there is none
 * @param loggedIn whether the operator says that the app on that phone is logged in with it
 * @param enabled a disabled account never runs a task
 * @param hold set when the app has shown a screen that needs a person; until released, the account
 *     runs no task
 */
public record Account(
    AccountId id,
    Username username,
    String email,
    Platform platform,
    PackageName packageName,
    Optional<DeviceSerial> device,
    boolean loggedIn,
    boolean enabled,
    List<String> tags,
    Optional<Hold> hold) {
  public Account {
    tags = List.copyOf(tags);
  }

  /** Since when, and why, in plain words. */
  public record Hold(Instant since, String reason) {}

  /** Returns the fields that an operator sets. */
  public NewAccount fields() {
    return new NewAccount(username, email, platform, packageName, device, loggedIn, enabled, tags);
  }
}
