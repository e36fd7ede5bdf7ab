package dev.drover.application.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.drover.application.dispatch.DispatchSignal;
import dev.drover.application.dispatch.RunningAttempts;
import dev.drover.application.port.device.Attempt;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.application.port.storage.DeviceDirectory;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.domain.node.NodeId;
import dev.drover.domain.task.AttemptResult;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Phones that come to the farm and leave it, on one of several servers. */
class FarmChangesTest {
  private static final NodeId HERE = new NodeId("here");
  private static final NodeId THERE = new NodeId("there");
  private static final DeviceSerial FIRST = new DeviceSerial("FIRST");
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final String ADDRESS = "192.0.2.7:5555";

  private final ListedDevices directory = new ListedDevices();
  private final Gateway here = new Gateway();
  private final Gateway there = new Gateway();
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final DeviceRegistrar registrarThere =
      new DeviceRegistrar(
          THERE, there, directory, new RunningAttempts(), new DispatchSignal(), new TestClock());

  /** Shows the test's time. */
  private final class TestClock extends Clock {
    @Override
    public Instant instant() {
      return now.get();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("nobody asks for another zone");
    }
  }

  private static Device device(DeviceState state) {
    return new Device(
        FIRST, List.of(ADDRESS), "Pixel", "14", state, OptionalInt.empty(), Optional.empty());
  }

  /** Phones that only come and go. */
  private static final class Gateway implements DeviceGateway {
    private final List<String> kept = new ArrayList<>();
    private final List<DeviceSerial> letGo = new ArrayList<>();
    private List<Unreached> unreached = List.of();
    private Set<DeviceSerial> online = Set.of();
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
    public List<Unreached> unreached() {
      return unreached;
    }

    @Override
    public Set<DeviceSerial> online() {
      return online;
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

  @Test
  void an_address_where_no_phone_was_ever_reached_is_listed_as_offline_with_the_reason() {
    directory.save(THERE, device(DeviceState.ONLINE));
    here.unreached =
        List.of(new DeviceGateway.Unreached("192.0.2.9:5555", DeviceState.OFFLINE, "refused"));
    ListDevices devices = new ListDevices(HERE, here, directory);

    assertThat(devices.list())
        .extracting(known -> known.device().serial().value(), known -> known.device().state())
        .containsExactly(
            tuple("FIRST", DeviceState.ONLINE), tuple("192.0.2.9:5555", DeviceState.OFFLINE));
    DeviceDirectory.KnownDevice dead = devices.find("192.0.2.9:5555").orElseThrow();
    assertThat(dead.node()).isEqualTo(HERE);
    assertThat(dead.device().addresses()).containsExactly("192.0.2.9:5555");
    assertThat(dead.device().problem()).hasValue("refused");
    assertThat(devices.find("192.0.2.10:5555")).isEmpty();
  }

  @Test
  void a_phone_that_is_known_is_listed_once_though_its_address_does_not_answer() {
    directory.save(HERE, device(DeviceState.OFFLINE));
    here.unreached = List.of(new DeviceGateway.Unreached(ADDRESS, DeviceState.OFFLINE, "refused"));

    assertThat(new ListDevices(HERE, here, directory).list()).hasSize(1);
  }

  @Test
  void a_phone_of_an_earlier_start_that_does_not_answer_now_is_stored_as_offline() {
    directory.save(THERE, device(DeviceState.ONLINE));
    there.unreached = List.of(new DeviceGateway.Unreached(ADDRESS, DeviceState.OFFLINE, "refused"));

    registrarThere.registerUnreached();

    Device stored = directory.find(FIRST).orElseThrow().device();
    assertThat(stored.state()).isEqualTo(DeviceState.OFFLINE);
    assertThat(stored.problem()).hasValue("refused");
  }

  @Test
  void a_phone_that_another_server_has_taken_is_left_to_it() {
    directory.save(HERE, device(DeviceState.ONLINE));
    there.unreached = List.of(new DeviceGateway.Unreached(ADDRESS, DeviceState.OFFLINE, "refused"));

    registrarThere.registerUnreached();

    assertThat(directory.find(FIRST).orElseThrow().device().state()).isEqualTo(DeviceState.ONLINE);
  }

  /** One turn of the server's loop. */
  private void turn(Instant at) {
    now.set(at);
    registrarThere.letGoOfDeleted();
    registrarThere.registerObserved();
  }

  @Test
  void a_phone_that_stays_is_noted_at_once_and_every_minute() {
    there.online = Set.of(FIRST);
    registrarThere.observe(device(DeviceState.ONLINE));

    for (int i = 0; i <= 13; i++) {
      turn(NOON.plusSeconds(5L * i));
    }

    assertThat(directory.history())
        .containsExactly(
            "saved FIRST ONLINE",
            "noted {FIRST=2026-11-24T12:00:00Z}",
            "noted {FIRST=2026-11-24T12:01:00Z}");
  }

  @Test
  void a_phone_that_goes_is_noted_once_before_that_is_told() {
    there.online = Set.of(FIRST);
    registrarThere.observe(device(DeviceState.ONLINE));
    turn(NOON);
    now.set(NOON.plusSeconds(20));
    there.online = Set.of();
    registrarThere.observe(device(DeviceState.OFFLINE));
    turn(NOON.plusSeconds(23));
    registrarThere.observe(device(DeviceState.OFFLINE).in(DeviceState.OFFLINE, Optional.of("x")));

    turn(NOON.plusSeconds(300));

    assertThat(directory.history())
        .containsExactly(
            "saved FIRST ONLINE",
            "noted {FIRST=2026-11-24T12:00:00Z}",
            "noted {FIRST=2026-11-24T12:00:20Z}",
            "saved FIRST OFFLINE",
            "saved FIRST OFFLINE");
  }

  @Test
  void the_log_tells_once_of_a_phone_that_does_not_answer_and_again_when_it_was_there() {
    try (Lines lines = Lines.of(DeviceRegistrar.class)) {
      there.unreached =
          List.of(new DeviceGateway.Unreached(ADDRESS, DeviceState.OFFLINE, "refused"));
      registrarThere.registerUnreached();
      registrarThere.registerUnreached();
      there.unreached = List.of();
      registrarThere.registerUnreached();
      registrarThere.observe(device(DeviceState.ONLINE));
      registrarThere.observe(device(DeviceState.ONLINE));
      registrarThere.observe(device(DeviceState.OFFLINE).in(DeviceState.OFFLINE, Optional.of("x")));

      assertThat(lines.messages())
          .containsExactly(
              "phone at 192.0.2.7:5555 is offline: address=192.0.2.7:5555 reason=refused",
              "phone FIRST is online: phone=FIRST addresses=192.0.2.7:5555",
              "phone FIRST is offline: phone=FIRST addresses=192.0.2.7:5555 reason=x");
    }
  }

  /** What a class logs while this is open. */
  private record Lines(Logger logger, ListAppender<ILoggingEvent> appender)
      implements AutoCloseable {
    static Lines of(Class<?> type) {
      Logger logger = (Logger) LoggerFactory.getLogger(type);
      ListAppender<ILoggingEvent> appender = new ListAppender<>();
      appender.start();
      logger.setLevel(Level.INFO);
      logger.addAppender(appender);
      return new Lines(logger, appender);
    }

    List<String> messages() {
      return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Override
    public void close() {
      logger.detachAppender(appender);
      logger.setLevel(null);
    }
  }
}
