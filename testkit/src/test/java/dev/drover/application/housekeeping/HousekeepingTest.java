package dev.drover.application.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.access.WebSignIn;
import dev.drover.application.housekeeping.Housekeeping.Retention;
import dev.drover.application.housekeeping.Housekeeping.Swept;
import dev.drover.application.port.storage.IdempotencyKey;
import dev.drover.application.port.storage.TaskArtifacts;
import dev.drover.application.port.storage.TaskArtifacts.Artifact;
import dev.drover.application.port.storage.TaskArtifacts.Shows;
import dev.drover.application.port.storage.TaskRepository;
import dev.drover.application.port.storage.WebSessions;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.follow.FollowType;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.Outcome;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskSource;
import dev.drover.domain.task.TaskTarget;
import dev.drover.testkit.SettableClock;
import dev.drover.testkit.memory.InMemoryStorage;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests what housekeeping deletes, and what it keeps. */
class HousekeepingTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final DeviceSerial PHONE = new DeviceSerial("P1");

  private final SettableClock clock = new SettableClock(NOW);
  private final InMemoryStorage storage =
      new InMemoryStorage(clock, ZoneId.of("UTC"), new Random(7));
  private final TaskRepository tasks = storage.tasks();
  private final TaskArtifacts artifacts = storage.artifacts();
  private final WebSessions sessions = storage.webSessions();
  private TaskId task;

  @BeforeEach
  void runATask() {
    task = tasks.insert(List.of(follow())).getFirst();
    NodeId node = new NodeId("node-1");
    storage.nodes().acquire(node, UUID.randomUUID(), Duration.ofHours(1), NOW);
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
    artifacts.keep(task, Artifact.of(1, Shows.FAILURE, name, "image/png", new byte[bytes], at));
  }

  private List<String> kept() {
    return artifacts.list(task).stream().map(TaskArtifacts.Description::name).toList();
  }

  private Swept sweep(Duration age, long bytes) {
    return new Housekeeping(
            artifacts, tasks, sessions, new Retention(Duration.ofDays(90), age, bytes), clock)
        .runOnce();
  }

  @Test
  void artifacts_go_when_they_are_too_old() {
    keep("old.png", 10, NOW.minus(Duration.ofDays(15)));
    keep("young.png", 10, NOW.minus(Duration.ofDays(13)));

    assertThat(sweep(Duration.ofDays(14), 1_000)).isEqualTo(new Swept(0, 1, 0, 0));
    assertThat(kept()).containsExactly("young.png");
    clock.advance(Duration.ofDays(2));
    assertThat(sweep(Duration.ofDays(14), 1_000)).isEqualTo(new Swept(0, 1, 0, 0));
    assertThat(kept()).isEmpty();
  }

  @Test
  void the_oldest_artifacts_go_when_they_are_too_many() {
    keep("oldest.png", 600, NOW.minusSeconds(30));
    keep("older.png", 300, NOW.minusSeconds(20));
    keep("newest.png", 600, NOW.minusSeconds(10));

    assertThat(sweep(Duration.ofDays(14), 1_000)).isEqualTo(new Swept(0, 1, 0, 0));
    assertThat(kept()).containsExactly("newest.png", "older.png");
    assertThat(sweep(Duration.ofDays(14), 1_000)).isEqualTo(new Swept(0, 0, 0, 0));
  }

  @Test
  void keys_of_repeated_requests_are_forgotten_after_a_day() {
    IdempotencyKey key = new IdempotencyKey("once", "fingerprint");
    tasks.insertOnce(key, List.of(follow()), List.of(), NOW);

    clock.advance(Duration.ofHours(23));
    assertThat(sweep(Duration.ofDays(14), 1_000)).isEqualTo(new Swept(0, 0, 0, 0));
    clock.advance(Duration.ofHours(2));
    assertThat(sweep(Duration.ofDays(14), 1_000)).isEqualTo(new Swept(0, 0, 1, 0));
  }

  @Test
  void sessions_of_the_dashboard_go_when_they_are_over() {
    WebSignIn signIn = WebSignIn.of(sessions, new SecureRandom(), clock);
    signIn.opening().open(Optional.empty());

    clock.advance(Duration.ofHours(11));
    assertThat(sweep(Duration.ofDays(14), 1_000)).isEqualTo(new Swept(0, 0, 0, 0));
    clock.advance(Duration.ofHours(1));
    assertThat(sweep(Duration.ofDays(14), 1_000)).isEqualTo(new Swept(0, 0, 0, 1));
  }

  /** Artifacts that can't be pruned. */
  private record Unprunable(TaskArtifacts kept, RuntimeException failure) implements TaskArtifacts {
    @Override
    public void keep(TaskId task, Artifact artifact) {
      kept.keep(task, artifact);
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
    public List<Kept> newest(String name, long mostBytes, int atMost) {
      return kept.newest(name, mostBytes, atMost);
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
            sessions,
            new Retention(Duration.ofDays(90), Duration.ofDays(14), 1_000),
            clock);

    assertThatThrownBy(housekeeping::runOnce).isSameAs(failure);

    assertThat(sweep(Duration.ofDays(14), 1_000))
        .as("the keys have gone")
        .isEqualTo(new Swept(0, 0, 0, 0));
  }

  @Test
  void more_artifacts_than_one_batch_go_at_once() {
    for (int i = 0; i < 120; i++) {
      keep("old" + i, 1, NOW.minus(Duration.ofDays(15)));
    }

    assertThat(sweep(Duration.ofDays(14), 1_000)).isEqualTo(new Swept(0, 120, 0, 0));
  }

  @Test
  void finished_tasks_go_when_they_have_been_kept_long_enough() {
    tasks.change(task, running -> running.complete(Outcome.COMMITTED, Optional.empty(), NOW));
    keep("young.png", 10, NOW.plus(Duration.ofDays(89)));
    clock.advance(Duration.ofDays(89));
    assertThat(sweep(Duration.ofDays(365), 1_000)).isEqualTo(new Swept(0, 0, 0, 0));

    clock.advance(Duration.ofDays(2));
    assertThat(sweep(Duration.ofDays(365), 1_000)).isEqualTo(new Swept(1, 0, 0, 0));
    assertThat(kept()).isEmpty();
  }
}
