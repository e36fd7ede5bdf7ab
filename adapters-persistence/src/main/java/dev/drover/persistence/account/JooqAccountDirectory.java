package dev.drover.persistence.account;

import static dev.drover.persistence.postgres.ColumnValues.at;
import static dev.drover.persistence.schema.Tables.ACCOUNT;
import static dev.drover.persistence.schema.Tables.TASK;
import static dev.drover.persistence.schema.Tables.TASK_DETAIL;

import dev.drover.application.port.storage.AccountDirectory;
import dev.drover.application.port.storage.AccountExists;
import dev.drover.domain.account.Account;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.NewAccount;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.task.TaskStatus;
import dev.drover.persistence.postgres.Channels;
import dev.drover.persistence.postgres.ColumnValues;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.schema.tables.records.AccountRecord;
import dev.drover.persistence.task.TaskDeletion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jooq.BatchBindStep;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Stores the operator's accounts in PostgreSQL. Every method locks accounts before their tasks, and
 * rows of one table in the order of their ids, as this whole adapter does.
 */
public final class JooqAccountDirectory implements AccountDirectory {
  private static final short PENDING = (short) TaskStatus.PENDING.code();
  private static final short RUNNING = (short) TaskStatus.RUNNING.code();

  /**
   * The advisory lock that an import holds. The number is arbitrary, but unique among the locks of
   * this schema.
   */
  private static final long IMPORT_LOCK = 0x4143434f554e54L;

  /** The SQLSTATE of a violated unique constraint. */
  private static final String UNIQUE_VIOLATION = "23505";

  private final Database database;

  public JooqAccountDirectory(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Account> add(NewAccount account) {
    return database.query(
        sql ->
            sql.insertInto(ACCOUNT)
                .set(columns(account))
                .onConflictDoNothing()
                .returning()
                .fetchOptional(JooqAccountDirectory::account));
  }

  @Override
  public Optional<Account> find(AccountId id) {
    return database.query(
        sql ->
            sql.selectFrom(ACCOUNT)
                .where(ACCOUNT.ID.eq(id.value()))
                .fetchOptional(JooqAccountDirectory::account));
  }

  @Override
  public List<Account> named(Collection<Username> usernames) {
    List<String> keys = usernames.stream().map(Username::canonical).toList();
    return all(ACCOUNT.USERNAME_KEY.in(keys));
  }

  @Override
  public List<Account> enabledOn(Collection<DeviceSerial> phones) {
    List<String> serials = phones.stream().map(DeviceSerial::value).toList();
    return all(ACCOUNT.SERIAL.in(serials).and(ACCOUNT.ENABLED));
  }

  @Override
  public Set<AccountId> missing(Collection<AccountId> ids) {
    Set<AccountId> missing = new HashSet<>(ids);
    List<Long> wanted = ids.stream().map(AccountId::value).toList();
    database
        .query(
            sql ->
                sql.select(ACCOUNT.ID)
                    .from(ACCOUNT)
                    .where(ACCOUNT.ID.in(wanted))
                    .fetch(row -> new AccountId(row.value1())))
        .forEach(missing::remove);
    return missing;
  }

  @Override
  public List<Account> all() {
    return all(DSL.noCondition());
  }

  @Override
  public Optional<Account> change(AccountId id, UnaryOperator<NewAccount> edit) {
    return database.transaction(
        sql ->
            sql.selectFrom(ACCOUNT)
                .where(ACCOUNT.ID.eq(id.value()))
                .forUpdate()
                .fetchOptional(JooqAccountDirectory::account)
                .map(before -> change(sql, id, edit.apply(before.fields()))));
  }

  @Override
  public Optional<Account> rename(AccountId id, PackageName app, Username name) {
    return database.transaction(
        sql ->
            sql.selectFrom(ACCOUNT)
                .where(ACCOUNT.ID.eq(id.value()))
                .and(ACCOUNT.PACKAGE_NAME.eq(app.value()))
                .forUpdate()
                .fetchOptional(JooqAccountDirectory::account)
                .map(before -> rename(sql, before, name)));
  }

  private static Account rename(DSLContext sql, Account before, Username name) {
    Account renamed = change(sql, before.id(), before.fields().called(name));
    sql.update(TASK_DETAIL)
        .set(TASK_DETAIL.USERNAME, name.value())
        .set(TASK_DETAIL.USERNAME_KEY, name.canonical())
        .from(TASK)
        .where(TASK.ID.eq(TASK_DETAIL.TASK_ID))
        .and(TASK.ACCOUNT_ID.eq(before.id().value()))
        .and(TASK.STATUS.in(PENDING, RUNNING))
        .execute();
    return renamed;
  }

  private static Account change(DSLContext sql, AccountId id, NewAccount after) {
    Account changed;
    try {
      changed =
          sql.update(ACCOUNT)
              .set(columns(after))
              .where(ACCOUNT.ID.eq(id.value()))
              .returning()
              .fetchSingle(JooqAccountDirectory::account);
    } catch (IntegrityConstraintViolationException another) {
      if (another.sqlState().equals(UNIQUE_VIOLATION)) {
        throw new AccountExists(after);
      }
      throw another;
    }
    tasksGoAlong(sql, List.of(id.value()));
    return changed;
  }

  /** Moves the pending tasks of these accounts to the phones that the accounts are bound to now. */
  private static void tasksGoAlong(DSLContext sql, List<Long> accounts) {
    List<Long> moved =
        sql.select(TASK.ID)
            .from(TASK)
            .join(ACCOUNT)
            .on(ACCOUNT.ID.eq(TASK.ACCOUNT_ID))
            .where(TASK.ACCOUNT_ID.eq(DSL.any(accounts.toArray(Long[]::new))))
            .and(TASK.STATUS.eq(PENDING))
            .and(TASK.SERIAL.isDistinctFrom(ACCOUNT.SERIAL))
            .orderBy(TASK.ID)
            .forNoKeyUpdate()
            .of(TASK)
            .fetch(TASK.ID);
    sql.update(TASK)
        .set(TASK.SERIAL, ACCOUNT.SERIAL)
        .from(ACCOUNT)
        .where(TASK.ACCOUNT_ID.eq(ACCOUNT.ID))
        .and(TASK.ID.eq(DSL.any(moved.toArray(Long[]::new))))
        .execute();
    Channels.wakeDispatchers(sql);
  }

  @Override
  public PutCount putAll(List<Put> accounts, boolean dryRun) {
    Map<String, Put> wanted = new LinkedHashMap<>();
    accounts.forEach(put -> wanted.put(key(put.added()), put));
    return database.transaction(
        sql -> {
          // Two imports that list the same accounts in different orders would deadlock.
          sql.execute("SELECT pg_advisory_xact_lock(?)", IMPORT_LOCK);
          Map<String, Account> there = lock(sql, wanted);
          if (!dryRun && !wanted.isEmpty()) {
            List<NewAccount> after = new ArrayList<>();
            wanted.forEach(
                (key, put) ->
                    after.add(
                        Optional.ofNullable(there.get(key))
                            .map(account -> put.changed().apply(account.fields()))
                            .orElse(put.added())));
            upsert(sql, after);
            tasksGoAlong(sql, there.values().stream().map(known -> known.id().value()).toList());
          }
          return new PutCount(wanted.size() - there.size(), there.size());
        });
  }

  private static void upsert(DSLContext sql, List<NewAccount> accounts) {
    Map<Field<?>, @Nullable Object> first = columns(accounts.getFirst());
    BatchBindStep upserts =
        sql.batch(
            sql.insertInto(ACCOUNT)
                .columns(first.keySet())
                .values(first.values())
                .onConflict(ACCOUNT.PLATFORM, ACCOUNT.PACKAGE_NAME, ACCOUNT.USERNAME_KEY)
                .doUpdate()
                .setAllToExcluded());
    for (NewAccount account : accounts) {
      upserts = upserts.bind(columns(account).values().toArray());
    }
    upserts.execute();
  }

  private static String key(NewAccount account) {
    return account.platform().wireName()
        + " "
        + account.packageName().value()
        + " "
        + account.username().canonical();
  }

  private static Map<String, Account> lock(DSLContext sql, Map<String, Put> wanted) {
    String[] usernames =
        wanted.values().stream()
            .map(put -> put.added().username().canonical())
            .distinct()
            .toArray(String[]::new);
    Map<String, Account> there = new HashMap<>();
    sql.selectFrom(ACCOUNT)
        .where(ACCOUNT.USERNAME_KEY.eq(DSL.any(usernames)))
        .orderBy(ACCOUNT.ID)
        .forUpdate()
        .fetch(JooqAccountDirectory::account)
        .forEach(account -> there.put(key(account.fields()), account));
    there.keySet().retainAll(wanted.keySet());
    return there;
  }

  @Override
  public Deletion delete(AccountId id, boolean withPendingTasks) {
    return database.transaction(
        sql ->
            sql.selectFrom(ACCOUNT)
                .where(ACCOUNT.ID.eq(id.value()))
                .forUpdate()
                .fetchOptional(JooqAccountDirectory::account)
                .map(account -> delete(sql, account, withPendingTasks))
                .orElseGet(Deletion.NotFound::new));
  }

  private static Deletion delete(DSLContext sql, Account account, boolean withPendingTasks) {
    Map<Short, List<Long>> tasks =
        sql.select(TASK.STATUS, TASK.ID)
            .from(TASK)
            .where(TASK.ACCOUNT_ID.eq(account.id().value()))
            .and(TASK.STATUS.in(PENDING, RUNNING))
            .orderBy(TASK.ID)
            .forUpdate()
            .fetchGroups(TASK.STATUS, TASK.ID);
    List<Long> pending = tasks.getOrDefault(PENDING, List.of());
    int running = tasks.getOrDefault(RUNNING, List.of()).size();
    if (!withPendingTasks && (!pending.isEmpty() || running > 0)) {
      return new Deletion.HasTasks(account, pending.size(), running);
    }
    TaskDeletion.deleteLocked(sql, pending);
    sql.deleteFrom(ACCOUNT).where(ACCOUNT.ID.eq(account.id().value())).execute();
    return new Deletion.Deleted(pending.size());
  }

  @Override
  public boolean hold(AccountId id, String reason, Instant now) {
    return database.query(
        sql ->
            sql.update(ACCOUNT)
                    .set(ACCOUNT.HELD_SINCE, at(now))
                    .set(ACCOUNT.HELD_REASON, ColumnValues.storable(reason))
                    .where(ACCOUNT.ID.eq(id.value()))
                    .and(ACCOUNT.HELD_SINCE.isNull())
                    .execute()
                > 0);
  }

  @Override
  public boolean noteLogin(AccountId id, boolean loggedIn) {
    return database.query(
        sql ->
            sql.update(ACCOUNT)
                    .set(ACCOUNT.LOGGED_IN, loggedIn)
                    .where(ACCOUNT.ID.eq(id.value()))
                    .and(ACCOUNT.LOGGED_IN.ne(loggedIn))
                    .execute()
                > 0);
  }

  @Override
  public Optional<Account> release(AccountId id) {
    return database.transaction(
        sql -> {
          Optional<Account> released =
              sql.update(ACCOUNT)
                  .setNull(ACCOUNT.HELD_SINCE)
                  .setNull(ACCOUNT.HELD_REASON)
                  .where(ACCOUNT.ID.eq(id.value()))
                  .returning()
                  .fetchOptional(JooqAccountDirectory::account);
          Channels.wakeDispatchers(sql);
          return released;
        });
  }

  private List<Account> all(Condition condition) {
    return database.query(
        sql ->
            sql.selectFrom(ACCOUNT)
                .where(condition)
                .orderBy(ACCOUNT.ID)
                .fetch(JooqAccountDirectory::account));
  }

  @Override
  public AccountPage list(AccountFilter filter, int page, int pageSize) {
    Condition condition = condition(filter);
    return database.query(
        sql ->
            new AccountPage(
                sql.selectFrom(ACCOUNT)
                    .where(condition)
                    .orderBy(ACCOUNT.ID)
                    .limit(pageSize)
                    .offset((long) (page - 1) * pageSize)
                    .fetch(JooqAccountDirectory::account),
                sql.fetchCount(ACCOUNT, condition)));
  }

  private static Condition condition(AccountFilter filter) {
    List<Condition> conditions = new ArrayList<>();
    filter
        .platform()
        .ifPresent(platform -> conditions.add(ACCOUNT.PLATFORM.eq(platform.wireName())));
    filter.device().ifPresent(serial -> conditions.add(ACCOUNT.SERIAL.eq(serial.value())));
    filter.loggedIn().ifPresent(loggedIn -> conditions.add(ACCOUNT.LOGGED_IN.eq(loggedIn)));
    filter.enabled().ifPresent(enabled -> conditions.add(ACCOUNT.ENABLED.eq(enabled)));
    filter.tag().ifPresent(tag -> conditions.add(DSL.val(tag).eq(DSL.any(ACCOUNT.TAGS))));
    filter
        .held()
        .ifPresent(
            held ->
                conditions.add(
                    held ? ACCOUNT.HELD_SINCE.isNotNull() : ACCOUNT.HELD_SINCE.isNull()));
    filter
        .username()
        .ifPresent(username -> conditions.add(ACCOUNT.USERNAME_KEY.eq(username.canonical())));
    return DSL.and(conditions);
  }

  /** Maps the fields that an operator sets to their columns. */
  private static Map<Field<?>, @Nullable Object> columns(NewAccount account) {
    Map<Field<?>, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put(ACCOUNT.USERNAME, account.username().value());
    columns.put(ACCOUNT.USERNAME_KEY, account.username().canonical());
    columns.put(ACCOUNT.EMAIL, account.email());
    columns.put(ACCOUNT.PLATFORM, account.platform().wireName());
    columns.put(ACCOUNT.PACKAGE_NAME, account.packageName().value());
    columns.put(ACCOUNT.SERIAL, account.device().map(DeviceSerial::value).orElse(null));
    columns.put(ACCOUNT.LOGGED_IN, account.loggedIn());
    columns.put(ACCOUNT.ENABLED, account.enabled());
    columns.put(ACCOUNT.TAGS, account.tags().toArray(String[]::new));
    return columns;
  }

  public static Account account(AccountRecord row) {
    return new Account(
        new AccountId(row.getId()),
        new Username(row.getUsername()),
        row.getEmail(),
        Platform.ofWireName(row.getPlatform()).orElseThrow(),
        new PackageName(row.getPackageName()),
        Optional.ofNullable(row.getSerial()).map(DeviceSerial::new),
        row.getLoggedIn(),
        row.getEnabled(),
        List.of(row.getTags()),
        Optional.ofNullable(row.getHeldSince())
            .map(since -> new Account.Hold(since.toInstant(), row.getHeldReason())));
  }
}
