package dev.drover.persistence.testing;

import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.script.follow.FollowType;
import dev.drover.domain.task.NewTask;
import dev.drover.domain.task.TaskSource;
import dev.drover.domain.task.TaskTarget;
import dev.drover.persistence.access.SecretCipher;
import dev.drover.persistence.node.JooqNodeDirectory;
import dev.drover.persistence.postgres.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Tasks, phones and servers for tests of the queue. */
public final class QueueFixture {
  public static final NodeId NODE = new NodeId("node-1");
  public static final NodeId OTHER_NODE = new NodeId("node-2");
  public static final UUID PROCESS = UUID.randomUUID();
  public static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  public static final SecretCipher CIPHER =
      SecretCipher.ofKey("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

  private QueueFixture() {}

  /** Gives the test servers leases that outlast a test. */
  public static void giveLeases(Database database) {
    JooqNodeDirectory nodes = new JooqNodeDirectory(database, ScriptTypes.builtIn());
    for (NodeId node : List.of(NODE, OTHER_NODE)) {
      nodes.acquire(node, PROCESS, Duration.ofHours(1), NOW);
    }
  }

  public static DeviceSerial phone(int number) {
    return new DeviceSerial("PHONE" + number);
  }

  public static NewTask follow(DeviceSerial serial, String target) {
    return follow(serial, target, NOW);
  }

  public static NewTask follow(DeviceSerial serial, String target, Instant scheduledAt) {
    return new NewTask(
        TaskTarget.phone(serial),
        new FollowType().one(Map.of("target_users", List.of(target))),
        "{\"target_users\":[\"@" + target + "\"]}",
        TaskSource.API,
        Optional.empty(),
        scheduledAt,
        NOW);
  }
}
