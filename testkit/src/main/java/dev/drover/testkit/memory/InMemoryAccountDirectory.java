package dev.drover.testkit.memory;

import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.AccountExists;
import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.NewAccount;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import dev.drover.testkit.memory.Rows.SpentKey;
import dev.drover.testkit.memory.Rows.TaskRow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stores accounts in memory. */
final class InMemoryAccountDirectory implements AccountDirectory {
  private final Tables tables;

  InMemoryAccountDirectory(Tables tables) {
    this.tables = tables;
  }

  @Override
  public Optional<Account> add(NewAccount account) {
    return tables.transaction(
        () -> withKeyOf(account).isPresent() ? Optional.empty() : Optional.of(create(account)));
  }

  private Account create(NewAccount account) {
    AccountId id = new AccountId(tables.lastAccountId.get() + 1);
    tables.lastAccountId.set(id.value());
    return put(id, account, Optional.empty());
  }

  private Account put(AccountId id, NewAccount account, Optional<Account.Hold> hold) {
    Account kept =
        new Account(
            id,
            account.username(),
            account.email(),
            account.platform(),
            account.packageName(),
            account.device(),
            account.loggedIn(),
            account.enabled(),
            account.tags(),
            hold);
    boolean told =
        tables
            .account(id)
            .filter(
                before ->
                    before.hold().isPresent() != hold.isPresent()
                        || before.loggedIn() != kept.loggedIn())
            .isPresent();
    tables.accounts.put(id.value(), kept);
    if (told) {
      tables.tell(new QueueEvent.AccountChanged(id));
    }
    return kept;
  }

  private Optional<Account> withKeyOf(NewAccount wanted) {
    return tables.accountKeys.find(wanted);
  }

  @Override
  public Optional<Account> find(AccountId id) {
    return tables.transaction(() -> tables.account(id));
  }

  @Override
  public List<Account> named(Collection<Username> usernames) {
    Set<Username> wanted = Set.copyOf(usernames);
    return all(account -> wanted.contains(account.username()));
  }

  @Override
  public List<Account> enabledOn(Collection<DeviceSerial> phones) {
    Set<DeviceSerial> wanted = Set.copyOf(phones);
    return all(
        account -> account.enabled() && account.device().filter(wanted::contains).isPresent());
  }

  @Override
  public Set<AccountId> missing(Collection<AccountId> ids) {
    return tables.transaction(
        () -> ids.stream().filter(id -> tables.account(id).isEmpty()).collect(Collectors.toSet()));
  }

  @Override
  public List<Account> all() {
    return all(_ -> true);
  }

  private List<Account> all(Predicate<Account> fits) {
    return tables.transaction(() -> tables.accounts.stream().filter(fits).toList());
  }

  @Override
  public Optional<Account> change(AccountId id, UnaryOperator<NewAccount> edit) {
    return tables.transaction(
        () ->
            tables
                .account(id)
                .map(before -> changeUnlessTaken(before, edit.apply(before.fields()))));
  }

  private Account changeUnlessTaken(Account before, NewAccount after) {
    if (withKeyOf(after).filter(other -> !other.id().equals(before.id())).isPresent()) {
      throw new AccountExists(after);
    }
    return change(before, after);
  }

  @Override
  public Optional<Account> rename(AccountId id, PackageName app, Username name) {
    return tables.transaction(
        () ->
            tables
                .account(id)
                .filter(before -> before.packageName().equals(app))
                .map(
                    before -> {
                      Account renamed = changeUnlessTaken(before, before.fields().called(name));
                      Stream.of(TaskStatus.PENDING, TaskStatus.RUNNING)
                          .flatMap(status -> tasksOf(id, status).stream())
                          .forEach(row -> tables.renameTask(row, name));
                      return renamed;
                    }));
  }

  private Account change(Account before, NewAccount after) {
    Account changed = put(before.id(), after, before.hold());
    tasksOf(before.id(), TaskStatus.PENDING).stream()
        .filter(row -> !row.task().target().serial().equals(changed.device()))
        .forEach(row -> tables.moveTask(row, changed.device()));
    tables.wakeDispatchers();
    return changed;
  }

  private List<TaskRow> tasksOf(AccountId id, TaskStatus status) {
    return tables.tasks.stream()
        .filter(row -> row.task().status() == status)
        .filter(
            row ->
                row.task()
                    .target()
                    .account()
                    .filter(account -> account.id().equals(id))
                    .isPresent())
        .toList();
  }

  @Override
  public PutCount putAll(List<Put> accounts, boolean dryRun) {
    return tables.transaction(
        () -> {
          int updated = 0;
          Set<AccountId> before =
              tables.accounts.stream()
                  .map(Account::id)
                  .collect(Collectors.toCollection(HashSet::new));
          for (Put put : accounts) {
            Optional<Account> there =
                withKeyOf(put.added()).filter(account -> before.contains(account.id()));
            updated += there.isPresent() ? 1 : 0;
            if (!dryRun) {
              there.ifPresentOrElse(
                  account -> change(account, put.changed().apply(account.fields())),
                  () -> create(put.added()));
            }
          }
          if (!dryRun && !accounts.isEmpty()) {
            tables.wakeDispatchers();
          }
          return new PutCount(accounts.size() - updated, updated);
        });
  }

  @Override
  public Deletion delete(AccountId id, boolean withPendingTasks) {
    return tables.transaction(
        () ->
            tables
                .account(id)
                .map(account -> delete(account, withPendingTasks))
                .orElseGet(Deletion.NotFound::new));
  }

  private Deletion delete(Account account, boolean withPendingTasks) {
    AccountId id = account.id();
    List<TaskId> pending =
        tasksOf(id, TaskStatus.PENDING).stream().map(row -> row.task().id()).toList();
    int running = tasksOf(id, TaskStatus.RUNNING).size();
    if (!withPendingTasks && (!pending.isEmpty() || running > 0)) {
      return new Deletion.HasTasks(account, pending.size(), running);
    }
    pending.forEach(tables::deleteTask);
    tables.accounts.remove(id.value());
    tables.budgets.remove(id.value());
    tables.spent.removeBetween(SpentKey.firstOf(id), SpentKey.firstOn(id, LocalDate.MAX));
    return new Deletion.Deleted(pending.size());
  }

  @Override
  public boolean hold(AccountId id, String reason, Instant now) {
    return tables.transaction(
        () ->
            tables
                .account(id)
                .filter(account -> account.hold().isEmpty())
                .map(
                    account ->
                        put(
                            id,
                            account.fields(),
                            Optional.of(new Account.Hold(now, Tables.bounded(reason)))))
                .isPresent());
  }

  @Override
  public boolean noteLogin(AccountId id, boolean loggedIn) {
    return tables.transaction(
        () ->
            tables
                .account(id)
                .filter(account -> account.loggedIn() != loggedIn)
                .map(account -> put(id, account.fields().loggedIn(loggedIn), account.hold()))
                .isPresent());
  }

  @Override
  public Optional<Account> release(AccountId id) {
    return tables.transaction(
        () -> {
          tables.wakeDispatchers();
          return tables.account(id).map(account -> put(id, account.fields(), Optional.empty()));
        });
  }

  @Override
  public AccountPage list(AccountFilter filter, int page, int pageSize) {
    List<Account> found = all(account -> fits(account, filter));
    return new AccountPage(
        found.stream().skip((long) (page - 1) * pageSize).limit(pageSize).toList(), found.size());
  }

  private static boolean fits(Account account, AccountFilter filter) {
    return filter.platform().map(account.platform()::equals).orElse(true)
        && (filter.device().isEmpty() || filter.device().equals(account.device()))
        && filter.loggedIn().map(wanted -> wanted == account.loggedIn()).orElse(true)
        && filter.enabled().map(wanted -> wanted == account.enabled()).orElse(true)
        && filter.tag().map(account.tags()::contains).orElse(true)
        && filter.held().map(wanted -> wanted == account.hold().isPresent()).orElse(true)
        && filter.username().map(account.username()::equals).orElse(true);
  }
}
