package dev.drover.device;

import dev.drover.application.port.device.DeviceGateway;
import dev.drover.device.adb.AdbPhones;
import dev.drover.device.adb.SharedAdbKey;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.testkit.contract.DeviceGatewayContract;
import dev.drover.virtualphone.PhoneConfig;
import dev.drover.virtualphone.VirtualPhone;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Phones over ADB pass the contract of every device adapter, on a virtual one. */
class DadbDeviceGatewayContractTest extends DeviceGatewayContract {
  @TempDir private Path home;
  private final VirtualPhone phone = VirtualPhone.start(PhoneConfig.named("FIRST", "bob.two"));
  private Optional<AdbPhones> opened = Optional.empty();

  @Override
  protected DeviceGateway open() {
    AdbPhones phones = new AdbPhones(SharedAdbKey.into(home), "127.0.0.1", 1, Clock.systemUTC());
    opened = Optional.of(phones);
    phones.connect(phone.adbAddress());
    return new DadbDeviceGateway(
        phones, home.resolve("profiles"), (_, _) -> "", new Random(1), Clock.systemUTC());
  }

  @Override
  protected DeviceSerial onlinePhone() {
    return new DeviceSerial("FIRST");
  }

  @Override
  protected void tellOfPhones() {
    AdbPhones phones = opened.orElseThrow();
    phones.disconnect(onlinePhone());
    phones.connect(phone.adbAddress());
  }

  @AfterEach
  void stop() {
    opened.ifPresent(AdbPhones::close);
    phone.close();
  }
}
