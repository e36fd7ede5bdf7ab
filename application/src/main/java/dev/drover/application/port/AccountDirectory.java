package dev.drover.application.port;

import dev.drover.domain.device.Account;
import dev.drover.domain.device.AccountId;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.NewAccount;
import dev.drover.domain.device.Platform;
import dev.drover.domain.device.Username;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The operator's accounts. Throws {@link StorageUnavailable} when the storage can't be reached. */
public interface AccountDirectory {

  /**
   * Keeps a new account.
   *
   * @return empty, and nothing kept, when one with this platform, package and username is there
   *     already
   */
  Optional<Account> add(NewAccount account);

  Optional<Account> find(AccountId id);

  /** Every account with one of these usernames, enabled or not, by id. */
  List<Account> named(Collection<Username> usernames);

  /** The enabled accounts bound to any of these phones, by id. */
  List<Account> enabledOn(Collection<DeviceSerial> phones);

  /**
   * Keeps an account from running anything until it is released. One that is held already stays as
   * it is.
   *
   * @param reason what its app shows and what to do, in plain words
   */
  void hold(AccountId id, String reason, Instant now);

  /**
   * Lets a held account run again.
   *
   * @return the account, or empty when there is none
   */
  Optional<Account> release(AccountId id);

  AccountPage list(AccountFilter filter, int page, int pageSize);

  /** What to list; an empty field does not filter. */
  record AccountFilter(
      Optional<Platform> platform,
      Optional<DeviceSerial> device,
      Optional<Boolean> loggedIn,
      Optional<Boolean> enabled,
      Optional<String> tag) {}

  /**
   * @param total accounts that pass the filter, on all pages
   */
  record AccountPage(List<Account> accounts, long total) {
    public AccountPage {
      accounts = List.copyOf(accounts);
    }
  }
}
