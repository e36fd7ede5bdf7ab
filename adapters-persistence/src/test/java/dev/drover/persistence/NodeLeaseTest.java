package dev.drover.persistence;

import static dev.drover.persistence.QueueFixture.NODE;
import static dev.drover.persistence.QueueFixture.NOW;
import static dev.drover.persistence.QueueFixture.OTHER_NODE;
import static dev.drover.persistence.QueueFixture.PROCESS;
import static dev.drover.persistence.QueueFixture.follow;
import static dev.drover.persistence.QueueFixture.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drover.application.port.NodeDirectory.KnownNode;
import dev.drover.application.port.NodeDirectory.Renewal;
import dev.drover.domain.task.AttemptEnd;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.IntentJournal.Intent;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskState.Failed;
import dev.drover.domain.task.TaskStatus;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a node may do with and without a lease, in PostgreSQL. */
@ExtendWith(RealPostgres.class)
class NodeLeaseTest {
  private JooqTaskRepository repository;
  private JooqNodeDirectory nodes;
  private JooqTaskQueries queries;

  @BeforeEach
  void wire(Database database) {
    QueueFixture.giveLeases(database);
    repository = new JooqTaskRepository(database, QueueFixture.CIPHER);
    queries = new JooqTaskQueries(database);
    nodes = new JooqNodeDirectory(database);
  }

  private Task claimed() {
    repository.insert(List.of(follow(phone(1), "ann")));
    return repository.claimDue(NODE, Set.of(phone(1)), 5, NOW).getFirst();
  }

  private Task now(TaskId id) {
    return repository.find(id).orElseThrow();
  }

  @Test
  void a_node_without_a_lease_claims_nothing() {
    repository.insert(List.of(follow(phone(1), "ann")));
    nodes.release(NODE, PROCESS);

    assertThat(repository.claimDue(NODE, Set.of(phone(1)), 5, NOW)).isEmpty();
    assertThat(nodes.all())
        .extracting(KnownNode::id, KnownNode::alive)
        .containsExactly(tuple(NODE, false), tuple(OTHER_NODE, true));

    assertThat(nodes.renew(NODE, PROCESS, Duration.ofHours(1), NOW)).isEqualTo(Renewal.ANEW);
    assertThat(repository.claimDue(NODE, Set.of(phone(1)), 5, NOW)).hasSize(1);
  }

  @Test
  void what_a_lost_node_had_not_decided_is_pending_again_and_it_can_write_no_more() {
    Task task = claimed();
    assertThat(repository.takeBackLost(NOW)).isEmpty();

    nodes.release(NODE, PROCESS);
    assertThat(repository.takeBackLost(NOW)).extracting(Task::id).containsExactly(task.id());

    assertThat(now(task.id()).status()).isEqualTo(TaskStatus.PENDING);
    assertThat(repository.commitIntent(task.id(), 1, new Intent(1, "tap Follow"), NOW)).isFalse();
    Task late = task.complete(Outcome.COMMITTED, Optional.empty(), NOW);
    assertThat(repository.finish(late, 1, AttemptEnd.of(late))).isFalse();
    assertThat(repository.claimDue(OTHER_NODE, Set.of(phone(1)), 5, NOW))
        .singleElement()
        .satisfies(again -> assertThat(again.attemptCount()).isEqualTo(2));
  }

  @Test
  void what_a_lost_node_may_have_done_has_failed_with_an_unknown_outcome() {
    Task task = claimed();
    repository.commitIntent(task.id(), 1, new Intent(1, "tap Follow"), NOW);
    nodes.release(NODE, PROCESS);

    repository.takeBackLost(NOW);

    assertThat(now(task.id()).state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.failure().code()).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
              assertThat(failed.failure().retrySafe()).isFalse();
            });
  }

  @Test
  void a_lost_task_of_which_something_took_effect_is_not_run_again() {
    Task task = claimed();
    repository.commitIntent(task.id(), 1, new Intent(1, "tap Like"), NOW);
    repository.settleIntent(task.id(), 1, 1, true, NOW);
    nodes.release(NODE, PROCESS);

    repository.takeBackLost(NOW);

    assertThat(now(task.id()).state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.failure().code()).isEqualTo(FailureCode.INTERRUPTED);
              assertThat(failed.failure().outcome()).isEqualTo(Outcome.COMMITTED);
            });
  }

  @Test
  void a_lost_task_of_which_nothing_took_effect_is_pending_again() {
    Task task = claimed();
    repository.commitIntent(task.id(), 1, new Intent(1, "tap Like"), NOW);
    repository.settleIntent(task.id(), 1, 1, false, NOW);
    nodes.release(NODE, PROCESS);

    repository.takeBackLost(NOW);

    assertThat(now(task.id()).status()).isEqualTo(TaskStatus.PENDING);
  }

  @Test
  void each_step_has_an_intent_and_one_that_is_not_settled_makes_the_outcome_unknown() {
    Task task = claimed();
    repository.commitIntent(task.id(), 1, new Intent(1, "tap Like"), NOW);
    repository.settleIntent(task.id(), 1, 1, true, NOW);
    repository.settleIntent(task.id(), 1, 1, true, NOW);
    assertThat(repository.commitIntent(task.id(), 1, new Intent(2, "tap Follow"), NOW)).isTrue();
    nodes.release(NODE, PROCESS);

    repository.takeBackLost(NOW);
    repository.settleIntent(task.id(), 1, 2, true, NOW);

    assertThat(now(task.id()).state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed ->
                assertThat(failed.failure().remark())
                    .isEqualTo("outcome unknown: interrupted after tap Follow"));
  }

  /** It looks at the task's row alone, and takes back what has no intent there. */
  @Test
  void a_server_of_the_version_before_never_repeats_what_took_effect(DatabaseAddress address)
      throws Exception {
    Task task = claimed();
    repository.commitIntent(task.id(), 1, new Intent(1, "tap Like"), NOW);
    assertThat(intentOfOldVersion(address)).isEqualTo("tap Like");
    repository.settleIntent(task.id(), 1, 1, false, NOW);
    assertThat(intentOfOldVersion(address)).isNull();
    repository.commitIntent(task.id(), 1, new Intent(2, "tap Follow"), NOW);
    repository.settleIntent(task.id(), 1, 2, true, NOW);
    assertThat(intentOfOldVersion(address)).isNotNull();
    repository.commitIntent(task.id(), 1, new Intent(3, "tap Like"), NOW);
    repository.settleIntent(task.id(), 1, 3, false, NOW);
    assertThat(intentOfOldVersion(address)).isNotNull();
  }

  @Test
  void what_a_server_of_the_version_before_has_begun_is_of_unknown_outcome(DatabaseAddress address)
      throws Exception {
    Task task = claimed();
    try (Connection old = connect(address);
        Statement statement = old.createStatement()) {
      statement.execute("UPDATE task SET intent = 'tap Follow' WHERE id = " + task.id());
    }
    nodes.release(NODE, PROCESS);

    repository.takeBackLost(NOW);

    assertThat(now(task.id()).state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.failure().outcome()).isEqualTo(Outcome.UNKNOWN));
  }

  private static Connection connect(DatabaseAddress address) throws SQLException {
    return DriverManager.getConnection(
        address.jdbcUrl(), address.user().orElse(null), address.password().orElse(null));
  }

  private static @Nullable String intentOfOldVersion(DatabaseAddress address) throws SQLException {
    try (Connection old = connect(address);
        Statement statement = old.createStatement();
        ResultSet row = statement.executeQuery("SELECT intent FROM task")) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void a_lost_task_that_was_to_be_stopped_does_not_run_again() {
    Task task = claimed();
    repository.requestStop(task.id());
    nodes.release(NODE, PROCESS);

    repository.takeBackLost(NOW);

    assertThat(now(task.id()).state())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.failure().code()).isEqualTo(FailureCode.STOPPED);
              assertThat(failed.failure().outcome()).isEqualTo(Outcome.NO_EFFECT);
            });
  }

  @Test
  void of_two_processes_by_one_name_the_later_holds_the_lease() {
    UUID later = UUID.randomUUID();
    nodes.acquire(NODE, later, Duration.ofHours(1), NOW);

    assertThat(nodes.renew(NODE, PROCESS, Duration.ofHours(1), NOW)).isEqualTo(Renewal.REFUSED);
    nodes.release(NODE, PROCESS);

    assertThat(nodes.all()).filteredOn(node -> node.id().equals(NODE)).allMatch(KnownNode::alive);
    assertThat(nodes.renew(NODE, later, Duration.ofHours(1), NOW)).isEqualTo(Renewal.UNBROKEN);
    nodes.release(NODE, later);
    assertThat(nodes.renew(NODE, PROCESS, Duration.ofHours(1), NOW)).isEqualTo(Renewal.ANEW);
  }

  @Test
  void a_renewal_says_whether_the_lease_had_lapsed_before_it() throws Exception {
    UUID process = UUID.randomUUID();
    nodes.acquire(NODE, process, Duration.ofHours(1), NOW);
    assertThat(nodes.renew(NODE, process, Duration.ofHours(1), NOW)).isEqualTo(Renewal.UNBROKEN);
    assertThat(nodes.renew(NODE, process, Duration.ZERO, NOW)).isEqualTo(Renewal.UNBROKEN);

    assertThat(nodes.renew(NODE, process, Duration.ofHours(1), NOW)).isEqualTo(Renewal.ANEW);
    assertThat(nodes.renew(NODE, process, Duration.ofHours(1), NOW)).isEqualTo(Renewal.UNBROKEN);
  }

  @Test
  void a_renewal_that_waits_for_another_one_judges_by_what_that_one_left(DatabaseAddress address)
      throws Exception {
    try (Connection other = connect(address);
        Statement statement = other.createStatement();
        ExecutorService renewing = Executors.newVirtualThreadPerTaskExecutor()) {
      other.setAutoCommit(false);
      statement.execute(
          "UPDATE node SET lease_until = now() - interval '1 second' WHERE id = '" + NODE + "'");
      Future<Renewal> renewal =
          renewing.submit(() -> nodes.renew(NODE, PROCESS, Duration.ofHours(1), NOW));
      awaitWaiting(statement);
      other.commit();

      assertThat(renewal.get()).isEqualTo(Renewal.ANEW);
    }
  }

  private static void awaitWaiting(Statement statement) throws SQLException {
    boolean waiting = false;
    while (!waiting) {
      try (ResultSet locks = statement.executeQuery("SELECT 1 FROM pg_locks WHERE NOT granted")) {
        waiting = locks.next();
      }
    }
  }

  @Test
  void a_lost_task_is_taken_back_once_however_many_nodes_try() throws Exception {
    List<TaskId> ids = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ids.addAll(repository.insert(List.of(follow(phone(i), "ann"))));
      repository.claimDue(NODE, Set.of(phone(i)), 50, NOW);
    }
    nodes.release(NODE, PROCESS);
    List<TaskId> taken = new ArrayList<>();
    try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Task>>> tries = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        tries.add(others.submit(() -> repository.takeBackLost(NOW)));
      }
      for (Future<List<Task>> each : tries) {
        each.get().forEach(task -> taken.add(task.id()));
      }
    }

    assertThat(taken).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(queries.stats().pending()).isEqualTo(20);
  }

  @Test
  void an_intent_whose_answer_was_lost_may_be_committed_again_but_no_other() {
    Task task = claimed();

    assertThat(repository.commitIntent(task.id(), 1, new Intent(1, "tap Follow"), NOW)).isTrue();
    assertThat(repository.commitIntent(task.id(), 1, new Intent(1, "tap Follow"), NOW)).isTrue();
    assertThat(repository.commitIntent(task.id(), 1, new Intent(1, "tap Post"), NOW)).isFalse();
  }

  @Test
  void a_stop_is_asked_of_the_node_that_runs_the_task() {
    Task task = claimed();
    repository.requestStop(task.id());

    assertThat(repository.stopRequestedOn(NODE)).containsExactly(task.id());
    assertThat(repository.stopRequestedOn(OTHER_NODE)).isEmpty();

    nodes.release(NODE, PROCESS);
    repository.takeBackLost(NOW);
    repository.claimDue(OTHER_NODE, Set.of(phone(1)), 5, NOW);
    assertThat(repository.stopRequestedOn(OTHER_NODE)).isEmpty();
  }

  @Test
  void nothing_is_claimed_while_the_queue_or_the_phone_is_paused(Database database) {
    repository.insert(List.of(follow(phone(1), "ann")));
    JooqQueueSettings settings = new JooqQueueSettings(database);
    settings.pause(NOW);
    assertThat(repository.claimDue(NODE, Set.of(phone(1)), 5, NOW)).isEmpty();
    assertThat(settings.pausedSince()).contains(NOW);

    settings.resume();
    assertThat(repository.claimDue(NODE, Set.of(phone(1)), 5, NOW)).hasSize(1);
  }
}
