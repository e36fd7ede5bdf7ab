package dev.drover.persistence.task.query;

import static dev.drover.persistence.testing.QueueFixture.NODE;
import static dev.drover.persistence.testing.QueueFixture.NOW;
import static dev.drover.persistence.testing.QueueFixture.PROCESS;
import static dev.drover.persistence.testing.QueueFixture.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.script.ScriptTypes;
import dev.drover.domain.task.Obstacle;
import dev.drover.domain.task.TaskId;
import dev.drover.persistence.device.JooqDeviceDirectory;
import dev.drover.persistence.node.JooqNodeDirectory;
import dev.drover.persistence.postgres.Database;
import dev.drover.persistence.task.JooqQueueSettings;
import dev.drover.persistence.task.JooqTaskRepository;
import dev.drover.persistence.testing.QueueFixture;
import dev.drover.persistence.testing.RealPostgres;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the explanations of why a pending task waits, as its phone and the queue change. */
@ExtendWith(RealPostgres.class)
class TaskObstaclesTest {
  private JooqTaskRepository tasks;
  private JooqTaskQueries queries;
  private JooqDeviceDirectory devices;
  private JooqQueueSettings settings;
  private JooqNodeDirectory nodes;

  @BeforeEach
  void wire(Database database) {
    QueueFixture.giveLeases(database);
    tasks = new JooqTaskRepository(database, QueueFixture.CIPHER, ScriptTypes.builtIn());
    queries = new JooqTaskQueries(database, ScriptTypes.builtIn());
    devices = new JooqDeviceDirectory(database);
    settings = new JooqQueueSettings(database);
    nodes = new JooqNodeDirectory(database, ScriptTypes.builtIn());
  }

  private TaskId queued() {
    return tasks.insert(List.of(QueueFixture.follow(phone(1), "ann"))).getFirst();
  }

  private void seen(DeviceState state, Optional<String> problem) {
    devices.save(
        NODE,
        new Device(
            phone(1),
            List.of("192.0.2.7:5555"),
            "Pixel",
            "14",
            state,
            OptionalInt.empty(),
            problem));
  }

  private List<Obstacle> obstacles(TaskId id) {
    return queries.find(id).orElseThrow().obstacles();
  }

  @Test
  void a_phone_that_nobody_has_seen_is_to_be_connected() {
    assertThat(obstacles(queued())).containsExactly(new Obstacle.PhoneUnseen(phone(1)));
  }

  @Test
  void nothing_stands_in_the_way_of_a_phone_that_is_there() {
    seen(DeviceState.ONLINE, Optional.empty());

    assertThat(obstacles(queued())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(value = DeviceState.class, names = "ONLINE", mode = EnumSource.Mode.EXCLUDE)
  void a_phone_that_is_lost_is_told_with_its_problem(DeviceState state) {
    TaskId id = queued();

    seen(state, Optional.of("check its cable"));
    assertThat(obstacles(id))
        .containsExactly(
            new Obstacle.PhoneAway(
                phone(1), state, Optional.of("check its cable"), Optional.empty()));

    seen(state, Optional.empty());
    assertThat(obstacles(id))
        .containsExactly(
            new Obstacle.PhoneAway(phone(1), state, Optional.empty(), Optional.empty()));
  }

  @Test
  void a_phone_whose_server_does_not_run_is_not_connected() {
    seen(DeviceState.ONLINE, Optional.empty());
    TaskId id = queued();

    nodes.release(NODE, PROCESS);

    assertThat(obstacles(id))
        .singleElement()
        .extracting(Obstacle::description)
        .asString()
        .startsWith("phone PHONE1 is not connected: ")
        .contains("node-1")
        .contains("does not run");
  }

  @Test
  void a_paused_phone_and_a_paused_queue_are_told_both_until_they_are_resumed() {
    seen(DeviceState.ONLINE, Optional.empty());
    TaskId id = queued();

    devices.pause(phone(1), "ann", "its screen is broken", NOW);
    settings.pause(NOW);
    assertThat(obstacles(id))
        .containsExactly(
            new Obstacle.PhonePaused(phone(1), NOW, "its screen is broken"),
            new Obstacle.QueuePaused(NOW));

    devices.resume(phone(1));
    assertThat(obstacles(id)).containsExactly(new Obstacle.QueuePaused(NOW));

    settings.resume();
    assertThat(obstacles(id)).isEmpty();
  }

  @Test
  void a_task_that_does_not_wait_has_no_obstacle() {
    seen(DeviceState.ONLINE, Optional.empty());
    TaskId id = queued();
    tasks.claimDue(NODE, Set.of(phone(1)), 20, NOW);

    settings.pause(NOW);
    devices.pause(phone(1), "ann", "its screen is broken", NOW);

    assertThat(obstacles(id)).isEmpty();
  }
}
