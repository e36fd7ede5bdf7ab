package dev.drover.device.adb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.device.adb.transport.AdbEndpoint;
import dev.drover.device.adb.transport.OutputMemory;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.fault.Fault;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests phones over TCP and over a genuine adb server. */
class AdbPhonesTest {
  private static final DeviceSerial FIRST = new DeviceSerial("FIRST");
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  @TempDir private Path home;
  private VirtualPhone phone;
  private AdbPhones phones;

  @BeforeEach
  void start() {
    phone = VirtualPhone.start(PhoneConfig.named("FIRST", "account"));
    phones = new AdbPhones(SharedAdbKey.into(home), "127.0.0.1", 1, Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    phones.close();
    phone.close();
  }

  private DadbPhone connected() {
    phones.connect(phone.adbAddress());
    return phones.phone(FIRST).orElseThrow();
  }

  private Device tracked(DeviceState wanted) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      phones.trackOnce();
      Optional<Device> device =
          phones.devices().stream().filter(each -> each.serial().equals(FIRST)).findFirst();
      if (device.map(Device::state).equals(Optional.of(wanted))) {
        return device.orElseThrow();
      }
      assertThat(System.nanoTime()).as("%s, not yet %s", device, wanted).isLessThan(end);
    }
  }

  @Test
  void a_phone_is_its_hardware_serial_whatever_it_is_reached_by() {
    Device device = phones.connect(phone.adbAddress());

    assertThat(device.serial()).isEqualTo(FIRST);
    assertThat(device.addresses()).containsExactly(phone.adbAddress());
    assertThat(device.state()).isEqualTo(DeviceState.ONLINE);
  }

  @Test
  void a_phone_that_is_disconnected_while_it_is_connected_is_told_as_that() {
    phones.onChange(device -> phones.disconnect(device.serial()));

    assertThatThrownBy(() -> phones.connect(phone.adbAddress()))
        .isInstanceOf(DeviceUnreachable.class)
        .hasMessageContaining(phone.adbAddress())
        .hasMessageContaining("was disconnected");
  }

  @Test
  void output_errors_and_exit_codes_come_apart() {
    ShellResult result =
        connected()
            .shell(
                ShellCommand.of("echo", "été 😀").then(ShellCommand.of("nonesuch", "x")), DEADLINE);

    assertThat(result.output()).isEqualTo("été 😀\n");
    assertThat(result.errors()).contains("nonesuch").contains("not found");
    assertThat(result.exitCode()).isEqualTo(127);
  }

  @Test
  void a_call_that_is_late_is_ended_and_the_next_one_reconnects() {
    DadbPhone reached = connected();
    phone.inject(Fault.stall("echo late", Duration.ofMinutes(5)));

    assertThatThrownBy(() -> reached.shell(ShellCommand.of("echo", "late"), Duration.ofMillis(300)))
        .isInstanceOf(PhoneLost.class)
        .hasMessageContaining(phone.adbAddress())
        .hasMessageContaining("did not answer");

    assertThat(reached.shell(ShellCommand.of("echo", "again"), DEADLINE).output())
        .isEqualTo("again\n");
  }

  @Test
  void a_command_whose_run_loses_its_right_while_it_waits_for_its_turn_is_not_sent()
      throws Exception {
    DadbPhone reached = connected();
    AtomicBoolean mayGoOn = new AtomicBoolean(true);
    phone.inject(Fault.stall("echo first", Duration.ofSeconds(1)));
    Thread first =
        Thread.ofVirtual().start(() -> reached.shell(ShellCommand.of("echo", "first"), DEADLINE));
    while (!reached.isBusy()) {
      Thread.onSpinWait();
    }
    CompletableFuture<ShellResult> second =
        CompletableFuture.supplyAsync(
            () -> {
              try (PhoneSession session = new PhoneSession(reached, mayGoOn::get)) {
                return session.shell(ShellCommand.of("echo", "second"), DEADLINE);
              }
            });
    assertThat(second).isNotDone();
    mayGoOn.set(false);

    assertThat(second).failsWithin(DEADLINE);
    first.join();
    assertThat(phone.commands()).noneMatch(command -> command.line().contains("second"));
  }

  @Test
  void a_call_that_is_cut_is_lost_and_the_next_one_reconnects() {
    DadbPhone reached = connected();
    phone.inject(Fault.cut("echo first", Fault.Moment.BEFORE));

    assertThatThrownBy(() -> reached.shell(ShellCommand.of("echo", "first"), DEADLINE))
        .isInstanceOf(PhoneLost.class);

    assertThat(reached.shell(ShellCommand.of("echo", "again"), DEADLINE).output())
        .isEqualTo("again\n");
  }

  @Test
  void a_screenshot_comes_as_its_bytes() {
    byte[] png = connected().exec(ShellCommand.of("screencap", "-p"), DEADLINE, () -> {});

    assertThat(png).startsWith(0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n');
  }

  @Test
  void a_phone_that_goes_is_offline_and_taken_back_when_it_returns() throws Exception {
    connected();
    phone.goOffline();
    assertThat(tracked(DeviceState.OFFLINE).addresses()).containsExactly(phone.adbAddress());
    assertThat(phones.phone(FIRST)).isEmpty();

    phone.comeBack();

    tracked(DeviceState.ONLINE);
    assertThat(phones.phone(FIRST)).isPresent();
  }

  @Test
  void an_address_where_nothing_answers_is_refused_with_what_to_do() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    assertThatThrownBy(() -> phones.connect("127.0.0.1:" + free))
        .isInstanceOf(DeviceUnreachable.class)
        .hasMessageContaining("Connection refused at 127.0.0.1:" + free + ". Is ADB over TCP on");
    assertThat(phones.devices()).isEmpty();
  }

  @Test
  void a_phone_that_is_lost_is_told_with_the_reason() throws Exception {
    connected();
    phone.goOffline();

    assertThat(tracked(DeviceState.OFFLINE).problem().orElseThrow())
        .doesNotContain("(true)", "getprop");
  }

  @Test
  void a_configured_address_without_a_phone_is_told_with_its_state_and_reason() throws Exception {
    phone.close();
    phones.connectInBackground(phone.adbAddress());
    assertThat(phones.unreachedAddresses()).as("not asked yet").isEmpty();

    phones.trackOnce();

    assertThat(phones.unreachedAddresses())
        .singleElement()
        .satisfies(
            unreached -> {
              assertThat(unreached.address()).isEqualTo(phone.adbAddress());
              assertThat(unreached.state()).isEqualTo(DeviceState.OFFLINE);
              assertThat(unreached.reason()).startsWith("Connection refused at ");
            });
  }

  @Test
  void of_two_phones_that_claim_one_serial_the_earlier_one_keeps_it() throws Exception {
    try (VirtualPhone twin = VirtualPhone.start(PhoneConfig.named("FIRST", "other"))) {
      phones.connect(phone.adbAddress());
      phones.connectInBackground(twin.adbAddress());
      while (phones
          .unreached()
          .getOrDefault(twin.adbAddress(), "not asked")
          .contains("not asked")) {
        phones.trackOnce();
      }

      assertThat(phones.unreached().get(twin.adbAddress())).contains("claims the serial FIRST");
      assertThat(tracked(DeviceState.ONLINE).addresses()).containsExactly(phone.adbAddress());
      assertThat(phones.phone(FIRST).map(DadbPhone::address)).contains(phone.adbAddress());
    }
  }

  /** A restarted phone may have another address, and has another boot id. */
  @Test
  void a_phone_that_comes_at_another_address_is_taken_once_the_old_one_is_dead() throws Exception {
    try (VirtualPhone anew = VirtualPhone.start(PhoneConfig.named("FIRST", "ann"))) {
      phones.connect(phone.adbAddress());
      phones.connectInBackground(anew.adbAddress());
      phone.goOffline();

      while (!phones.phone(FIRST).map(DadbPhone::address).equals(Optional.of(anew.adbAddress()))) {
        phones.trackOnce();
      }

      assertThat(tracked(DeviceState.ONLINE).problem()).isEmpty();
    }
  }

  @Test
  void one_phone_reached_by_two_ways_is_one_phone() throws Exception {
    try (GenuineAdbServer server = GenuineAdbServer.start(home)) {
      server.adb("connect", phone.adbAddress());
      try (AdbPhones both =
          new AdbPhones(SharedAdbKey.into(home), "127.0.0.1", server.port(), Clock.systemUTC())) {
        both.connect(phone.adbAddress());
        awaitOnline(both);

        assertThat(both.devices()).hasSize(1);
        assertThat(both.devices().getFirst().state()).isEqualTo(DeviceState.ONLINE);
      }
    }
  }

  @Test
  void a_genuine_adb_server_brings_its_phones() throws Exception {
    try (GenuineAdbServer server = GenuineAdbServer.start(home)) {
      assertThat(server.adb("connect", phone.adbAddress())).contains("connected");
      try (AdbPhones usb =
          new AdbPhones(SharedAdbKey.into(home), "127.0.0.1", server.port(), Clock.systemUTC())) {
        awaitOnline(usb);
        DadbPhone reached = usb.phone(FIRST).orElseThrow();

        ShellResult result =
            reached.shell(
                ShellCommand.of("echo", "it's $HOME").then(ShellCommand.of("nonesuch")), DEADLINE);

        assertThat(result.output()).isEqualTo("it's $HOME\n");
        assertThat(result.exitCode()).isEqualTo(127);

        server.adb("disconnect", phone.adbAddress());
        awaitGone(usb);
      }
    }
  }

  @Test
  void a_phone_that_takes_a_connection_and_says_nothing_is_given_up() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        DadbPhone frozen =
            new DadbPhone(
                new AdbEndpoint.Tcp("127.0.0.1", silent.getLocalPort()),
                AdbKey.below(SharedAdbKey.into(home)),
                OutputMemory.ofAllPhones())) {
      assertThatThrownBy(() -> frozen.shell(ShellCommand.of("true"), Duration.ofMillis(500)))
          .isInstanceOf(PhoneLost.class)
          .hasMessageContaining("did not answer within");
    }
  }

  private static void awaitOnline(AdbPhones phones) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (phones.phone(FIRST).isEmpty()) {
      phones.trackOnce();
      assertThat(System.nanoTime()).as("FIRST is not online").isLessThan(end);
    }
  }

  private static void awaitGone(AdbPhones phones) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (phones.phone(FIRST).isPresent()) {
      phones.trackOnce();
      assertThat(System.nanoTime()).as("FIRST is still online").isLessThan(end);
    }
  }
}
