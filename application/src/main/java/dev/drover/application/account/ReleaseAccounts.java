package dev.drover.application.account;

import dev.drover.application.log.LogLine;
import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.Username;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Lets held accounts run tasks again, and logs it. A repeat is safe. Thread-safe. */
public final class ReleaseAccounts {
  private static final Logger log = LoggerFactory.getLogger(ReleaseAccounts.class);

  private final AccountDirectory accounts;

  public ReleaseAccounts(AccountDirectory accounts) {
    this.accounts = accounts;
  }

  /** No account has one of these names; nothing was released. The message is for the user. */
  public static final class UnknownUsernames extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownUsernames(Collection<Username> unknown) {
      super(
          "no account is called "
              + unknown.stream().limit(20).map(Username::handle).collect(Collectors.joining(", "))
              + "; no account was released");
    }
  }

  /**
   * The accounts of some names after a release.
   *
   * @param count how many of them were held before
   */
  public record Released(List<Account> accounts, int count) {
    public Released {
      accounts = List.copyOf(accounts);
    }
  }

  /** Returns the released account; empty if there is none with this id. */
  public Optional<Account> release(AccountId id) {
    Optional<Account> before = accounts.find(id);
    Optional<Account> released = accounts.release(id);
    before.filter(account -> account.hold().isPresent()).ifPresent(ReleaseAccounts::log);
    return released;
  }

  private static void log(Account released) {
    LogLine line = new LogLine().with("account", released.username());
    released.device().ifPresent(phone -> line.with("phone", phone));
    line.log(log, Level.INFO, "account " + released.username() + " is released");
  }

  /**
   * Releases every account with one of these names, on every platform and app.
   *
   * @throws UnknownUsernames if no account has one of the names
   */
  public Released release(Collection<Username> usernames) {
    List<Account> named = accounts.named(usernames);
    List<Username> unknown =
        usernames.stream()
            .filter(name -> named.stream().noneMatch(account -> account.username().equals(name)))
            .toList();
    if (!unknown.isEmpty()) {
      throw new UnknownUsernames(unknown);
    }
    return new Released(
        named.stream().flatMap(account -> release(account.id()).stream()).toList(),
        (int) named.stream().filter(account -> account.hold().isPresent()).count());
  }
}
