package dev.drover.device;

import dev.drover.application.port.device.DeviceGateway;
import dev.drover.device.adb.AdbPhones;
import dev.drover.device.adb.SharedAdbKey;
import dev.drover.device.flow.PhoneBench;
import dev.drover.testkit.PhoneLab;
import dev.drover.testkit.SettableClock;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.fault.Fault;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** Virtual phones for the contracts of the gateway and of what it gives. */
public class VirtualPhoneLab implements PhoneLab {
  private final Map<String, VirtualPhone> started = new ConcurrentHashMap<>();
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T10:00:00Z"));
  private final AdbPhones phones;
  private final DadbDeviceGateway gateway;
  private final boolean agent;

  /**
   * @param agent whether the phones have the UiAutomator2 agent
   */
  public VirtualPhoneLab(Path home, boolean agent) {
    this.agent = agent;
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
    if (agent) {
      phone.installAgent();
    }
    started.put(serial, phone);
    return phone.adbAddress();
  }

  protected final VirtualPhone phone(String serial) {
    return Optional.ofNullable(started.get(serial)).orElseThrow();
  }

  protected final boolean hasAgent() {
    return agent;
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

  /** How many commands a phone was sent. */
  public int received(String serial) {
    return phone(serial).commands().size();
  }

  /** Makes a phone take the next commands and not answer, for as long as a test lasts. */
  public void fallSilent(String serial) {
    phone(serial).inject(Fault.stall("", Duration.ofMinutes(5)).times(Fault.ALWAYS));
  }

  @Override
  public void close() {
    phones.close();
    started.values().forEach(VirtualPhone::close);
  }
}
