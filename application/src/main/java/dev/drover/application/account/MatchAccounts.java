package dev.drover.application.account;

import dev.drover.application.log.LogLine;
import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.AccountDirectory.AccountFilter;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountMatch;
import dev.drover.domain.account.AccountMatch.Entry;
import dev.drover.domain.account.AccountMatch.State;
import dev.drover.domain.account.AppLogins;
import dev.drover.domain.account.NewAccount;
import dev.drover.domain.account.Username;
import dev.drover.domain.device.DeviceSerial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Notes which accounts an app on a phone is logged in with: which of the accounts here are logged
 * in, and the phone of those that have none. An account that is bound to another phone stays there,
 * because a hostile phone could claim everybody's. Thread-safe.
 */
public final class MatchAccounts {
  private static final Logger log = LoggerFactory.getLogger(MatchAccounts.class);
  private static final int PAGE = 200;

  private final AccountDirectory accounts;

  public MatchAccounts(AccountDirectory accounts) {
    this.accounts = accounts;
  }

  /**
   * Compares the accounts with those here. A repeat is safe.
   *
   * @param addMissing whether accounts that are not known here are stored, bound to the phone
   * @throws StorageUnavailable if the storage can't serve the call now; what was noted before stays
   */
  public AccountMatch match(DeviceSerial phone, AppLogins logins, boolean addMissing) {
    List<Entry> entries = new ArrayList<>();
    for (Username username : logins.usernames()) {
      entries.add(match(username, phone, logins, addMissing));
    }
    if (logins.complete()) {
      entries.addAll(noLongerThere(phone, logins));
    }
    return new AccountMatch(entries);
  }

  private Entry match(Username username, DeviceSerial phone, AppLogins logins, boolean addMissing) {
    Optional<Account> known = known(username, logins);
    if (known.isPresent()) {
      return noted(known.get(), phone);
    }
    if (!addMissing) {
      return new Entry(username, State.UNKNOWN);
    }
    return accounts
        .add(
            new NewAccount(
                username,
                "",
                logins.platform(),
                logins.packageName(),
                Optional.of(phone),
                true,
                true,
                List.of()))
        .map(
            added -> {
              logged(added, phone, "is added");
              return new Entry(username, State.ADDED);
            })
        // Somebody else has just added it.
        .or(() -> known(username, logins).map(other -> noted(other, phone)))
        .orElseGet(() -> new Entry(username, State.UNKNOWN));
  }

  private Optional<Account> known(Username username, AppLogins logins) {
    return accounts.named(List.of(username)).stream()
        .filter(account -> isOf(account, logins))
        .findFirst();
  }

  private static boolean isOf(Account account, AppLogins logins) {
    return account.platform() == logins.platform()
        && account.packageName().equals(logins.packageName());
  }

  private Entry noted(Account account, DeviceSerial phone) {
    Optional<Account> now = Optional.of(account);
    boolean elsewhere = account.device().filter(other -> !other.equals(phone)).isPresent();
    if (!elsewhere && (!account.loggedIn() || account.device().isEmpty())) {
      // Decided anew under the account's lock: somebody may have bound it meanwhile.
      now = accounts.change(account.id(), fields -> onPhone(fields, phone));
    }
    Optional<DeviceSerial> bound = now.flatMap(Account::device);
    if (bound.filter(phone::equals).isEmpty()) {
      return new Entry(
          account.username(), bound.isPresent() ? State.ELSEWHERE : State.UNKNOWN, bound);
    }
    if (account.device().isEmpty()) {
      logged(account, phone, "is bound to the phone that is logged in with it");
      return new Entry(account.username(), State.BOUND);
    }
    return new Entry(account.username(), State.HERE);
  }

  private static NewAccount onPhone(NewAccount fields, DeviceSerial phone) {
    return fields.device().isPresent() && !fields.device().get().equals(phone)
        ? fields
        : new NewAccount(
            fields.username(),
            fields.email(),
            fields.platform(),
            fields.packageName(),
            Optional.of(phone),
            true,
            fields.enabled(),
            fields.tags());
  }

  private List<Entry> noLongerThere(DeviceSerial phone, AppLogins logins) {
    List<Entry> gone = new ArrayList<>();
    for (Account account : boundTo(phone, logins)) {
      if (account.loggedIn()
          && isOf(account, logins)
          && !logins.usernames().contains(account.username())
          && accounts.noteLogin(account.id(), false)) {
        gone.add(new Entry(account.username(), State.LOGGED_OUT));
      }
    }
    return gone;
  }

  private List<Account> boundTo(DeviceSerial phone, AppLogins logins) {
    AccountFilter filter =
        new AccountFilter(
            Optional.of(logins.platform()),
            Optional.of(phone),
            Optional.of(true),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    List<Account> all = new ArrayList<>();
    List<Account> page;
    do {
      page = accounts.list(filter, 1 + all.size() / PAGE, PAGE).accounts();
      all.addAll(page);
    } while (page.size() == PAGE);
    return all;
  }

  private static void logged(Account account, DeviceSerial phone, String what) {
    new LogLine()
        .with("account", account.username())
        .with("phone", phone)
        .log(log, Level.INFO, "account " + account.username() + " " + what);
  }
}
