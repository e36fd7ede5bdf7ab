package dev.drover.testkit.contract;

import static dev.drover.testkit.SampleTasks.NODE;
import static dev.drover.testkit.SampleTasks.NOW;
import static dev.drover.testkit.SampleTasks.OTHER_NODE;
import static dev.drover.testkit.SampleTasks.follow;
import static dev.drover.testkit.SampleTasks.followBy;
import static dev.drover.testkit.SampleTasks.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.plugin.Storage;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.application.port.storage.DeviceDirectory.KnownDevice;
import dev.drover.application.port.storage.DeviceDirectory.Pause;
import dev.drover.domain.account.Account;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.task.Task;
import dev.drover.domain.task.TaskId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Tests the promises of {@link DeviceDirectory}. */
public abstract class DeviceDirectoryContract extends StorageContract {
  /**
   * @param storage a new, empty storage; closed after each test
   */
  protected DeviceDirectoryContract(Storage storage) {
    super(storage);
  }

  private static Device device(DeviceState state, String address) {
    return device(phone(1), state, address);
  }

  private static Device device(DeviceSerial serial, DeviceState state, String address) {
    return new Device(
        serial,
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

    // The first server notices the loss only now.
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

    lose(NODE);

    assertThat(known().device().state()).isEqualTo(DeviceState.OFFLINE);
    assertThat(known().device().problem())
        .hasValueSatisfying(why -> assertThat(why).contains("node-1"));
  }

  private static Device online(int number, String address) {
    return device(phone(number), DeviceState.ONLINE, address);
  }

  @Test
  void a_phone_is_told_as_its_node_said_last_with_its_queue() {
    Device first = device(DeviceState.ONLINE, "10.0.0.1:5555");
    devices.save(NODE, first);
    assertThat(known())
        .isEqualTo(new KnownDevice(first, NODE, Optional.empty(), 0, Optional.empty()));

    Device second =
        new Device(
            phone(1),
            List.of("10.0.0.2:5555", "emulator-5554"),
            "Pixel 9",
            "16",
            DeviceState.ONLINE,
            OptionalInt.of(77),
            Optional.of("its battery is hot"));
    devices.save(NODE, second);
    tasks.insert(List.of(follow(phone(1), "ann"), follow(phone(1), "bob")));
    Task runs = claim(phone(1)).getFirst();

    assertThat(known())
        .isEqualTo(new KnownDevice(second, NODE, Optional.of(runs.id()), 1, Optional.empty()));
  }

  @Test
  void all_are_told_by_serial_until_they_are_removed_and_their_tasks_stay() {
    devices.save(NODE, online(2, "10.0.0.2:5555"));
    devices.save(OTHER_NODE, online(1, "10.0.0.1:5555"));
    TaskId waits = tasks.insert(List.of(follow(phone(1), "ann"))).getFirst();
    assertThat(devices.all())
        .extracting(found -> found.device().serial())
        .containsExactly(phone(1), phone(2));

    assertThat(devices.remove(phone(1))).isTrue();
    assertThat(devices.remove(phone(1))).isFalse();
    assertThat(devices.find(phone(1))).isEmpty();
    assertThat(devices.all()).hasSize(1);
    assertThat(tasks.find(waits)).isPresent();
  }

  @Test
  void a_phone_is_found_by_its_serial_or_an_address_and_a_serial_counts_more() {
    devices.save(NODE, online(1, "10.0.0.1:5555"));
    devices.save(NODE, online(2, "PHONE1"));

    assertThat(devices.resolve("PHONE1")).contains(phone(1));
    assertThat(devices.resolve("10.0.0.1:5555")).contains(phone(1));
    assertThat(devices.resolve("10.9.9.9:5555")).isEmpty();
    assertThat(devices.resolve("no such text \u00e9")).isEmpty();
  }

  @Test
  void an_address_is_that_of_the_phone_that_was_seen_there_last() {
    devices.save(NODE, online(1, "10.0.0.1:5555"));
    devices.save(NODE, online(2, "10.0.0.1:5555"));

    assertThat(devices.resolve("10.0.0.1:5555")).contains(phone(2));
    assertThat(known().device().addresses()).isEmpty();
  }

  @Test
  void a_node_that_has_lost_a_phone_takes_nothing_from_the_phone_that_is_at_its_address_now() {
    String address = "10.0.0.1:5555";
    devices.save(NODE, online(1, address));
    devices.save(OTHER_NODE, online(1, "10.0.1.1:5555"));
    devices.save(NODE, online(2, address));
    DeviceSerial alias = new DeviceSerial(address);
    TaskId waits = tasks.insert(List.of(follow(alias, "ann"))).getFirst();

    // The first server notices only now that its phone has moved.
    devices.save(NODE, device(DeviceState.OFFLINE, address));

    assertThat(devices.resolve(address)).contains(phone(2));
    assertThat(devices.find(phone(2)).orElseThrow().device().addresses()).containsExactly(address);
    assertThat(tasks.find(waits).orElseThrow().target().serial()).contains(alias);
    assertThat(known().node()).isEqualTo(OTHER_NODE);
  }

  @Test
  void what_was_meant_for_an_address_goes_over_to_the_serial_once_it_is_known() {
    DeviceSerial address = new DeviceSerial("10.0.0.1:5555");
    Account ann = added("ann", address);
    List<TaskId> ids = tasks.insert(List.of(follow(address, "bob"), followBy(ann, "eve")));

    devices.save(NODE, online(1, "10.0.0.1:5555"));

    assertThat(accounts.find(ann.id()).orElseThrow().device()).contains(phone(1));
    for (TaskId id : ids) {
      assertThat(tasks.find(id).orElseThrow().target().serial()).contains(phone(1));
    }
    assertThat(known().queueLength()).isEqualTo(2);
  }

  @Test
  void a_pause_stays_as_it_is_until_the_phone_is_resumed_whatever_its_node_says() {
    assertThat(devices.pause(phone(1), "ann", "broken", NOW)).isFalse();
    assertThat(devices.resume(phone(1))).isFalse();
    devices.save(NODE, device(DeviceState.ONLINE, "10.0.0.1:5555"));

    assertThat(devices.pause(phone(1), "ann", "its screen is broken", NOW)).isTrue();
    assertThat(devices.pause(phone(1), "bob", "another reason", NOW.plusSeconds(9))).isTrue();
    devices.save(NODE, device(DeviceState.OFFLINE, "10.0.0.1:5555"));
    assertThat(known().pause())
        .contains(new Pause(NOW, "its screen is broken", Optional.of("ann")));

    assertThat(devices.resume(phone(1))).isTrue();
    assertThat(known().pause()).isEmpty();

    devices.pause(phone(1), Pause.QUARANTINE, "5 failures", NOW);
    assertThat(known().pause())
        .contains(new Pause(NOW, "5 failures", Optional.of(Pause.QUARANTINE)));
  }

  @Test
  void each_node_has_addresses_of_its_own_to_connect_to() {
    devices.rememberAddress(NODE, "10.0.0.2:5555");
    devices.rememberAddress(NODE, "10.0.0.1:5555");
    devices.rememberAddress(NODE, "10.0.0.1:5555");
    devices.rememberAddress(OTHER_NODE, "10.0.0.3:5555");
    assertThat(devices.addressesOf(NODE)).containsExactly("10.0.0.1:5555", "10.0.0.2:5555");

    devices.forgetAddress(NODE, "10.0.0.1:5555");
    devices.forgetAddress(NODE, "10.9.9.9:5555");
    assertThat(devices.addressesOf(NODE)).containsExactly("10.0.0.2:5555");
    assertThat(devices.addressesOf(OTHER_NODE)).containsExactly("10.0.0.3:5555");
  }

  @Test
  void phones_that_exchange_their_addresses_at_once_have_one_each() throws Exception {
    for (int round = 0; round < 10; round++) {
      devices.save(NODE, online(1, "10.0.0.1:5555"));
      devices.save(NODE, online(2, "10.0.0.2:5555"));
      Together.run(
          List.<Callable<Boolean>>of(
              () -> saved(online(1, "10.0.0.2:5555")), () -> saved(online(2, "10.0.0.1:5555"))));

      List<String> addresses =
          devices.all().stream().flatMap(found -> found.device().addresses().stream()).toList();
      assertThat(addresses).doesNotHaveDuplicates();
    }
  }

  private boolean saved(Device device) {
    devices.save(NODE, device);
    return true;
  }

  @Test
  void when_a_phone_was_seen_last_outlives_its_server_and_never_goes_back() {
    devices.save(NODE, device(DeviceState.ONLINE, "10.0.0.1:5555"));
    devices.save(NODE, online(2, "10.0.0.2:5555"));
    assertThat(known().lastSeen()).isEmpty();

    devices.noteSeen(Map.of(phone(1), NOW, phone(2), NOW.plusSeconds(60), phone(3), NOW));
    devices.noteSeen(Map.of(phone(1), NOW.plusSeconds(90)));
    devices.noteSeen(Map.of(phone(1), NOW.plusSeconds(30)));
    devices.noteSeen(Map.of());
    assertThat(known().lastSeen()).contains(NOW.plusSeconds(90));
    assertThat(devices.find(phone(2)).orElseThrow().lastSeen()).contains(NOW.plusSeconds(60));
    assertThat(devices.find(phone(3))).isEmpty();

    devices.save(NODE, device(DeviceState.OFFLINE, "10.0.0.9:5555"));
    devices.pause(phone(1), "ann", "its screen is broken", NOW);
    devices.resume(phone(1));
    lose(NODE);
    assertThat(known().lastSeen()).contains(NOW.plusSeconds(90));

    devices.remove(phone(1));
    devices.save(OTHER_NODE, device(DeviceState.OFFLINE, "10.0.0.9:5555"));
    assertThat(known().lastSeen()).as("of a phone that was deleted").isEmpty();
  }
}
