package dev.drover.persistence.task;

import static dev.drover.persistence.testing.QueueFixture.NODE;
import static dev.drover.persistence.testing.QueueFixture.NOW;
import static dev.drover.persistence.testing.QueueFixture.OTHER_NODE;
import static dev.drover.persistence.testing.QueueFixture.follow;
import static dev.drover.persistence.testing.QueueFixture.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.port.storage.TaskQueries.TaskDetails;
import dev.drover.application.port.storage.TaskQueries.TaskFilter;
import dev.drover.application.port.storage.TaskQueries.TaskRecord;
import dev.drover.domain.account.AccountId;
import dev.drover.domain.account.NewAccount;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.IllegalTaskTransition;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.Obstacle;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskFailure;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskStatus;
import dev.drover.domain.task.TaskTarget;
import dev.drover.domain.task.TaskTarget.AccountTarget;
import dev.drover.persistence.account.JooqAccountDirectory;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.task.query.JooqTaskQueries;
import dev.drover.persistence.testing.QueueFixture;
import dev.drover.persistence.testing.RealPostgres;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests rows that are damaged or were written by a newer version, each beside a normal row. */
@ExtendWith(RealPostgres.class)
class UnreadableTaskTest {
  private Database database;
  private JooqTaskRepository repository;
  private JooqTaskQueries queries;
  private JooqAccountDirectory accounts;

  @BeforeEach
  void open(Database opened) {
    database = opened;
    QueueFixture.giveLeases(database);
    repository = new JooqTaskRepository(database, QueueFixture.CIPHER, ScriptTypes.builtIn());
    queries = new JooqTaskQueries(database, ScriptTypes.builtIn());
    accounts = new JooqAccountDirectory(database);
  }

  /** For every column that this version interprets, values that it can't read. */
  private static final List<Damage> DAMAGES =
      List.of(
          new Damage("task_detail", "script_name", "'mind_reading'"),
          new Damage("task_detail", "script_name", "'dance'"),
          new Damage("task_detail", "script_name", "''"),
          new Damage("task_detail", "script", "'{}'::jsonb"),
          new Damage("task_detail", "script", "'[1]'::jsonb"),
          new Damage("task_detail", "script", "'null'::jsonb"),
          new Damage("task_detail", "script", "'{\"target\":\"a b\"}'::jsonb"),
          new Damage(
              "task_detail",
              "script",
              "'{\"target\":\"ann\",\"access_method\":\"telepathy\"}'::jsonb"),
          new Damage("task_detail", "script_values", "'{}'::jsonb"),
          new Damage("task_detail", "script_values", "'[1]'::jsonb"),
          new Damage("task_detail", "script_values", "'null'::jsonb"),
          new Damage("task_detail", "script_values", "'{\"values\":{\"target_users\":[]}}'::jsonb"),
          new Damage(
              "task_detail", "script_values", "'{\"values\":{\"target_users\":[\"a b\"]}}'::jsonb"),
          new Damage(
              "task_detail",
              "script_values",
              "'{\"values\":{\"target_users\":[\"ann\"],\"access_method\":\"telepathy\"}}'::jsonb"),
          new Damage("task_detail", "source", "'schedule'"),
          new Damage("task_detail", "start_time", "'whenever'"),
          new Damage("task_detail", "username", "'not a name'"),
          new Damage("task_detail", "username", "NULL"),
          new Damage("task_config", "config", "'no JSON'"),
          new Damage("task_config", "brief", "'no JSON'"),
          new Damage("task_config", "brief", "NULL"),
          new Damage("task", "status", "7"),
          new Damage("task", "outcome", "'undone'"),
          new Damage("task", "outcome", "NULL"),
          new Damage("task", "failure_code", "'withdrawn'"),
          new Damage("task", "failure_code", "NULL"),
          new Damage("task", "remark", "NULL"),
          new Damage("task", "started_at", "NULL"),
          new Damage("task", "finished_at", "NULL"),
          new Damage("task", "node", "'no node!'"),
          new Damage("task", "node", "NULL"),
          new Damage("task", "serial", "'no serial!'"),
          new Damage("task_attempt", "outcome", "'undone'"),
          new Damage("task_attempt", "failure_code", "'withdrawn'"),
          new Damage("task_attempt", "node", "'no node!'"));

  private record Damage(String table, String column, String value) {}

  /** One part of the test, run for every damage. */
  private interface Check {
    void with(Damage damage);
  }

  private void forEachDamage(Check check) {
    for (Damage damage : DAMAGES) {
      try {
        check.with(damage);
      } catch (RuntimeException | AssertionError failed) {
        throw new AssertionError("with " + damage, failed);
      }
      database.query(sql -> sql.execute("DELETE FROM task"));
      database.query(sql -> sql.execute("DELETE FROM task_config"));
      database.query(sql -> sql.execute("DELETE FROM account"));
      QueueFixture.giveLeases(database);
    }
  }

  private NewTask forAccount(int phone) {
    long account =
        accounts
            .add(
                new NewAccount(
                    new Username("ann"),
                    "",
                    Platform.TIKTOK,
                    new PackageName("com.zhiliaoapp.musically"),
                    Optional.of(phone(phone)),
                    true,
                    true,
                    List.of()))
            .orElseThrow()
            .id()
            .value();
    NewTask plain = follow(phone(phone), "bob");
    return new NewTask(
        new TaskTarget(
            Optional.of(phone(phone)),
            Optional.of(new AccountTarget(new AccountId(account), new Username("ann")))),
        plain.script(),
        plain.configAsGiven(),
        plain.source(),
        plain.startTime(),
        plain.scheduledAt(),
        plain.createdAt());
  }

  private void corrupt(TaskId id, Damage damage) {
    String which =
        switch (damage.table()) {
          case "task" -> "id = " + id;
          case "task_config" ->
              "id = (SELECT config_id FROM task_detail WHERE task_id = " + id + ")";
          default -> "task_id = " + id;
        };
    database.query(
        sql -> {
          if (damage.column().equals("status")) {
            sql.execute("ALTER TABLE task DROP CONSTRAINT IF EXISTS task_status_check");
          }
          if (damage.column().equals("script")) {
            // The old form is read only if there is no new one.
            sql.execute("UPDATE task_detail SET script_values = NULL WHERE " + which);
          }
          return sql.execute(
              "UPDATE %s SET %s = %s WHERE %s"
                  .formatted(damage.table(), damage.column(), damage.value(), which));
        });
  }

  private void loseLeases() {
    database.query(sql -> sql.execute("UPDATE node SET lease_until = now() - interval '1 minute'"));
  }

  private TaskRecord shown(TaskId id) {
    return queries.find(id).orElseThrow().task();
  }

  /** Asserts that lists, events, single tasks and counts all show the tasks. */
  private void everythingIsShown(TaskId... ids) {
    assertThat(queries.list(TaskFilter.NONE, 1, 100).tasks())
        .extracting(found -> found.task().id())
        .contains(ids);
    assertThat(queries.findAll(List.of(ids)))
        .extracting(found -> found.task().id())
        .containsExactlyInAnyOrder(ids);
    for (TaskId id : ids) {
      TaskDetails details = queries.find(id).orElseThrow();
      assertThat(details.task().config().brief()).startsWith("{").endsWith("}");
      assertThat(queries.configAsGiven(id)).isPresent();
      assertThat(repository.find(id)).isPresent();
    }
    assertThat(queries.stats().total()).isNotNegative();
  }

  @Test
  void a_claim_runs_the_other_phones_tasks() {
    forEachDamage(this::a_claim_runs_the_other_phones_tasks);
  }

  private void a_claim_runs_the_other_phones_tasks(Damage damage) {
    List<TaskId> ids =
        repository.insert(
            List.of(forAccount(1), follow(phone(1), "next"), follow(phone(2), "other")));
    corrupt(ids.getFirst(), damage);
    everythingIsShown(ids.toArray(TaskId[]::new));

    List<Task> claimed = repository.claimDue(NODE, Set.of(phone(1), phone(2)), 20, NOW);
    if (shown(ids.getFirst()).is(TaskStatus.FAILED)) {
      assertThat(shown(ids.getFirst()).remark().orElseThrow()).contains("this version of Drover");
      assertThat(shown(ids.getFirst()).failureCode()).contains("not_supported");
      assertThat(shown(ids.getFirst()).outcome()).contains("no_effect");
      assertThat(queries.find(ids.getFirst()).orElseThrow().attempts()).hasSize(1);
    }
    assertThat(claimed).extracting(Task::id).contains(ids.get(2));
    boolean runs = claimed.size() == 2;
    assertThat(repository.claimDue(NODE, Set.of(phone(1), phone(2)), 20, NOW))
        .extracting(Task::id)
        .isEqualTo(runs ? List.of() : List.of(ids.get(1)));

    everythingIsShown(ids.toArray(TaskId[]::new));
    repository.delete(ids);
    assertThat(queries.find(ids.getFirst()).isPresent())
        .isEqualTo(claimed.getFirst().id().equals(ids.getFirst()));
  }

  @Test
  void a_running_one_is_taken_back() {
    forEachDamage(this::a_running_one_is_taken_back);
  }

  private void a_running_one_is_taken_back(Damage damage) {
    List<TaskId> ids = repository.insert(List.of(forAccount(1), follow(phone(2), "other")));
    assertThat(repository.claimDue(NODE, Set.of(phone(1), phone(2)), 20, NOW)).hasSize(2);
    corrupt(ids.getFirst(), damage);
    everythingIsShown(ids.toArray(TaskId[]::new));
    boolean running = shown(ids.getFirst()).is(TaskStatus.RUNNING);

    assertThat(repository.runningOn(NODE)).extracting(Task::id).contains(ids.getLast());
    loseLeases();
    List<Task> after = repository.takeBackLost(NOW);

    assertThat(after).hasSize(running ? 2 : 1);
    assertThat(after).extracting(Task::status).containsOnly(TaskStatus.PENDING);
    everythingIsShown(ids.toArray(TaskId[]::new));
    repository.delete(ids);
    assertThat(queries.stats().running()).isZero();
    assertThat(queries.list(TaskFilter.NONE, 1, 100).tasks()).isEmpty();
  }

  @Test
  void a_running_one_is_recovered_by_its_own_node() {
    forEachDamage(this::a_running_one_is_recovered_by_its_own_node);
  }

  private void a_running_one_is_recovered_by_its_own_node(Damage damage) {
    List<TaskId> ids = repository.insert(List.of(forAccount(1), follow(phone(2), "other")));
    assertThat(repository.claimDue(NODE, Set.of(phone(1), phone(2)), 20, NOW)).hasSize(2);
    corrupt(ids.getFirst(), damage);

    for (Task running : repository.runningOn(NODE)) {
      assertThat(
              repository.change(running.id(), task -> task.interrupt(NOW)).orElseThrow().status())
          .isEqualTo(TaskStatus.PENDING);
    }
    assertThat(repository.runningOn(NODE)).isEmpty();
    everythingIsShown(ids.toArray(TaskId[]::new));
  }

  @Test
  void failed_ones_are_retried_or_refused_one_by_one() {
    forEachDamage(this::failed_ones_are_retried_or_refused_one_by_one);
  }

  private void failed_ones_are_retried_or_refused_one_by_one(Damage damage) {
    List<TaskId> ids = repository.insert(List.of(forAccount(1), follow(phone(2), "other")));
    for (Task task : repository.claimDue(NODE, Set.of(phone(1), phone(2)), 20, NOW)) {
      Task failed = task.fail(TaskFailure.withoutEffect(FailureCode.DEVICE_LOST, "gone"), NOW);
      assertThat(repository.finish(failed, 1, AttemptEnd.of(failed))).isTrue();
    }
    corrupt(ids.getFirst(), damage);
    everythingIsShown(ids.toArray(TaskId[]::new));
    TaskRecord before = shown(ids.getFirst());

    assertThat(repository.failedAfter(0, 10)).extracting(Task::id).contains(ids.getLast());
    assertThat(repository.change(ids.getFirst(), same -> same)).isPresent();
    assertThat(shown(ids.getFirst())).isEqualTo(before);
    boolean retried = retried(ids.getFirst());
    assertThat(retried(ids.getLast())).isTrue();
    // Only failures that this version knows to be without effect are retried automatically.
    boolean known =
        before.failureCode().equals(Optional.of("device_lost"))
            && before.outcome().equals(Optional.of("no_effect"))
            && before.is(TaskStatus.FAILED);
    assertThat(retried).isEqualTo(known);
    everythingIsShown(ids.toArray(TaskId[]::new));
    assertThat(repository.delete(ids).deleted()).hasSize(2);
  }

  private boolean retried(TaskId id) {
    try {
      return repository.change(id, task -> task.retry(false, NOW)).isPresent();
    } catch (IllegalTaskTransition refused) {
      return false;
    }
  }

  @Test
  void completed_ones_are_shown_and_pruned() {
    forEachDamage(this::completed_ones_are_shown_and_pruned);
  }

  private void completed_ones_are_shown_and_pruned(Damage damage) {
    List<TaskId> ids = repository.insert(List.of(forAccount(1)));
    Task task = repository.claimDue(NODE, Set.of(phone(1)), 20, NOW).getFirst();
    Task done = task.complete(Outcome.COMMITTED, Optional.of("followed"), NOW);
    repository.finish(done, 1, AttemptEnd.of(done));
    corrupt(ids.getFirst(), damage);
    everythingIsShown(ids.toArray(TaskId[]::new));

    int pruned = repository.prune(NOW.plusSeconds(1), 10);

    assertThat(pruned).isEqualTo(damage.column().equals("finished_at") ? 0 : 1);
  }

  @Test
  void a_script_that_another_live_server_knows_waits_for_it_and_blocks_nobody() {
    List<TaskId> ids = repository.insert(List.of(follow(phone(1), "a"), follow(phone(1), "b")));
    corrupt(ids.getFirst(), new Damage("task_detail", "script_name", "'mind_reading'"));
    database.query(
        sql ->
            sql.execute(
                "UPDATE node SET scripts = scripts || 'mind_reading'::text WHERE id = ?",
                OTHER_NODE.value()));

    assertThat(repository.claimDue(NODE, Set.of(phone(1)), 20, NOW))
        .extracting(Task::id)
        .containsExactly(ids.getLast());
    assertThat(shown(ids.getFirst()).status()).contains(TaskStatus.PENDING);
    assertThat(queries.find(ids.getFirst()).orElseThrow().obstacles())
        .contains(new Obstacle.ScriptUnknown("mind_reading"));

    database.query(
        sql -> sql.execute("UPDATE node SET lease_until = now() WHERE id = ?", OTHER_NODE.value()));
    database.query(sql -> sql.execute("UPDATE task SET status = 2 WHERE id = " + ids.getLast()));
    assertThat(repository.claimDue(NODE, Set.of(phone(1)), 20, NOW)).isEmpty();
    assertThat(shown(ids.getFirst()).status()).contains(TaskStatus.FAILED);
    assertThat(shown(ids.getFirst()).remark().orElseThrow())
        .contains("\"mind_reading\" is not known to this version of Drover");
  }

  @Test
  void tasks_of_an_account_that_can_not_be_read_are_listed() {
    TaskId id = repository.insert(List.of(forAccount(1))).getFirst();
    database.query(sql -> sql.execute("UPDATE account SET platform = 'another'"));

    everythingIsShown(id);
    assertThat(queries.find(id).orElseThrow().obstacles())
        .contains(new Obstacle.AccountUnreadable("ann"));
  }

  @Test
  void a_server_says_which_scripts_it_knows() {
    List<String[]> scripts =
        database.query(
            sql ->
                sql.select(DSL.field("scripts", String[].class))
                    .from("node")
                    .fetch(row -> row.value1()));

    assertThat(scripts)
        .hasSize(2)
        .allSatisfy(known -> assertThat(known).contains("follow", "post").doesNotContain("dance"));
  }
}
