package dev.drover.testkit.memory;

import dev.drover.domain.account.Account;
import dev.drover.domain.account.NewAccount;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the account with a given platform, app and username, which no two accounts share. */
final class AccountKeys implements Table.Change<Account> {
  private record Key(Platform platform, PackageName packageName, Username username) {}

  private final Map<Key, Account> accounts = new HashMap<>();

  Optional<Account> find(NewAccount wanted) {
    return Optional.ofNullable(
        accounts.get(new Key(wanted.platform(), wanted.packageName(), wanted.username())));
  }

  @Override
  public void from(Optional<Account> before, Optional<Account> after) {
    before.ifPresent(account -> accounts.remove(key(account)));
    after.ifPresent(account -> accounts.put(key(account), account));
  }

  private static Key key(Account account) {
    return new Key(account.platform(), account.packageName(), account.username());
  }
}
