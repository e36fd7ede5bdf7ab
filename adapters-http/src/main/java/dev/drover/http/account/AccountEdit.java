package dev.drover.http.account;

import dev.drover.domain.account.ActionBudget;
import dev.drover.domain.account.NewAccount;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.DeviceSerial;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The fields of an account that a client sent; fields that it left out are absent.
 *
 * @param budget how its daily budget changes
 */
record AccountEdit(
    Optional<Username> username,
    Optional<String> email,
    Optional<Platform> platform,
    Optional<PackageName> packageName,
    Optional<Binding> binding,
    Optional<Boolean> loggedIn,
    Optional<Boolean> enabled,
    Optional<List<String>> tags,
    Optional<UnaryOperator<ActionBudget>> budget) {

  /** To a phone, or to none. */
  record Binding(Optional<DeviceSerial> phone) {}

  /** A new account, with the defaults for what was left out; the username must be there. */
  NewAccount added() {
    Platform newPlatform = platform.orElse(Platform.TIKTOK);
    return new NewAccount(
        username.orElseThrow(),
        email.orElse(""),
        newPlatform,
        packageName.orElseGet(() -> new PackageName(newPlatform.defaultPackage())),
        binding.flatMap(Binding::phone),
        loggedIn.orElse(true),
        enabled.orElse(true),
        tags.orElse(List.of()));
  }

  /**
   * What an account becomes; what was left out stays. Only the app does not stay that of another
   * platform.
   */
  NewAccount appliedTo(NewAccount before) {
    Platform newPlatform = platform.orElse(before.platform());
    return new NewAccount(
        username.orElse(before.username()),
        email.orElse(before.email()),
        newPlatform,
        packageName.orElseGet(
            () ->
                newPlatform == before.platform()
                    ? before.packageName()
                    : new PackageName(newPlatform.defaultPackage())),
        binding.map(Binding::phone).orElse(before.device()),
        loggedIn.orElse(before.loggedIn()),
        enabled.orElse(before.enabled()),
        tags.orElse(before.tags()));
  }
}
