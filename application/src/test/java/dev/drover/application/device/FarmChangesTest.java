package dev.drover.application.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.dispatch.DispatchSignal;
import dev.drover.application.dispatch.RunningAttempts;
import dev.drover.application.port.device.Attempt;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.task.AttemptResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Phones that come to the farm and leave it, on one of several servers. */
class FarmChangesTest {
  private static final NodeId HERE = new NodeId("here");
  private static final NodeId THERE = new NodeId("there");
  private static final DeviceSerial FIRST = new DeviceSerial("FIRST");
  private static final String ADDRESS = "192.0.2.7:5555";

  private final ListedDevices directory = new ListedDevices();
  private final Gateway here = new Gateway();
  private final Gateway there = new Gateway();
  private final DeviceRegistrar registrarThere =
      new DeviceRegistrar(THERE, there, directory, new RunningAttempts(), new DispatchSignal());

  private static Device device(DeviceState state) {
    return new Device(
        FIRST, List.of(ADDRESS), "Pixel", "14", state, OptionalInt.empty(), Optional.empty());
  }

  /** Phones that only come and go. */
  private static final class Gateway implements DeviceGateway {
    private final List<String> kept = new ArrayList<>();
    private final List<DeviceSerial> letGo = new ArrayList<>();
    private boolean waits;

    @Override
    public Device connect(String address) {
      kept.add(address);
      if (waits) {
        throw DeviceUnreachable.kept("accept the prompt");
      }
      kept.remove(address);
      throw new DeviceUnreachable("it does not answer");
    }

    @Override
    public void disconnect(DeviceSerial serial) {
      letGo.add(serial);
    }

    @Override
    public boolean disconnectAddress(String address) {
      return kept.remove(address);
    }

    @Override
    public List<Device> devices() {
      return List.of();
    }

    @Override
    public Set<DeviceSerial> online() {
      return Set.of();
    }

    @Override
    public void connectInBackground(String address) {
      kept.add(address);
    }

    @Override
    public void onChange(Consumer<Device> listener) {
      throw new UnsupportedOperationException("nobody listens here");
    }

    @Override
    public AttemptResult run(Assignment assignment, Attempt run) {
      throw new UnsupportedOperationException("nothing runs here");
    }

    @Override
    public byte[] screenshot(DeviceSerial serial) {
      throw new UnsupportedOperationException("nothing is shown here");
    }

    @Override
    public String hierarchy(DeviceSerial serial) {
      throw new UnsupportedOperationException("nothing is shown here");
    }
  }

  @Test
  void a_phone_that_waits_for_its_owner_is_remembered_and_can_be_given_up() {
    here.waits = true;
    assertThatThrownBy(() -> new ConnectDevice(HERE, here, directory).connect(ADDRESS))
        .isInstanceOf(DeviceUnreachable.class);
    assertThat(directory.addressesOf(HERE)).containsExactly(ADDRESS);

    DisconnectDevice disconnect = new DisconnectDevice(HERE, here, directory);
    assertThat(disconnect.disconnect(ADDRESS)).isTrue();

    assertThat(directory.addressesOf(HERE)).isEmpty();
    assertThat(here.kept).isEmpty();
    assertThat(disconnect.disconnect(ADDRESS)).isFalse();
  }

  @Test
  void an_address_that_does_not_answer_is_not_remembered() {
    assertThatThrownBy(() -> new ConnectDevice(HERE, here, directory).connect(ADDRESS))
        .isInstanceOf(DeviceUnreachable.class);
    assertThat(directory.addressesOf(HERE)).isEmpty();
  }

  @Test
  void a_phone_of_another_server_is_let_go_by_that_server() {
    directory.rememberAddress(THERE, ADDRESS);
    registrarThere.observe(device(DeviceState.ONLINE));
    registrarThere.registerObserved();

    assertThat(new DisconnectDevice(HERE, here, directory).disconnect("FIRST")).isTrue();
    assertThat(directory.addressesOf(THERE)).isEmpty();
    // It tells of itself before its server has looked.
    registrarThere.observe(device(DeviceState.ONLINE));
    registrarThere.letGoOfDeleted();
    registrarThere.registerObserved();

    assertThat(there.letGo).containsExactly(FIRST);
    assertThat(directory.all()).isEmpty();
  }

  @Test
  void a_phone_that_went_over_to_another_server_is_no_deleted_one() {
    registrarThere.observe(device(DeviceState.ONLINE));
    registrarThere.registerObserved();
    directory.save(HERE, device(DeviceState.ONLINE));

    registrarThere.letGoOfDeleted();

    assertThat(there.letGo).isEmpty();
  }
}
