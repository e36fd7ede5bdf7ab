package dev.drover.persistence.postgres;

import static dev.drover.persistence.testing.QueueFixture.follow;
import static dev.drover.persistence.testing.QueueFixture.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.loop.Loop;
import dev.drover.application.port.storage.QueueEvents.QueueEvent;
import dev.drover.application.port.storage.StorageUnavailable;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import dev.drover.persistence.task.JooqTaskRepository;
import dev.drover.persistence.testing.QueueFixture;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.persistence.testing.TcpProxy;
import dev.drover.persistence.testing.TcpProxy.Weather;
import java.net.URI;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Tests failures of the network between Drover and PostgreSQL. */
@ExtendWith(RealPostgres.class)
@Execution(ExecutionMode.CONCURRENT)
class PostgresAwayTest {
  private final Set<TaskId> heard = ConcurrentHashMap.newKeySet();
  private TcpProxy network;
  private Database far;
  private Database near;
  private JooqTaskRepository tasks;
  private PostgresNotifications notifications;
  private Loop listening;

  @BeforeEach
  void connect(DatabaseAddress address, Database direct) throws Exception {
    near = direct;
    tasks = new JooqTaskRepository(near, QueueFixture.CIPHER, ScriptTypes.builtIn());
    URI uri = URI.create(address.jdbcUrl().replaceFirst("jdbc:", ""));
    network = TcpProxy.before(uri.getHost(), uri.getPort());
    far =
        Database.open(
            new DatabaseAddress(
                address.jdbcUrl().replaceFirst("//[^/]+/", "//127.0.0.1:" + network.port() + "/"),
                address.user(),
                address.password()));
    notifications = new PostgresNotifications(far, () -> {});
    notifications.subscribe(
        event -> {
          if (event instanceof QueueEvent.TaskChanged changed) {
            heard.add(changed.id());
          }
        });
    listening =
        new Loop(
                "notifications",
                new Loop.Pace(Duration.ofMinutes(1), Duration.ofMillis(100)),
                Duration.ZERO,
                notifications::hearOnce,
                _ -> {})
            .start();
  }

  @AfterEach
  void disconnect() throws Exception {
    network.turn(Weather.FAIR);
    notifications.close();
    listening.close();
    far.close();
    network.close();
  }

  private TaskId insert() {
    return tasks.insert(List.of(follow(phone(1), "ann"))).getFirst();
  }

  private void awaitHeard() {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!heard.contains(insert())) {
      assertThat(System.nanoTime()).as("nothing is heard any more").isLessThan(end);
    }
  }

  private static Instant ask(Database database) {
    return database.query(
        sql -> sql.fetchSingle("SELECT now()").get(0, java.time.OffsetDateTime.class).toInstant());
  }

  /**
   * Waits for the pool, which reconnects at intervals of up to ten seconds. Listening does not use
   * the pool.
   */
  private void awaitAnswer() {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    boolean answered = false;
    while (!answered) {
      assertThat(System.nanoTime()).as("the database never answers again").isLessThan(end);
      try {
        answered = ask(far) != null;
      } catch (StorageUnavailable notYet) {
        assertThat(notYet).hasMessageContaining("can't be reached now");
      }
    }
  }

  @Test
  void a_connection_that_died_without_a_word_is_noticed_by_whoever_asks_and_whoever_listens() {
    awaitHeard();
    ask(far);

    network.turn(Weather.HALF_OPEN);
    assertThatThrownBy(() -> ask(far)).isInstanceOf(StorageUnavailable.class);
    network.turn(Weather.FAIR);
    heard.clear();

    awaitHeard();
    assertThat(ask(far)).isNotNull();
  }

  /** After the cut the rollback fails too, and the exception may be that of the rollback. */
  @Test
  void a_cut_in_the_middle_of_a_transaction_is_told_as_that() {
    assertThatThrownBy(
            () ->
                far.transaction(
                    sql -> {
                      sql.fetch("SELECT 1");
                      network.turn(Weather.CUT);
                      return sql.fetch("SELECT 2");
                    }))
        .isInstanceOf(StorageUnavailable.class);
  }

  /** The pool reports a closed connection without an SQLSTATE. */
  @Test
  void a_connection_that_the_pool_has_closed_is_told_as_that() {
    assertThatThrownBy(
            () ->
                near.transaction(
                    sql -> {
                      sql.connection(Connection::close);
                      return sql.fetch("SELECT 1");
                    }))
        .isInstanceOf(StorageUnavailable.class);
    assertThat(ask(near)).isNotNull();
  }

  @Test
  void a_cut_is_told_at_once_and_is_over_when_the_network_is_back() {
    awaitHeard();
    network.turn(Weather.CUT);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> ask(far)).isInstanceOf(StorageUnavailable.class);
    }

    network.turn(Weather.FAIR);
    heard.clear();
    awaitHeard();
    awaitAnswer();
  }

  @Test
  void what_anybody_says_on_our_channels_does_not_end_the_listening() {
    notifications.subscribe(
        event -> {
          throw new IllegalStateException("a listener that fails");
        });
    awaitHeard();
    near.query(sql -> sql.execute("NOTIFY drover_task, 'no number'"));
    near.query(sql -> sql.execute("NOTIFY drover_stop, 'neither'"));

    heard.clear();
    awaitHeard();
  }

  /** Each failed attempt must give its connection back, and a later attempt must succeed. */
  @Test
  void a_connection_on_which_listening_fails_is_told_as_a_failure_and_given_back() {
    network.cutAt(Optional.of("LISTEN"));
    try (PostgresNotifications patient = new PostgresNotifications(far, () -> {})) {
      for (int i = 0; i < 40; i++) {
        assertThatThrownBy(patient::hearOnce)
            .isInstanceOf(StorageUnavailable.class)
            .hasMessageContaining("nobody listens");
      }
      network.cutAt(Optional.empty());

      patient.hearOnce();
    }
  }

  @Test
  void one_who_wakes_up_badly_does_not_end_the_listening() {
    AtomicInteger calls = new AtomicInteger();
    try (PostgresNotifications patient =
        new PostgresNotifications(
            near,
            () -> {
              if (calls.incrementAndGet() < 3) {
                throw new IllegalStateException("what was woken failed");
              }
            })) {
      assertThatThrownBy(patient::hearOnce).isInstanceOf(IllegalStateException.class);
      near.query(sql -> sql.execute("NOTIFY " + Channels.DISPATCH));
      assertThatThrownBy(patient::hearOnce).isInstanceOf(IllegalStateException.class);
      near.query(sql -> sql.execute("NOTIFY " + Channels.DISPATCH));

      patient.hearOnce();
      assertThat(calls).hasValue(3);
    }
  }

  /**
   * A server that freezes during a claim must not block the others: its locks are released before
   * its lease ends.
   */
  @Test
  void a_transaction_in_which_nothing_happens_does_not_keep_the_others_from_claiming()
      throws Exception {
    QueueFixture.giveLeases(near);
    TaskId id = insert();
    CountDownLatch holds = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<Object> frozen =
          threads.submit(
              () ->
                  near.transaction(
                      sql -> {
                        sql.execute("SELECT pg_advisory_xact_lock(?)", 0x44524f564552L);
                        holds.countDown();
                        try {
                          over.await();
                        } catch (InterruptedException end) {
                          Thread.currentThread().interrupt();
                        }
                        return sql.execute("UPDATE task SET remark = 'late'");
                      }));
      holds.await();
      Optional<Task> claimed = Optional.empty();
      long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (claimed.isEmpty()) {
        assertThat(System.nanoTime()).as("nobody can claim").isLessThan(end);
        try {
          claimed =
              tasks.claimDue(QueueFixture.NODE, Set.of(phone(1)), 5, QueueFixture.NOW).stream()
                  .findFirst();
        } catch (StorageUnavailable busy) {
          assertThat(busy).hasMessageContaining("busy").hasMessageContaining("try again");
        }
      }
      over.countDown();

      assertThat(claimed.map(Task::id)).contains(id);
      assertThatThrownBy(frozen::get).hasCauseInstanceOf(StorageUnavailable.class);
    }
  }

  @Test
  void a_standby_that_refuses_changes_is_as_good_as_away() {
    near.query(
        sql ->
            sql.execute(
                "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only"
                    + " = on', current_database()); END $$"));
    // Cut the connections, because open ones keep the old setting.
    network.turn(Weather.CUT);
    network.turn(Weather.FAIR);
    JooqTaskRepository onStandby =
        new JooqTaskRepository(far, QueueFixture.CIPHER, ScriptTypes.builtIn());

    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    StorageUnavailable told = null;
    while (told == null) {
      assertThat(System.nanoTime()).isLessThan(end);
      try {
        onStandby.insert(List.of(follow(phone(1), "ann")));
      } catch (StorageUnavailable away) {
        told = away.getCause() == null ? null : away;
        if (told != null && !String.valueOf(told.getCause()).contains("read-only")) {
          told = null;
        }
      }
    }
  }
}
