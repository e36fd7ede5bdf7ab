package dev.drover.persistence;

import static dev.drover.persistence.QueueFixture.NODE;
import static dev.drover.persistence.QueueFixture.OTHER_NODE;
import static dev.drover.persistence.QueueFixture.follow;
import static dev.drover.persistence.QueueFixture.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.port.DeviceDirectory.KnownDevice;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Phones that move between nodes, in PostgreSQL. */
@ExtendWith(RealPostgres.class)
class JooqDeviceDirectoryTest {
  private JooqDeviceDirectory devices;
  private JooqTaskRepository tasks;
  private Database database;

  @BeforeEach
  void wire(Database given) {
    database = given;
    QueueFixture.giveLeases(database);
    devices = new JooqDeviceDirectory(database);
    tasks = new JooqTaskRepository(database, QueueFixture.CIPHER);
  }

  private static Device device(DeviceState state, String address) {
    return new Device(
        phone(1),
        List.of(address),
        "Pixel",
        "14",
        state,
        OptionalInt.empty(),
        state == DeviceState.ONLINE ? Optional.empty() : Optional.of("it does not answer"));
  }

  private KnownDevice known() {
    return devices.find(phone(1)).orElseThrow();
  }

  @Test
  void a_phone_that_has_moved_is_not_taken_back_by_the_node_that_has_lost_it() {
    devices.save(NODE, device(DeviceState.ONLINE, "10.0.0.1:5555"));
    tasks.insert(List.of(follow(phone(1), "ann")));
    devices.save(OTHER_NODE, device(DeviceState.ONLINE, "10.0.1.1:5555"));

    // The first node notices only now.
    devices.save(NODE, device(DeviceState.OFFLINE, "10.0.0.1:5555"));

    assertThat(known().node()).isEqualTo(OTHER_NODE);
    assertThat(known().device().state()).isEqualTo(DeviceState.ONLINE);
    assertThat(known().device().addresses()).containsExactly("10.0.1.1:5555");
    assertThat(known().queueLength()).isEqualTo(1);
  }

  @Test
  void tells_which_phones_are_known() {
    devices.save(NODE, device(DeviceState.ONLINE, "10.0.0.1:5555"));

    assertThat(devices.known(Set.of(phone(1), phone(2)))).containsExactly(phone(1));
    assertThat(devices.known(Set.of())).isEmpty();
  }

  @Test
  void a_phone_of_a_node_that_is_gone_is_not_called_online() {
    devices.save(NODE, device(DeviceState.ONLINE, "10.0.0.1:5555"));

    new JooqNodeDirectory(database).release(NODE, QueueFixture.PROCESS);

    assertThat(known().device().state()).isEqualTo(DeviceState.OFFLINE);
    assertThat(known().device().problem())
        .hasValueSatisfying(why -> assertThat(why).contains("node-1"));
  }
}
