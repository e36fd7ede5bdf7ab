package dev.drover.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.port.storage.TaskArtifacts;
import dev.drover.application.port.storage.TaskArtifacts.Artifact;
import dev.drover.application.port.storage.TaskArtifacts.Shows;
import dev.drover.bootstrap.config.Setting;
import dev.drover.bootstrap.server.Server;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.script.follow.FollowType;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.TaskId;
import dev.drover.domain.task.TaskSource;
import dev.drover.domain.task.TaskTarget;
import dev.drover.http.testing.Passing;
import dev.drover.persistence.access.SecretCipher;
import dev.drover.persistence.node.JooqNodeDirectory;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.postgres.DatabaseAddress;
import dev.drover.persistence.task.JooqTaskRepository;
import dev.drover.persistence.task.query.JooqTaskArtifacts;
import dev.drover.persistence.testing.RealPostgres;
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

/** Tests that a whole server does its housekeeping when it starts. */
@ExtendWith(RealPostgres.class)
class HousekeepingTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final DeviceSerial PHONE = new DeviceSerial("P1");

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
    artifacts.keep(task, Artifact.of(1, Shows.FAILURE, name, "image/png", new byte[bytes], at));
  }

  private List<String> kept() {
    return artifacts.list(task).stream().map(TaskArtifacts.Description::name).toList();
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
