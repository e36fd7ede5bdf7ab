package dev.drover.domain.device;

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
 * @param hold why the account runs nothing until a person releases it, when its app has shown a
 *     screen that needs one
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
}
