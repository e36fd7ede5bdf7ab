package dev.drover.domain.device;

import java.util.List;
import java.util.Optional;

/**
 * An account of the operator's own on a platform, logged in on a phone.
 *
 * @param email empty when unknown
 * @param device the phone that the account is bound to; its tasks wait while there is none
 * @param loggedIn whether the operator says that the app on that phone is logged in with it
 * @param enabled a disabled account never runs a task
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
    List<String> tags) {
  public Account {
    tags = List.copyOf(tags);
  }
}
