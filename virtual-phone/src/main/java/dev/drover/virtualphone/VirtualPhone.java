package dev.drover.virtualphone;

import dev.drover.virtualphone.adbd.Adbd;
import dev.drover.virtualphone.adbd.Authorisation;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.phone.Command;
import dev.drover.virtualphone.phone.Phone;
import dev.drover.virtualphone.phone.Screen;
import dev.drover.virtualphone.system.AgentProcess;
import dev.drover.virtualphone.system.PhoneFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An Android phone that is a server. One port speaks ADB; the other lets a test inject faults and
 * read what happened. Both listen on loopback only. Safe for use by any thread; many phones can run
 * in one process.
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
   * @throws UncheckedIOException if a port is not available
   */
  public static VirtualPhone start(PhoneConfig config) {
    // Its status bar shows the time of the person who looks at it.
    return start(config, Clock.system(ZoneId.systemDefault()));
  }

  /**
   * Switches a phone on whose time comes from a clock; scans, uploads and slow pages wait for it.
   *
   * @throws UncheckedIOException if a port is not available
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

  /** The address for {@code adb connect}: {@code 127.0.0.1:port}. */
  public String adbAddress() {
    return HOST + ":" + adbd.port();
  }

  public int adbPort() {
    return adbd.port();
  }

  public int controlPort() {
    return control.port();
  }

  /** What truly happened in the phone's apps, in order. */
  public List<Effect> effects() {
    return phone.effects();
  }

  /** The commands that the phone received, in order. */
  public List<Command> commands() {
    return phone.commands();
  }

  /** Arms a fault. An {@code offline} that matches any command strikes at the next one. */
  public void inject(Fault fault) {
    phone.faults().arm(fault);
  }

  public void clearFaults() {
    phone.faults().disarmAll();
  }

  /** Hides the boot id from the shell, as some phones do. */
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

  /** How many clients have the agent's stream of the screen open. */
  public int viewers() {
    return phone.agent().viewers();
  }

  /** Ends the agent, as Android does when it is short of memory. */
  public void endAgent() {
    phone.agent().end();
  }

  /**
   * The ADB keys that the phone accepts. It accepts every client until it is told to demand a key.
   */
  public Authorisation authorisation() {
    return adbd.authorisation();
  }

  /** Takes the phone off the network until {@link #comeBack}. */
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

  /**
   * Logs an account out of an app. If the app acts for it, it shows its login page until somebody
   * types the account's name and any password there.
   *
   * @param app its package, or its name in any case
   * @throws IllegalArgumentException if the phone has no such account
   */
  public void logOut(String app, String account) {
    if (!phone.screen().logOut(app, account)) {
      throw new IllegalArgumentException("there is no account " + account + " in the app " + app);
    }
  }

  /**
   * Installs another version over an app, which ends. Its screens stay as they are.
   *
   * @param version its new {@code versionName}
   * @throws IllegalArgumentException if the phone has no such package
   */
  public void update(String packageName, String version) {
    if (!phone.screen().update(packageName, version)) {
      throw new IllegalArgumentException("there is no app " + packageName);
    }
  }

  /** The keyboard in use, as {@code package/class}. */
  public String inputMethod() {
    return phone.settings().get("secure", "default_input_method").orElse("");
  }

  /** What a person sees on the screen, in a few words. */
  public String describeScreen() {
    return phone.screen().describe();
  }

  /** The apps' accounts, with whether they are logged in. */
  public List<Screen.Account> accounts() {
    return phone.screen().accounts();
  }

  /** The screen as {@code uiautomator dump} writes it. */
  public String hierarchy() {
    return phone.screen().dumpHierarchy();
  }

  /** The phone's files. */
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
