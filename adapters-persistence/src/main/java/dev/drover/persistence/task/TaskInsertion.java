package dev.drover.persistence.task;

import static dev.drover.persistence.postgres.ColumnValues.at;
import static dev.drover.persistence.schema.Tables.ACCOUNT;

import dev.drover.application.port.storage.AccountGone;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.script.Script;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.StartTime;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskTarget;
import dev.drover.persistence.script.StoredScripts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
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
                                 username_key, start_time, created_at, uses_app)
        SELECT id, config_id, script_name, script, script_values, source, account_id, username, username_key,
          start_time, created_at, uses_app
        FROM input
      ), batched AS (
        -- The first piece of a request names its batch.
        UPDATE task_config
        SET batch_id = batch.first
        FROM (SELECT config_id, min(first) AS first
              FROM (SELECT config_id, coalesce(begun_by, min(id) OVER (PARTITION BY request)) AS first FROM input) AS of_request
              GROUP BY config_id) AS batch
        WHERE task_config.id = batch.config_id AND task_config.batch_id IS NULL
      )
      SELECT id, pg_notify('drover_dispatch', '') FROM input ORDER BY place
      """;

  /**
   * Returns the ids in the order of the configurations. They are drawn before the insertion, whose
   * {@code RETURNING} promises no order.
   */
  private static final String INSERT_CONFIGS =
      """
      WITH input AS (
        SELECT nextval('task_config_id_seq') AS id, given.*
        FROM unnest({0}::text[], {1}::text[]) WITH ORDINALITY AS given (config, brief, place)
      ), inserted AS (
        INSERT INTO task_config (id, config, brief) OVERRIDING SYSTEM VALUE
        SELECT id, config, brief FROM input
      )
      SELECT id FROM input ORDER BY place
      """;

  /** The most characters of scripts in one statement. */
  private static final int MOST_CHARACTERS_AT_ONCE = 4 * 1024 * 1024;

  private final StoredScripts scripts;

  TaskInsertion(StoredScripts scripts) {
    this.scripts = scripts;
  }

  /**
   * @param request its place among the requests
   * @param begunBy the first task of the request, if it is inserted already
   */
  private record Row(
      int request, Optional<TaskId> begunBy, NewTask task, StoredScripts.Columns script) {}

  /** A configuration of a request: of each request on its own, since it names the batch. */
  private record Config(int request, String text) {}

  private static Optional<TaskTarget.AccountTarget> account(Row row) {
    return row.task().target().account();
  }

  private static Optional<Username> username(Row row) {
    return row.task().target().username();
  }

  /** Inserts the tasks of requests, each of which is a batch. */
  List<List<TaskId>> insert(DSLContext sql, List<List<NewTask>> requests) {
    Map<AccountId, Optional<String>> phones =
        phonesOfAccounts(sql, requests.stream().flatMap(List::stream).toList());
    Map<Config, Long> configIds = insertConfigs(sql, requests);
    List<TaskId> ids = new ArrayList<>();
    List<Row> piece = new ArrayList<>();
    long characters = 0;
    for (int request = 0; request < requests.size(); request++) {
      int begin = ids.size() + piece.size();
      for (NewTask task : requests.get(request)) {
        StoredScripts.Columns script = scripts.write(task.script());
        if (characters + script.length() > MOST_CHARACTERS_AT_ONCE && !piece.isEmpty()) {
          ids.addAll(insert(sql, piece, phones, configIds));
          piece.clear();
          characters = 0;
        }
        Optional<TaskId> begunBy =
            begin < ids.size() ? Optional.of(ids.get(begin)) : Optional.empty();
        piece.add(new Row(request, begunBy, task, script));
        characters += script.length();
      }
    }
    ids.addAll(insert(sql, piece, phones, configIds));
    List<List<TaskId>> answers = new ArrayList<>();
    int from = 0;
    for (List<NewTask> request : requests) {
      answers.add(List.copyOf(ids.subList(from, from + request.size())));
      from += request.size();
    }
    return answers;
  }

  private static List<TaskId> insert(
      DSLContext sql,
      List<Row> rows,
      Map<AccountId, Optional<String>> phones,
      Map<Config, Long> configIds) {
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
            .texts("uses_app", row -> usedApp(row.task()).orElse(null))
            .longs("config_id", row -> configIds.get(config(row.request(), row.task())))
            .integers("request", Row::request)
            .longs("begun_by", row -> row.begunBy().map(TaskId::value).orElse(null))
            .texts("start_time", row -> row.task().startTime().map(StartTime::text).orElse(null))
            .times("scheduled_at", row -> at(row.task().scheduledAt()))
            .times("created_at", row -> at(row.task().createdAt()));
    return sql.resultQuery(INSERT, columns.given())
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

  /** Returns what a claim finds the task's app by; empty if the task opens none. */
  private static Optional<String> usedApp(NewTask task) {
    Script script = task.script().script();
    if (!script.usesApp()) {
      return Optional.empty();
    }
    return Optional.of(
        task.target().account().isPresent()
            ? "account"
            : script.platform().orElse(Platform.WITHOUT_ACCOUNT).wireName());
  }

  private static Config config(int request, NewTask task) {
    return new Config(request, task.configAsGiven());
  }

  private static Map<Config, Long> insertConfigs(DSLContext sql, List<List<NewTask>> requests) {
    SequencedSet<Config> configs = new LinkedHashSet<>();
    for (int request = 0; request < requests.size(); request++) {
      for (NewTask task : requests.get(request)) {
        configs.add(config(request, task));
      }
    }
    Iterator<Long> ids =
        sql.resultQuery(
                INSERT_CONFIGS,
                DSL.val(configs.stream().map(Config::text).toArray(String[]::new)),
                DSL.val(
                    configs.stream()
                        .map(config -> BriefConfig.write(config.text()))
                        .toArray(String[]::new)))
            .fetch(row -> row.get(0, Long.class))
            .iterator();
    Map<Config, Long> idOf = new HashMap<>();
    configs.forEach(config -> idOf.put(config, ids.next()));
    return idOf;
  }
}
