package dev.drover.persistence.task;

import static dev.drover.persistence.postgres.ColumnValues.at;
import static dev.drover.persistence.schema.Tables.ACCOUNT;
import static dev.drover.persistence.schema.Tables.TASK_CONFIG;

import dev.drover.application.port.storage.AccountGone;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.Username;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.StartTime;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskTarget;
import dev.drover.persistence.script.StoredScripts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Inserts tasks and their configurations, and assigns tasks for accounts to the accounts' phones.
 */
final class TaskInsertion {
  private static final String INSERT =
      """
      WITH input AS (
        SELECT nextval('task_id_seq') AS id, given.*
        FROM {0}
        ORDER BY place
      ), queued AS (
        INSERT INTO task (id, serial, account_id, scheduled_at, updated_at)
        SELECT id, serial, account_id, scheduled_at, created_at FROM input ORDER BY place
      ), detailed AS (
        INSERT INTO task_detail (task_id, config_id, script_name, script, script_values, source, account_id, username,
                                 username_key, start_time, created_at)
        SELECT id, config_id, script_name, script, script_values, source, account_id, username, username_key,
          start_time, created_at
        FROM input
      ), batched AS (
        -- The first piece of a request names its batch.
        UPDATE task_config
        SET batch_id = coalesce({1}::bigint, (SELECT min(id) FROM input))
        WHERE batch_id IS NULL AND id IN (SELECT config_id FROM input)
      )
      SELECT id, pg_notify('drover_dispatch', '') FROM input ORDER BY place
      """;

  /** The most characters of scripts in one statement. */
  private static final int MOST_CHARACTERS_AT_ONCE = 4 * 1024 * 1024;

  private final StoredScripts scripts;

  TaskInsertion(StoredScripts scripts) {
    this.scripts = scripts;
  }

  private record Row(NewTask task, StoredScripts.Columns script) {}

  private static Optional<TaskTarget.AccountTarget> account(Row row) {
    return row.task().target().account();
  }

  private static Optional<Username> username(Row row) {
    return row.task().target().username();
  }

  List<TaskId> insert(DSLContext sql, List<NewTask> tasks) {
    Map<AccountId, Optional<String>> phones = phonesOfAccounts(sql, tasks);
    Map<String, Long> configIds = insertConfigs(sql, tasks);
    List<TaskId> ids = new ArrayList<>();
    List<NewTask> piece = new ArrayList<>();
    List<StoredScripts.Columns> written = new ArrayList<>();
    long characters = 0;
    for (NewTask task : tasks) {
      StoredScripts.Columns script = scripts.write(task.script());
      if (characters + script.length() > MOST_CHARACTERS_AT_ONCE && !piece.isEmpty()) {
        ids.addAll(insert(sql, piece, written, phones, configIds, ids.stream().findFirst()));
        piece.clear();
        written.clear();
        characters = 0;
      }
      piece.add(task);
      written.add(script);
      characters += script.length();
    }
    ids.addAll(insert(sql, piece, written, phones, configIds, ids.stream().findFirst()));
    return ids;
  }

  private static List<TaskId> insert(
      DSLContext sql,
      List<NewTask> tasks,
      List<StoredScripts.Columns> scripts,
      Map<AccountId, Optional<String>> phones,
      Map<String, Long> configIds,
      Optional<TaskId> first) {
    List<Row> rows =
        IntStream.range(0, tasks.size())
            .mapToObj(i -> new Row(tasks.get(i), scripts.get(i)))
            .toList();
    Columns<Row> columns =
        new Columns<>(rows)
            .texts("serial", row -> phone(row.task().target(), phones).orElse(null))
            .longs("account_id", row -> account(row).map(to -> to.id().value()).orElse(null))
            .texts("username", row -> username(row).map(Username::value).orElse(null))
            .texts("username_key", row -> username(row).map(Username::canonical).orElse(null))
            .texts("script_name", row -> row.task().script().script().wireName())
            .json("script", row -> row.script().oldForm())
            .json("script_values", row -> row.script().values())
            .texts("source", row -> row.task().source().wireName())
            .longs("config_id", row -> configIds.get(row.task().configAsGiven()))
            .texts("start_time", row -> row.task().startTime().map(StartTime::text).orElse(null))
            .times("scheduled_at", row -> at(row.task().scheduledAt()))
            .times("created_at", row -> at(row.task().createdAt()));
    return sql.resultQuery(
            INSERT, columns.given(), DSL.val(first.map(TaskId::value).orElse(null), Long.class))
        .fetch(row -> new TaskId(row.get(0, Long.class)));
  }

  /**
   * Returns the phone of each account. Locks the accounts, so that they are neither moved nor
   * deleted before the transaction ends.
   */
  private static Map<AccountId, Optional<String>> phonesOfAccounts(
      DSLContext sql, List<NewTask> tasks) {
    Map<AccountId, Username> wanted = new LinkedHashMap<>();
    tasks.forEach(
        task -> task.target().account().ifPresent(to -> wanted.put(to.id(), to.username())));
    if (wanted.isEmpty()) {
      return Map.of();
    }
    Map<AccountId, Optional<String>> phones = new HashMap<>();
    sql.select(ACCOUNT.ID, ACCOUNT.SERIAL)
        .from(ACCOUNT)
        .where(
            ACCOUNT.ID.eq(
                DSL.any(wanted.keySet().stream().map(AccountId::value).toArray(Long[]::new))))
        .orderBy(ACCOUNT.ID)
        .forShare()
        .forEach(row -> phones.put(new AccountId(row.value1()), Optional.ofNullable(row.value2())));
    wanted.forEach(
        (id, username) -> {
          if (!phones.containsKey(id)) {
            throw new AccountGone(username);
          }
        });
    return phones;
  }

  private static Optional<String> phone(
      TaskTarget target, Map<AccountId, Optional<String>> phonesOfAccounts) {
    return target
        .account()
        .map(account -> phonesOfAccounts.getOrDefault(account.id(), Optional.empty()))
        .orElseGet(() -> target.serial().map(DeviceSerial::value));
  }

  private static Map<String, Long> insertConfigs(DSLContext sql, List<NewTask> tasks) {
    Map<String, Long> ids = new LinkedHashMap<>();
    for (NewTask task : tasks) {
      ids.computeIfAbsent(
          task.configAsGiven(),
          config ->
              sql.insertInto(TASK_CONFIG)
                  .set(TASK_CONFIG.CONFIG, config)
                  .set(TASK_CONFIG.BRIEF, BriefConfig.write(config))
                  .returning(TASK_CONFIG.ID)
                  .fetchSingle(TASK_CONFIG.ID));
    }
    return ids;
  }
}
