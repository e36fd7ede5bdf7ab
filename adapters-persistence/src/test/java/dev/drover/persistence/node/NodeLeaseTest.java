package dev.drover.persistence.node;

import static dev.drover.persistence.testing.QueueFixture.NODE;
import static dev.drover.persistence.testing.QueueFixture.NOW;
import static dev.drover.persistence.testing.QueueFixture.PROCESS;
import static dev.drover.persistence.testing.QueueFixture.follow;
import static dev.drover.persistence.testing.QueueFixture.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.port.storage.NodeDirectory.Renewal;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.task.IntentJournal.Intent;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskState.Failed;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.task.JooqTaskRepository;
import dev.drover.persistence.testing.QueueFixture;
import dev.drover.persistence.testing.RealPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests what servers may do with and without a lease. */
@ExtendWith(RealPostgres.class)
class NodeLeaseTest {
  private JooqTaskRepository repository;
  private JooqNodeDirectory nodes;

  @BeforeEach
  void wire(Database database) {
    QueueFixture.giveLeases(database);
    repository = new JooqTaskRepository(database, QueueFixture.CIPHER, ScriptTypes.builtIn());
    nodes = new JooqNodeDirectory(database, ScriptTypes.builtIn());
  }

  private Task claimed() {
    repository.insert(List.of(follow(phone(1), "ann")));
    return repository.claimDue(NODE, Set.of(phone(1)), 5, NOW).getFirst();
  }

  private Task now(TaskId id) {
    return repository.find(id).orElseThrow();
  }

  /**
   * The previous version reads only the task's row, and repeats an attempt whose row names no
   * intent.
   */
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
}
