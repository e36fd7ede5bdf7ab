package dev.drover.virtualphone.phone;

import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.app.EffectLog;
import dev.drover.virtualphone.app.common.SocialAppDescriptor;
import dev.drover.virtualphone.config.Language;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.fault.Faults;
import dev.drover.virtualphone.system.AgentProcess;
import dev.drover.virtualphone.system.InputMethods;
import dev.drover.virtualphone.system.InstalledPackages;
import dev.drover.virtualphone.system.Keyboard;
import dev.drover.virtualphone.system.MediaStore;
import dev.drover.virtualphone.system.PhoneFiles;
import dev.drover.virtualphone.system.PhoneSettings;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A phone without its ports: its screen, files, packages and settings, and the record of what was
 * done to it. Safe for use by any thread.
 */
public final class Phone {
  /** The file by which two phones of one serial can be told apart. */
  public static final String BOOT_ID = "/proc/sys/kernel/random/boot_id";

  private static final int FIRST_WITH_GUARDED_CLIPBOARD = 29;

  private final PhoneConfig config;
  private final Clock clock;
  private final List<SocialAppDescriptor> apps;
  private final PhoneFiles files;
  private final Faults faults;
  private final EffectLog effects = new EffectLog();
  private final CommandLog commands;
  private final MediaStore media;
  private final InstalledPackages packages;
  private final PhoneSettings settings = new PhoneSettings();
  private final InputMethods inputMethods;
  private final AgentProcess agent = new AgentProcess();
  private final Screen screen;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Consumer<Duration> offline;
  private volatile String clipboard = "";

  /**
   * @param offline takes the phone off the network for the given time, or for zero until it is told
   *     to come back
   */
  public Phone(PhoneConfig config, Clock clock, Consumer<Duration> offline) {
    this(RegisteredApps.ALL, config, clock, offline);
  }

  /** Creates a phone with other social apps than the registered ones. */
  public Phone(
      List<SocialAppDescriptor> apps, PhoneConfig config, Clock clock, Consumer<Duration> offline) {
    this.apps = List.copyOf(apps);
    this.config = config;
    this.clock = clock;
    this.offline = offline;
    commands = new CommandLog(clock);
    files = new PhoneFiles(clock);
    faults = new Faults(clock);
    media = new MediaStore(files, clock, config.timing(), faults);
    packages = new InstalledPackages(config.adbKeyboard());
    inputMethods = new InputMethods(settings, packages);
    screen =
        new Screen(
            config,
            new PhoneApps(apps, config, clock, faults, effects, media, packages),
            new Keyboard(inputMethods, config.height()),
            media,
            faults,
            clock);
    files.write(
        BOOT_ID, (UUID.randomUUID() + "\n").getBytes(StandardCharsets.US_ASCII), clock.instant());
  }

  /** The banner that adbd sends when a client connects. */
  public String banner() {
    return "device::ro.product.name=virtual;ro.product.model="
        + config.model()
        + ";ro.product.device=virtual;features=shell_v2,cmd";
  }

  /** The system properties, as {@code getprop} lists them. */
  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("ro.serialno", config.serial());
    properties.put("ro.product.model", config.model());
    properties.put("ro.product.manufacturer", "Drover");
    properties.put("ro.product.name", "virtual");
    properties.put("ro.product.locale", config.locale());
    properties.put("ro.build.version.release", config.androidVersion());
    properties.put("ro.build.version.sdk", Integer.toString(config.apiLevel()));
    properties.put("persist.sys.locale", config.locale());
    properties.put("sys.boot_completed", "1");
    return properties;
  }

  public int apiLevel() {
    return config.apiLevel();
  }

  public Screen screen() {
    return screen;
  }

  /**
   * Makes the files of a social app's packages, those of an app bundle: the base with its English
   * texts, and a split with those of the phone's language. Done when somebody asks where they are,
   * since few do.
   */
  public void makePackageFiles(String packageName) {
    for (SocialAppDescriptor app : apps) {
      if (app.packageNames().contains(packageName)) {
        String folder = "/data/app/" + packageName;
        make(folder + "/base.apk", app, packageName, Language.ENGLISH);
        if (config.language() != Language.ENGLISH) {
          make(
              folder + "/split_config." + config.language().androidCode() + ".apk",
              app,
              packageName,
              config.language());
        }
      }
    }
  }

  private void make(String path, SocialAppDescriptor app, String packageName, Language language) {
    if (files.entry(path).isEmpty()) {
      files.write(path, app.packageFile(packageName, language));
    }
  }

  public PhoneFiles files() {
    return files;
  }

  public MediaStore media() {
    return media;
  }

  public InstalledPackages packages() {
    return packages;
  }

  public PhoneSettings settings() {
    return settings;
  }

  public InputMethods inputMethods() {
    return inputMethods;
  }

  /** The UiAutomator2 agent, whether it runs or not. */
  public AgentProcess agent() {
    return agent;
  }

  public Faults faults() {
    return faults;
  }

  public Instant now() {
    return clock.instant();
  }

  public void copyToClipboard(String text) {
    clipboard = text;
  }

  /** The clipboard's text for a program in the background, which gets none since Android 10. */
  public String clipboardInBackground() {
    return apiLevel() < FIRST_WITH_GUARDED_CLIPBOARD ? clipboard : "";
  }

  /** Records a command that begins. */
  public Command begin(String line, long connection) {
    screen.settle();
    return commands.begin(line, connection);
  }

  /** The latest commands, in order. */
  public List<Command> commands() {
    return commands.all();
  }

  /** What truly happened in the apps, in order. */
  public List<Effect> effects() {
    screen.settle();
    return effects.all();
  }

  /** Lets time pass; returns early when the phone is switched off. */
  public void pause(Duration duration) {
    try {
      if (closed.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
        Thread.currentThread().interrupt();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Takes the phone off the network.
   *
   * @param duration how long, or zero until it is told to come back
   */
  public void offlineFor(Duration duration) {
    offline.accept(duration);
  }

  /** Switches the phone off. */
  public void close() {
    closed.countDown();
    agent.end();
  }

  /** The version of an app or of another package. */
  public Optional<String> versionOf(String packageName) {
    return screen.versionOf(packageName).or(() -> packages.versionOf(packageName));
  }

  /** Ends the programs of a package. */
  public void forceStop(String packageName) {
    if (packageName.equals(AgentProcess.SERVER) || packageName.equals(AgentProcess.TEST)) {
      agent.end();
    }
    screen.forceStop(packageName);
  }

  /** Whether a program holds the exclusive right to read the screen. */
  public boolean isAutomated() {
    return agent.isRunning() || isAutomatedByAnother();
  }

  /** Whether a program other than the agent holds that right. */
  public boolean isAutomatedByAnother() {
    return faults.holding(Fault.Kind.AUTOMATION_TAKEN).isPresent();
  }

  /**
   * The screen as the agent writes it.
   *
   * @param atMost how long to wait for a screen that moves
   */
  public String agentSource(Duration atMost) {
    if (screen.isMoving()) {
      pause(atMost);
    }
    return screen.agentHierarchy();
  }

  /**
   * The screen as a picture, as it is now.
   *
   * @param width in pixels, from 1
   */
  public BufferedImage picture(int width) {
    screen.settle();
    return screen.picture(width);
  }
}
