package dev.drover.device;

import dev.drover.application.port.device.DeviceGateway;
import dev.drover.device.adb.AdbPhones;
import dev.drover.device.adb.SharedAdbKey;
import dev.drover.device.flow.PhoneBench;
import dev.drover.testkit.PhoneLab;
import dev.drover.testkit.SettableClock;
import dev.drover.testkit.contract.DeviceGatewayContract;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.io.TempDir;

/** Runs the gateway's contract over ADB, on virtual phones. */
class DadbDeviceGatewayContractTest extends DeviceGatewayContract {
  DadbDeviceGatewayContractTest(@TempDir Path home) {
    super(new Lab(home));
  }

  private static final class Lab implements PhoneLab {
    private final Map<String, VirtualPhone> started = new ConcurrentHashMap<>();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T10:00:00Z"));
    private final AdbPhones phones;
    private final DadbDeviceGateway gateway;

    Lab(Path home) {
      phones = new AdbPhones(SharedAdbKey.into(home), "127.0.0.1", 1, clock);
      gateway =
          new DadbDeviceGateway(
              phones,
              home.resolve("profiles"),
              PhoneBench.FLOWS,
              PhoneBench.APPS,
              (_, _) -> "",
              new Random(1),
              Clock.systemUTC());
    }

    @Override
    public DeviceGateway gateway() {
      return gateway;
    }

    @Override
    public String start(String serial) {
      VirtualPhone phone = VirtualPhone.start(PhoneConfig.named(serial, "ann"));
      started.put(serial, phone);
      return phone.adbAddress();
    }

    private VirtualPhone phone(String serial) {
      return Optional.ofNullable(started.get(serial)).orElseThrow();
    }

    @Override
    public void vanish(String serial) {
      phone(serial).goOffline();
    }

    @Override
    public void comeBack(String serial) {
      phone(serial).comeBack();
    }

    /** Every phone is due in each round. */
    @Override
    public void lookAfter() throws InterruptedException {
      clock.advance(Duration.ofMinutes(1));
      phones.trackOnce();
    }

    @Override
    public long effects(String serial) {
      return phone(serial).effects().stream()
          .filter(effect -> effect.kind().equals("follow"))
          .count();
    }

    @Override
    public void close() {
      phones.close();
      started.values().forEach(VirtualPhone::close);
    }
  }
}
