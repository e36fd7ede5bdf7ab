package dev.drover.persistence;

import static dev.drover.persistence.TaskRows.at;
import static dev.drover.persistence.schema.Tables.ACCOUNT;

import dev.drover.application.port.AccountDirectory;
import dev.drover.domain.device.Account;
import dev.drover.domain.device.AccountId;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.NewAccount;
import dev.drover.domain.device.PackageName;
import dev.drover.domain.device.Platform;
import dev.drover.domain.device.Username;
import dev.drover.persistence.schema.tables.records.AccountRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** The operator's accounts in PostgreSQL. */
public final class JooqAccountDirectory implements AccountDirectory {
  private final Database database;

  public JooqAccountDirectory(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Account> add(NewAccount account) {
    return database.query(
        sql ->
            sql.insertInto(ACCOUNT)
                .set(ACCOUNT.USERNAME, account.username().value())
                .set(ACCOUNT.USERNAME_KEY, account.username().canonical())
                .set(ACCOUNT.EMAIL, account.email())
                .set(ACCOUNT.PLATFORM, account.platform().wireName())
                .set(ACCOUNT.PACKAGE_NAME, account.packageName().value())
                .set(ACCOUNT.SERIAL, account.device().map(DeviceSerial::value).orElse(null))
                .set(ACCOUNT.LOGGED_IN, account.loggedIn())
                .set(ACCOUNT.ENABLED, account.enabled())
                .set(ACCOUNT.TAGS, account.tags().toArray(String[]::new))
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
  public void hold(AccountId id, String reason, Instant now) {
    database.query(
        sql ->
            sql.update(ACCOUNT)
                .set(ACCOUNT.HELD_SINCE, at(now))
                .set(ACCOUNT.HELD_REASON, reason)
                .where(ACCOUNT.ID.eq(id.value()))
                .and(ACCOUNT.HELD_SINCE.isNull())
                .execute());
  }

  @Override
  public Optional<Account> release(AccountId id) {
    return database.query(
        sql ->
            sql.update(ACCOUNT)
                .setNull(ACCOUNT.HELD_SINCE)
                .setNull(ACCOUNT.HELD_REASON)
                .where(ACCOUNT.ID.eq(id.value()))
                .returning()
                .fetchOptional(JooqAccountDirectory::account));
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
    return DSL.and(conditions);
  }

  private static Account account(AccountRecord row) {
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
