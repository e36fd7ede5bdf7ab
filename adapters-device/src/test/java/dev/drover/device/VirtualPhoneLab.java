package dev.drover.device;

import dev.drover.device.adb.AdbPhones;
import dev.drover.device.adb.SharedAdbKey;
import dev.drover.device.flow.Flows;
import dev.drover.device.flow.PhoneBench;
import dev.drover.domain.device.DeviceSerial;
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

/** Virtual phones for tests of the gateway and of what it gives, its contracts above all. */
public class VirtualPhoneLab implements PhoneLab {
  private final Map<String, VirtualPhone> started = new ConcurrentHashMap<>();
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T10:00:00Z"));
  private final AdbPhones phones;
  private final DadbDeviceGateway gateway;
  private final Path home;
  private final boolean agent;
  private final Clock clockOfAttempts;

  /**
   * @param agent whether the phones have the UiAutomator2 agent
   */
  public VirtualPhoneLab(Path home, boolean agent) {
    this(home, agent, Clock.systemUTC());
  }

  /**
   * @param agent as of {@link #VirtualPhoneLab(Path, boolean)}
   * @param clockOfAttempts what the gateway goes by
   */
  public VirtualPhoneLab(Path home, boolean agent, Clock clockOfAttempts) {
    this.home = home;
    this.agent = agent;
    this.clockOfAttempts = clockOfAttempts;
    phones = new AdbPhones(SharedAdbKey.into(home), "127.0.0.1", 1, clock);
    gateway = gateway(PhoneBench.FLOWS);
  }

  @Override
  public DadbDeviceGateway gateway() {
    return gateway;
  }

  /** Returns another gateway to the same phones, with scripts of its own. */
  public final DadbDeviceGateway gateway(Flows flows) {
    return new DadbDeviceGateway(
        phones,
        home.resolve("profiles"),
        flows,
        PhoneBench.APPS,
        (_, _) -> "",
        new Random(1),
        clockOfAttempts);
  }

  public AdbPhones phones() {
    return phones;
  }

  @Override
  public String start(String serial) {
    return start(PhoneConfig.named(serial, "ann")).adbAddress();
  }

  private VirtualPhone start(PhoneConfig config) {
    VirtualPhone phone = VirtualPhone.start(config);
    if (agent) {
      phone.installAgent();
    }
    started.put(config.serial(), phone);
    return phone;
  }

  /** Starts a phone and connects to it. Takes the place of one with the same serial. */
  public VirtualPhone connect(PhoneConfig config) {
    Optional.ofNullable(started.get(config.serial()))
        .ifPresent(
            before -> {
              phones.disconnect(new DeviceSerial(config.serial()));
              before.close();
            });
    VirtualPhone phone = start(config);
    gateway.connect(phone.adbAddress());
    return phone;
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
