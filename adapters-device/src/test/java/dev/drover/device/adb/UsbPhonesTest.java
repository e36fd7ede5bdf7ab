package dev.drover.device.adb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests phones of a genuine adb server that are plugged in and unplugged, and restarts of the
 * server.
 */
class UsbPhonesTest {
  private static final DeviceSerial FIRST = new DeviceSerial("FIRST");
  private static final DeviceSerial SECOND = new DeviceSerial("SECOND");
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  @TempDir private Path home;
  private VirtualPhone first;
  private VirtualPhone second;

  @BeforeEach
  void switchOn() {
    first = VirtualPhone.start(PhoneConfig.named("FIRST", "ann"));
    second = VirtualPhone.start(PhoneConfig.named("SECOND", "bob"));
  }

  @AfterEach
  void switchOff() {
    first.close();
    second.close();
  }

  private AdbPhones phonesOf(GenuineAdbServer server) {
    return new AdbPhones(SharedAdbKey.into(home), "127.0.0.1", server.port(), Clock.systemUTC());
  }

  private static void await(AdbPhones phones, DeviceSerial serial, DeviceState wanted)
      throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    while (!state(phones, serial).equals(Optional.of(wanted))) {
      phones.trackOnce();
      assertThat(System.nanoTime())
          .as("%s is not yet %s: %s", serial, wanted, phones.devices())
          .isLessThan(end);
    }
  }

  private static Optional<DeviceState> state(AdbPhones phones, DeviceSerial serial) {
    return device(phones, serial).map(Device::state);
  }

  private static Optional<Device> device(AdbPhones phones, DeviceSerial serial) {
    return phones.devices().stream().filter(each -> each.serial().equals(serial)).findFirst();
  }

  private static void assertWorks(AdbPhones phones, DeviceSerial serial) {
    assertThat(
            phones
                .phone(serial)
                .orElseThrow()
                .shell(ShellCommand.of("getprop", "ro.serialno"), DEADLINE)
                .output())
        .isEqualTo(serial + "\n");
  }

  @Test
  void a_phone_that_is_plugged_in_pulled_out_and_plugged_in_again_is_there_each_time()
      throws Exception {
    try (GenuineAdbServer server = GenuineAdbServer.start(home);
        AdbPhones phones = phonesOf(server)) {
      phones.trackOnce();
      assertThat(phones.devices()).isEmpty();

      server.adb("connect", first.adbAddress());
      await(phones, FIRST, DeviceState.ONLINE);
      server.adb("disconnect", first.adbAddress());
      await(phones, FIRST, DeviceState.OFFLINE);
      assertThat(device(phones, FIRST).flatMap(Device::problem).orElseThrow())
          .contains("plug it in");
      assertThat(phones.phone(FIRST)).isEmpty();
      server.adb("connect", first.adbAddress());
      await(phones, FIRST, DeviceState.ONLINE);

      assertWorks(phones, FIRST);
    }
  }

  @Test
  void after_a_restart_of_the_server_its_phones_come_back() throws Exception {
    try (GenuineAdbServer server = GenuineAdbServer.start(home);
        AdbPhones phones = phonesOf(server)) {
      server.adb("connect", first.adbAddress());
      await(phones, FIRST, DeviceState.ONLINE);
      assertThat(phones.serverProblem()).isEmpty();

      server.adb("kill-server");
      await(phones, FIRST, DeviceState.OFFLINE);
      assertThat(phones.serverProblem().orElseThrow()).contains("adb start-server");
      assertThat(device(phones, FIRST).flatMap(Device::problem).orElseThrow())
          .contains("adb start-server");

      server.adb("start-server");
      // What is on USB is found by the server itself.
      server.adb("connect", first.adbAddress());
      await(phones, FIRST, DeviceState.ONLINE);

      assertThat(phones.serverProblem()).isEmpty();
      assertWorks(phones, FIRST);
    }
  }

  @Test
  void one_phone_that_is_offline_keeps_no_other_from_work() throws Exception {
    try (GenuineAdbServer server = GenuineAdbServer.start(home);
        AdbPhones phones = phonesOf(server)) {
      server.adb("connect", first.adbAddress());
      server.adb("connect", second.adbAddress());
      await(phones, FIRST, DeviceState.ONLINE);
      await(phones, SECOND, DeviceState.ONLINE);

      first.goOffline();
      await(phones, FIRST, DeviceState.OFFLINE);

      assertThat(state(phones, SECOND)).contains(DeviceState.ONLINE);
      assertWorks(phones, SECOND);
    }
  }

  @Test
  void a_phone_on_usb_and_on_the_network_at_once_is_one_phone_and_stays_when_one_way_ends()
      throws Exception {
    try (GenuineAdbServer server = GenuineAdbServer.start(home);
        AdbPhones phones = phonesOf(server)) {
      phones.connect(first.adbAddress());
      server.adb("connect", first.adbAddress());
      await(phones, FIRST, DeviceState.ONLINE);
      phones.trackOnce();

      assertThat(phones.devices()).extracting(Device::serial).containsExactly(FIRST);
      assertThat(device(phones, FIRST).orElseThrow().addresses())
          .containsExactly(first.adbAddress());

      server.adb("disconnect", first.adbAddress());
      phones.trackOnce();
      await(phones, FIRST, DeviceState.ONLINE);
      assertWorks(phones, FIRST);
    }
  }

  @Test
  void of_two_phones_that_claim_one_serial_the_one_that_was_there_first_works_on()
      throws Exception {
    try (GenuineAdbServer server = GenuineAdbServer.start(home);
        AdbPhones phones = phonesOf(server);
        VirtualPhone twin = VirtualPhone.start(PhoneConfig.named("FIRST", "cid"))) {
      server.adb("connect", first.adbAddress());
      await(phones, FIRST, DeviceState.ONLINE);
      server.adb("connect", twin.adbAddress());

      awaitProblem(phones, Optional.of(twin.adbAddress()));
      assertThat(device(phones, FIRST).orElseThrow().addresses())
          .containsExactly(first.adbAddress());
      assertWorks(phones, FIRST);

      server.adb("disconnect", twin.adbAddress());
      awaitProblem(phones, Optional.empty());
      assertWorks(phones, FIRST);
    }
  }

  /** Until the phone's problem names that address, or there is none. */
  private static void awaitProblem(AdbPhones phones, Optional<String> address) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    while (!address.equals(
        device(phones, FIRST)
            .flatMap(Device::problem)
            .flatMap(told -> address.filter(told::contains).or(() -> Optional.of(told))))) {
      assertThat(System.nanoTime()).as("the problem of FIRST").isLessThan(end);
      phones.trackOnce();
    }
  }

  /** Another program that answers every request with the same text. */
  private record OtherServer(ServerSocket socket) implements AutoCloseable {
    static OtherServer answering(Map<String, String> answers) throws IOException {
      OtherServer server =
          new OtherServer(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().start(() -> server.serve(answers));
      return server;
    }

    private void serve(Map<String, String> answers) {
      while (!socket.isClosed()) {
        try (Socket client = socket.accept()) {
          byte[] length = client.getInputStream().readNBytes(4);
          int count = Integer.parseInt(new String(length, StandardCharsets.US_ASCII), 16);
          String request =
              new String(client.getInputStream().readNBytes(count), StandardCharsets.US_ASCII);
          client
              .getOutputStream()
              .write(answers.getOrDefault(request, "").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException closed) {
          return;
        }
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private Optional<String> problemOf(Map<String, String> answers) throws Exception {
    try (OtherServer server = OtherServer.answering(answers);
        AdbPhones phones =
            new AdbPhones(
                SharedAdbKey.into(home),
                "127.0.0.1",
                server.socket().getLocalPort(),
                Clock.systemUTC())) {
      phones.trackOnce();
      assertThat(phones.devices()).isEmpty();
      return phones.serverProblem();
    }
  }

  @Test
  void a_server_of_another_version_is_told_with_what_to_do() throws Exception {
    assertThat(
            problemOf(
                Map.of("host:devices", "FAIL000funknown request", "host:version", "OKAY0004001f")))
        .hasValueSatisfying(
            problem ->
                assertThat(problem)
                    .contains(
                        "version 31", "unknown request", "update the Android platform-tools"));
  }

  @Test
  void what_is_no_adb_server_is_told_with_what_to_do() throws Exception {
    for (String answer : List.of("HTTP/1.1 400 Bad Request\r\n", "OKAYzzzz", "FAIL0004no\r\n")) {
      assertThat(problemOf(Map.of("host:devices", answer)))
          .hasValueSatisfying(
              problem ->
                  assertThat(problem).contains("no adb server that Drover can use", "kill-server"));
    }
  }

  @Test
  void what_keeps_a_phone_on_usb_from_being_used_is_told_by_its_serial() throws Exception {
    String list = "AAA111\tunauthorized\nBBB222\tno permissions; see [url]\nCCC333\toffline\n";
    try (OtherServer server =
            OtherServer.answering(
                Map.of("host:devices", String.format("OKAY%04x%s", list.length(), list)));
        AdbPhones phones =
            new AdbPhones(
                SharedAdbKey.into(home),
                "127.0.0.1",
                server.socket().getLocalPort(),
                Clock.systemUTC())) {
      phones.trackOnce();

      assertThat(phones.devices())
          .extracting(Device::state)
          .containsExactly(DeviceState.UNAUTHORIZED, DeviceState.OFFLINE, DeviceState.OFFLINE);
      assertThat(phones.devices())
          .extracting(device -> device.problem().orElseThrow())
          .satisfiesExactly(
              problem -> assertThat(problem).contains("unauthorised", "accept the prompt"),
              problem -> assertThat(problem).contains("udev"),
              problem -> assertThat(problem).contains("reconnect"));
    }
  }
}
