package dev.drover.device.adb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.application.port.device.DeviceUnreachable;
import dev.drover.domain.device.Device;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.device.DeviceState;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests phones that only accept computers whose key their owner has accepted. */
class UnauthorisedPhonesTest {
  private static final DeviceSerial FIRST = new DeviceSerial("FIRST");

  @TempDir private Path home;
  private VirtualPhone phone;
  private AdbPhones phones;

  @BeforeEach
  void start() {
    phone = VirtualPhone.start(PhoneConfig.named("FIRST", "ann"));
    phone.authorisation().demand();
    phones = new AdbPhones(SharedAdbKey.into(home), "127.0.0.1", 1, Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    phones.close();
    phone.close();
  }

  private static void await(AdbPhones phones, BooleanSupplier condition)
      throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    while (!condition.getAsBoolean()) {
      phones.trackOnce();
      assertThat(System.nanoTime()).as(phones.devices() + " " + phones.unreached()).isLessThan(end);
    }
  }

  /** The owner taps Allow. */
  private String accept() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + phone.controlPort() + "/keys/accept"))
                  .POST(HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  @Test
  void a_phone_that_waits_for_its_owner_is_told_and_taken_as_soon_as_it_is_accepted()
      throws Exception {
    phones.connectInBackground(phone.adbAddress());

    await(
        phones,
        () ->
            phones.unreached().getOrDefault(phone.adbAddress(), "").contains("accept the prompt"));
    assertThat(phone.authorisation().waiting()).hasSize(1);
    assertThat(accept()).contains("\"state\":\"accepted\"");

    await(phones, () -> phones.phone(FIRST).isPresent());
    assertThat(phones.unreached()).isEmpty();
  }

  @Test
  void a_phone_that_is_connected_before_it_is_accepted_is_kept() throws Exception {
    assertThatThrownBy(() -> phones.connect(phone.adbAddress()))
        .isInstanceOf(DeviceUnreachable.class)
        .hasMessageContaining("unauthorised")
        .hasMessageContaining("accept the prompt")
        .hasMessageContaining("taken as soon as")
        .hasMessageContaining("DELETE /devices/" + phone.adbAddress())
        .matches(waiting -> ((DeviceUnreachable) waiting).kept(), "is kept");

    accept();

    await(phones, () -> phones.phone(FIRST).isPresent());
  }

  @Test
  void a_phone_that_waits_for_its_owner_can_be_given_up() {
    assertThatThrownBy(() -> phones.connect(phone.adbAddress()))
        .isInstanceOf(DeviceUnreachable.class);

    assertThat(phones.disconnectAddress(phone.adbAddress())).isTrue();

    assertThat(phones.unreached()).isEmpty();
    assertThat(phones.disconnectAddress(phone.adbAddress())).isFalse();
  }

  @Test
  void a_key_that_was_accepted_is_let_in_at_once_and_by_no_other_key() throws Exception {
    phones.connectInBackground(phone.adbAddress());
    await(phones, () -> !phone.authorisation().waiting().isEmpty());
    accept();
    await(phones, () -> phones.phone(FIRST).isPresent());
    phones.close();

    phones = new AdbPhones(home, "127.0.0.1", 1, Clock.systemUTC());
    assertThat(phones.connect(phone.adbAddress()).state()).isEqualTo(DeviceState.ONLINE);

    assertThat(phone.authorisation().accepted()).hasSize(1);
    assertThat(phone.authorisation().waiting()).isEmpty();
  }

  @Test
  void of_a_genuine_adb_server_the_phone_is_unauthorised_until_it_is_accepted() throws Exception {
    try (GenuineAdbServer server = GenuineAdbServer.start(home);
        AdbPhones usb = new AdbPhones(home, "127.0.0.1", server.port(), Clock.systemUTC())) {
      server.adb("connect", phone.adbAddress());
      await(
          usb,
          () -> usb.unreached().getOrDefault(phone.adbAddress(), "").contains("accept the prompt"));

      accept();

      await(usb, () -> usb.phone(FIRST).isPresent());
      assertThat(server.adb("-s", phone.adbAddress(), "shell", "getprop", "ro.serialno"))
          .isEqualTo("FIRST\n");
      assertThat(usb.devices()).extracting(Device::state).containsExactly(DeviceState.ONLINE);
    }
  }

  @Test
  void the_key_is_one_pair_that_only_its_owner_may_read(@TempDir Path fresh) throws Exception {
    new AdbPhones(fresh, "127.0.0.1", 1, Clock.systemUTC()).close();
    byte[] key = Files.readAllBytes(fresh.resolve("adbkey"));
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh.resolve("adbkey"))))
        .isEqualTo("rw-------");

    new AdbPhones(fresh, "127.0.0.1", 1, Clock.systemUTC()).close();

    assertThat(Files.readAllBytes(fresh.resolve("adbkey"))).isEqualTo(key);
  }

  @Test
  void a_key_whose_making_was_interrupted_is_made_again(@TempDir Path interrupted)
      throws Exception {
    Files.createFile(interrupted.resolve("adbkey"));

    try (AdbPhones usable = new AdbPhones(interrupted, "127.0.0.1", 1, Clock.systemUTC())) {
      assertThat(usable.devices()).isEmpty();
    }

    assertThat(interrupted.resolve("adbkey")).isNotEmptyFile();
    assertThat(interrupted.resolve("adbkey.pub")).isNotEmptyFile();
  }
}
