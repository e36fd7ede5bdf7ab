package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.housekeeping.Housekeeping;
import dev.drover.application.housekeeping.Housekeeping.Retention;
import dev.drover.application.housekeeping.Housekeeping.Swept;
import dev.drover.application.port.storage.IdempotencyKey;
import dev.drover.application.port.storage.TaskArtifacts;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.FollowType;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskSource;
import dev.drover.domain.task.TaskTarget;
import dev.drover.http.testing.Passing;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.node.JooqNodeDirectory;
import dev.drover.persistence.task.query.JooqTaskArtifacts;
import dev.drover.persistence.task.JooqTaskRepository;
import dev.drover.persistence.testing.RealPostgres;
import dev.drover.persistence.access.SecretCipher;
import dev.drover.testkit.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is thrown away, and what stays, on a real PostgreSQL. */
@ExtendWith(RealPostgres.class)
class HousekeepingTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final DeviceSerial PHONE = new DeviceSerial("P1");

  private final SettableClock clock = new SettableClock(NOW);
  private JooqTaskRepository tasks;
  private JooqTaskArtifacts artifacts;
  private TaskId task;

  @BeforeEach
  void runATask(Database database) {
    tasks =
        new JooqTaskRepository(
            database,
            SecretCipher.ofKey("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="),
            ScriptTypes.builtIn());
    artifacts = new JooqTaskArtifacts(database);
    task = tasks.insert(List.of(follow())).getFirst();
    NodeId node = new NodeId("node-1");
    new JooqNodeDirectory(database, ScriptTypes.builtIn())
        .acquire(node, UUID.randomUUID(), Duration.ofHours(1), NOW);
    tasks.claimDue(node, Set.of(PHONE), 5, NOW);
  }

  private static NewTask follow() {
    return new NewTask(
        TaskTarget.phone(PHONE),
        new FollowType().one(Map.of("target_users", List.of("ann"))),
        "{}",
        TaskSource.API,
        Optional.empty(),
        NOW,
        NOW);
  }

  private void keep(String name, int bytes, Instant at) {
    artifacts.keep(task, 1, name, "image/png", new byte[bytes], at);
  }

  private List<String> kept() {
    return artifacts.list(task).stream().map(TaskArtifacts.Description::name).toList();
  }

  private Swept sweep(Duration age, long bytes) {
    return new Housekeeping(artifacts, tasks, new Retention(Duration.ofDays(90), age, bytes), clock)
        .runOnce();
  }

  @Test
  void artifacts_go_when_they_are_too_old() {
    keep("old.png", 10, NOW.minus(Duration.ofDays(15)));
    keep("young.png", 10, NOW.minus(Duration.ofDays(13)));

    assertThat(sweep(Duration.ofDays(14), 1_000)).isEqualTo(new Swept(0, 1, 0));
    assertThat(kept()).containsExactly("young.png");
    clock.advance(Duration.ofDays(2));
    assertThat(sweep(Duration.ofDays(14), 1_000)).isEqualTo(new Swept(0, 1, 0));
    assertThat(kept()).isEmpty();
  }

  @Test
  void the_oldest_artifacts_go_when_they_are_too_many() {
    keep("oldest.png", 600, NOW.minusSeconds(30));
    keep("older.png", 300, NOW.minusSeconds(20));
    keep("newest.png", 600, NOW.minusSeconds(10));

    assertThat(sweep(Duration.ofDays(14), 1_000)).isEqualTo(new Swept(0, 1, 0));
    assertThat(kept()).containsExactly("newest.png", "older.png");
    assertThat(sweep(Duration.ofDays(14), 1_000)).isEqualTo(new Swept(0, 0, 0));
  }

  @Test
  void keys_of_repeated_requests_are_forgotten_after_a_day() {
    IdempotencyKey key = new IdempotencyKey("once", "fingerprint");
    tasks.insertOnce(key, List.of(follow()), List.of(), NOW);

    clock.advance(Duration.ofHours(23));
    assertThat(sweep(Duration.ofDays(14), 1_000)).isEqualTo(new Swept(0, 0, 0));
    clock.advance(Duration.ofHours(2));
    assertThat(sweep(Duration.ofDays(14), 1_000)).isEqualTo(new Swept(0, 0, 1));
  }

  /** Artifacts that can't be pruned. */
  private record Unprunable(TaskArtifacts kept, RuntimeException failure) implements TaskArtifacts {
    @Override
    public void keep(
        TaskId task, int attempt, String name, String contentType, byte[] content, Instant now) {
      kept.keep(task, attempt, name, contentType, content, now);
    }

    @Override
    public List<Description> list(TaskId task) {
      return kept.list(task);
    }

    @Override
    public Optional<Artifact> find(TaskId task, String name) {
      return kept.find(task, name);
    }

    @Override
    public int prune(Instant before, long mostBytes, int atMost) {
      throw failure;
    }
  }

  @Test
  void one_kind_that_can_not_be_deleted_does_not_keep_the_others() {
    tasks.insertOnce(new IdempotencyKey("once", "print"), List.of(follow()), List.of(), NOW);
    clock.advance(Duration.ofDays(2));
    RuntimeException failure = new IllegalStateException("no artifact can be deleted");
    Housekeeping housekeeping =
        new Housekeeping(
            new Unprunable(artifacts, failure),
            tasks,
            new Retention(Duration.ofDays(90), Duration.ofDays(14), 1_000),
            clock);

    assertThatThrownBy(housekeeping::runOnce).isSameAs(failure);

    assertThat(sweep(Duration.ofDays(14), 1_000))
        .as("the keys have gone")
        .isEqualTo(new Swept(0, 0, 0));
  }

  @Test
  void more_artifacts_than_one_batch_go_at_once() {
    for (int i = 0; i < 120; i++) {
      keep("old" + i, 1, NOW.minus(Duration.ofDays(15)));
    }

    assertThat(sweep(Duration.ofDays(14), 1_000)).isEqualTo(new Swept(0, 120, 0));
  }

  @Test
  void finished_tasks_go_when_they_have_been_kept_long_enough() {
    tasks.change(task, running -> running.complete(Outcome.COMMITTED, Optional.empty(), NOW));
    keep("young.png", 10, NOW.plus(Duration.ofDays(89)));
    clock.advance(Duration.ofDays(89));
    assertThat(sweep(Duration.ofDays(365), 1_000)).isEqualTo(new Swept(0, 0, 0));

    clock.advance(Duration.ofDays(2));
    assertThat(sweep(Duration.ofDays(365), 1_000)).isEqualTo(new Swept(1, 0, 0));
    assertThat(kept()).isEmpty();
  }

  @Test
  void a_server_throws_away_what_is_old_when_it_starts(
      DatabaseAddress database, @TempDir Path home) {
    keep("old.png", 10, Instant.now().minus(Duration.ofDays(3)));
    keep("young.png", 10, Instant.now());

    try (Server server =
        Server.start(TestConfig.of(home, database, Map.of(Setting.ARTIFACTS_KEEP_DAYS, "2")))) {
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (kept().size() > 1) {
        assertThat(System.nanoTime()).as("still kept: %s", kept()).isLessThan(end);
        Passing.untilNextLook();
      }
      assertThat(server.port()).isPositive();
    }
    assertThat(kept()).containsExactly("young.png");
  }
}
