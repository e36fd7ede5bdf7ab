package dev.drover.virtualphone;

import dev.drover.virtualphone.adbd.Adbd;
import dev.drover.virtualphone.adbd.Authorisation;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.phone.Command;
import dev.drover.virtualphone.phone.Phone;
import dev.drover.virtualphone.system.AgentProcess;
import dev.drover.virtualphone.system.PhoneFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An Android phone that is a server: an adbd on one port, and on another what a test wants to know
 * of it. Both on loopback only. Safe for use by any thread; many can live in one process.
 */
public final class VirtualPhone implements AutoCloseable {
  private static final String HOST = "127.0.0.1";

  private final PhoneConfig config;
  private final Phone phone;
  private final Adbd adbd;
  private final ControlServer control;

  private VirtualPhone(PhoneConfig config, Phone phone, Adbd adbd, ControlServer control) {
    this.config = config;
    this.phone = phone;
    this.adbd = adbd;
    this.control = control;
  }

  /**
   * Switches a phone on.
   *
   * @throws UncheckedIOException if a port can't be had
   */
  public static VirtualPhone start(PhoneConfig config) {
    return start(config, Clock.systemUTC());
  }

  /**
   * Switches a phone on whose time is told by this clock: scans, uploads and pages that come late
   * wait for it.
   *
   * @throws UncheckedIOException if a port can't be had
   */
  public static VirtualPhone start(PhoneConfig config, Clock clock) {
    AtomicReference<Optional<Adbd>> network = new AtomicReference<>(Optional.empty());
    Phone phone =
        new Phone(
            config,
            clock,
            duration -> network.get().ifPresent(adbd -> takeOffline(adbd, duration)));
    try {
      Adbd adbd = Adbd.start(phone, HOST, config.adbPort());
      network.set(Optional.of(adbd));
      try {
        ControlServer control = ControlServer.start(phone, adbd, HOST, config.controlPort());
        return new VirtualPhone(config, phone, adbd, control);
      } catch (IOException taken) {
        adbd.close();
        throw taken;
      }
    } catch (IOException taken) {
      throw new UncheckedIOException(
          "phone "
              + config.serial()
              + " can't listen on "
              + HOST
              + ", ports "
              + config.adbPort()
              + " and "
              + config.controlPort()
              + ": "
              + taken.getMessage(),
          taken);
    }
  }

  static void takeOffline(Adbd adbd, Duration duration) {
    adbd.goOffline();
    if (!duration.isZero()) {
      Thread.ofVirtual()
          .name("adbd-return")
          .start(
              () -> {
                java.util.concurrent.locks.LockSupport.parkNanos(duration.toNanos());
                adbd.comeBack();
              });
    }
  }

  public String serial() {
    return config.serial();
  }

  /** Where {@code adb connect} reaches it: {@code 127.0.0.1:port}. */
  public String adbAddress() {
    return HOST + ":" + adbd.port();
  }

  public int adbPort() {
    return adbd.port();
  }

  public int controlPort() {
    return control.port();
  }

  /** What truly happened in its apps, in order. */
  public List<Effect> effects() {
    return phone.effects();
  }

  /** The command lines that its shells were given, in order. */
  public List<Command> commands() {
    return phone.commands();
  }

  /** Has something go wrong; an {@code offline} that matches any command does so at the next. */
  public void inject(Fault fault) {
    phone.faults().arm(fault);
  }

  public void clearFaults() {
    phone.faults().disarmAll();
  }

  /** Keeps its shell from telling when it was started, as some phones do. */
  public void hideBootId() {
    phone.files().delete(Phone.BOOT_ID);
  }

  /** Installs the UiAutomator2 agent's two packages, as their APKs would. */
  public void installAgent() {
    phone.packages().add(AgentProcess.SERVER, "10.6.6");
    phone.packages().add(AgentProcess.TEST, "10.6.6");
  }

  /** Whether the agent runs. */
  public boolean agentRuns() {
    return phone.agent().isRunning();
  }

  /** Ends the agent, as Android does with a program when it wants its memory. */
  public void endAgent() {
    phone.agent().end();
  }

  /** Whose keys it lets in; all, unless it is told to demand one. */
  public Authorisation authorisation() {
    return adbd.authorisation();
  }

  /** Takes it off the network until {@link #comeBack}. */
  public void goOffline() {
    adbd.goOffline();
  }

  public void comeBack() {
    adbd.comeBack();
  }

  /** Switches the screen off and locks it. */
  public void fallAsleep() {
    phone.screen().fallAsleep();
  }

  /** What is on its screen, in a few words. */
  public String describeScreen() {
    return phone.screen().describe();
  }

  /** The screen as {@code uiautomator dump} writes it. */
  public String hierarchy() {
    return phone.screen().dumpHierarchy();
  }

  /** Its files. */
  public PhoneFiles files() {
    return phone.files();
  }

  @Override
  public void close() {
    phone.close();
    control.close();
    adbd.close();
  }
}
