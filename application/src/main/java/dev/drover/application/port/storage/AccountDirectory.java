package dev.drover.application.port.storage;

import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.NewAccount;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.DeviceSerial;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The operator's accounts. Every method is one transaction; what may have made work possible wakes
 * the dispatchers of all nodes. Throws {@link StorageUnavailable} when the storage can't serve the
 * call now.
 */
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

  /** Those of these that there are no accounts of any more. */
  Set<AccountId> missing(Collection<AccountId> ids);

  /** Every account, by id. */
  List<Account> all();

  /**
   * Changes one account under its lock. Its pending tasks go along to the phone that it is bound to
   * afterwards, or wait for one when it is bound to none.
   *
   * @param edit answers the account as it is to be, or throws to leave it as it is; may be called
   *     again, on the account as it is by then, when the storage has to begin anew
   * @return the changed account, or empty when there is none with this id
   * @throws AccountExists if another one has this platform, package and username; nothing is
   *     changed
   */
  Optional<Account> change(AccountId id, UnaryOperator<NewAccount> edit);

  /**
   * Gives an account the name that its app shows, and its tasks that have not ended, too. May be
   * tried again safely.
   *
   * @param app in which the account is logged in; an account of another app stays as it is
   * @return the account, or empty when there is none with this id in that app
   * @throws AccountExists if another one has this platform, package and username; nothing is
   *     changed
   */
  Optional<Account> rename(AccountId id, PackageName app, Username name);

  /**
   * Adds and changes many: all of them or none. Pending tasks go along as in {@link #change}.
   *
   * @param accounts no two with the same platform, package and username
   * @param dryRun only tell what would happen
   */
  PutCount putAll(List<Put> accounts, boolean dryRun);

  /**
   * Deletes an account. Tasks that it has finished stay; one that runs goes on, and none of its
   * tasks ever runs again.
   *
   * @param withPendingTasks delete its pending tasks, too, and do not mind a running one
   */
  Deletion delete(AccountId id, boolean withPendingTasks);

  /**
   * Keeps an account from running anything until it is released. One that is held already stays as
   * it is.
   *
   * @param reason what its app shows and what to do, in plain words
   * @return whether this call held it; false if it was held already or does not exist
   */
  boolean hold(AccountId id, String reason, Instant now);

  /**
   * Lets a held account run again.
   *
   * @return the account, or empty when there is none
   */
  Optional<Account> release(AccountId id);

  /**
   * Notes whether an attempt has seen the app logged in with the account.
   *
   * @return whether this changed the account; false if there is no such account
   */
  boolean noteLogin(AccountId id, boolean loggedIn);

  AccountPage list(AccountFilter filter, int page, int pageSize);

  /**
   * One of many accounts to put.
   *
   * @param added how to add it when there is none with this platform, package and username
   * @param changed what to make of the one that is there; it keeps these three
   */
  record Put(NewAccount added, UnaryOperator<NewAccount> changed) {}

  /** How many were new, and how many were there already. */
  record PutCount(int created, int updated) {}

  /** What a deletion came to. */
  sealed interface Deletion {
    /**
     * @param tasks pending tasks that were deleted with it
     */
    record Deleted(int tasks) implements Deletion {}

    record NotFound() implements Deletion {}

    /** It has tasks that wait or run; nothing was deleted. */
    record HasTasks(Account account, int pending, int running) implements Deletion {}
  }

  /** What to list; an empty field does not filter. */
  record AccountFilter(
      Optional<Platform> platform,
      Optional<DeviceSerial> device,
      Optional<Boolean> loggedIn,
      Optional<Boolean> enabled,
      Optional<String> tag,
      Optional<Boolean> held,
      Optional<Username> username) {}

  /**
   * @param total accounts that pass the filter, on all pages
   */
  record AccountPage(List<Account> accounts, long total) {
    public AccountPage {
      accounts = List.copyOf(accounts);
    }
  }
}
