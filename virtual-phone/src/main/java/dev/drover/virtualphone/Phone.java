package dev.drover.virtualphone;

import dev.drover.virtualphone.app.App;
import dev.drover.virtualphone.app.HierarchyXml;
import dev.drover.virtualphone.app.Launcher;
import dev.drover.virtualphone.app.ScreenPainter;
import dev.drover.virtualphone.app.TikTokApp;
import dev.drover.virtualphone.app.View;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The phone behind its ports: screen, apps, files, settings, and the record of what was done to it.
 */
public final class Phone {
  /** Nobody reads further back; a soak must not fill the memory. */
  private static final int COMMANDS_KEPT = 20_000;

  private final PhoneConfig config;
  private final Clock clock;
  private final PhoneFiles files;
  private final Map<String, App> apps = new LinkedHashMap<>();
  private final Launcher launcher;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final List<Effect> effects = new ArrayList<>();
  private final List<CommandLog> commands = new ArrayList<>();
  private final List<Fault.Armed> faults = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Consumer<Duration> offline;
  private App foreground;
  private boolean awake = true;
  private boolean locked;

  /**
   * @param offline takes the phone off the network for a while; zero until it is told to come back
   */
  Phone(PhoneConfig config, Clock clock, Consumer<Duration> offline) {
    this.config = config;
    this.clock = clock;
    this.offline = offline;
    this.files = new PhoneFiles(clock);
    for (String name : List.of("com.zhiliaoapp.musically", "com.ss.android.ugc.trill")) {
      apps.put(
          name,
          new TikTokApp(name, config.width(), config.height(), config.accounts(), this::addEffect));
    }
    launcher =
        new Launcher(
            config.width(), config.height(), List.copyOf(apps.values()), app -> foreground = app);
    foreground = launcher;
    files.write(
        "/proc/sys/kernel/random/boot_id",
        (UUID.randomUUID() + "\n").getBytes(StandardCharsets.US_ASCII),
        clock.instant());
    settings.put("secure/default_input_method", "com.android.inputmethod.latin/.LatinIME");
  }

  /** A command line and what its shell made of it. */
  public static final class CommandLog {
    private final Instant at;
    private final String line;
    private final List<List<String>> executed = new ArrayList<>();

    CommandLog(Instant at, String line) {
      this.at = at;
      this.line = line;
    }

    public Instant at() {
      return at;
    }

    /** As it came. */
    public String line() {
      return line;
    }

    /** The programs that it ran, with their arguments. */
    public synchronized List<List<String>> executed() {
      return List.copyOf(executed);
    }

    /** Notes a program that the shell is about to run. */
    public synchronized void executed(List<String> arguments) {
      executed.add(List.copyOf(arguments));
    }
  }

  /** What the phone says of itself when a client connects. */
  public String banner() {
    return "device::ro.product.name=virtual;ro.product.model="
        + config.model()
        + ";ro.product.device=virtual;features=shell_v2,cmd";
  }

  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("ro.serialno", config.serial());
    properties.put("ro.product.model", config.model());
    properties.put("ro.product.manufacturer", "Drover");
    properties.put("ro.build.version.release", config.androidVersion());
    properties.put("ro.build.version.sdk", "34");
    properties.put("persist.sys.locale", "en-US");
    properties.put("sys.boot_completed", "1");
    return properties;
  }

  public PhoneFiles files() {
    return files;
  }

  public Instant now() {
    return clock.instant();
  }

  public int width() {
    return config.width();
  }

  public int height() {
    return config.height();
  }

  /** Notes a command line that begins. */
  public synchronized CommandLog begin(String line) {
    CommandLog log = new CommandLog(clock.instant(), line);
    commands.add(log);
    if (commands.size() > COMMANDS_KEPT) {
      commands.removeFirst();
    }
    return log;
  }

  public synchronized List<CommandLog> commands() {
    return List.copyOf(commands);
  }

  public synchronized List<Effect> effects() {
    return List.copyOf(effects);
  }

  private void addEffect(String kind, String app, String account, String target, String text) {
    effects.add(new Effect(clock.instant(), kind, app, account, target, text));
  }

  public synchronized void arm(Fault fault) {
    faults.add(new Fault.Armed(fault));
  }

  public synchronized void disarmAll() {
    faults.clear();
  }

  public synchronized List<Fault> armed() {
    return faults.stream().map(Fault.Armed::fault).toList();
  }

  /** The faults that strike this command now. */
  public synchronized List<Fault> faultsFor(String line, Fault.Moment moment) {
    return faults.stream()
        .filter(armed -> armed.strikes(line, moment))
        .map(Fault.Armed::fault)
        .toList();
  }

  /** Lets time pass, or less when the phone is switched off. */
  public void pause(Duration duration) {
    try {
      if (closed.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
        Thread.currentThread().interrupt();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  public void offlineFor(Duration duration) {
    offline.accept(duration);
  }

  void close() {
    closed.countDown();
  }

  public synchronized List<String> packages() {
    return List.copyOf(apps.keySet());
  }

  public synchronized Optional<String> versionOf(String packageName) {
    return Optional.ofNullable(apps.get(packageName)).map(App::version);
  }

  public synchronized Optional<String> launcherActivity(String packageName) {
    return Optional.ofNullable(apps.get(packageName)).map(App::activity);
  }

  /**
   * Starts an app.
   *
   * @param url a link to open in it, or empty
   * @return its activity, or nothing when no app answers
   */
  public synchronized Optional<String> start(String packageName, String url) {
    App app = apps.get(packageName);
    if (app == null && packageName.isEmpty() && !url.isEmpty()) {
      app = apps.values().iterator().next();
    }
    if (app == null || (!url.isEmpty() && !app.open(url))) {
      return Optional.empty();
    }
    app.launch();
    foreground = app;
    return Optional.of(app.activity());
  }

  public synchronized void forceStop(String packageName) {
    App app = apps.get(packageName);
    if (app != null) {
      app.stop();
      if (foreground.packageName().equals(packageName)) {
        foreground = launcher;
      }
    }
  }

  public synchronized String foregroundActivity() {
    return foreground.activity();
  }

  public synchronized String describe() {
    return foreground.packageName() + ": " + foreground.describe();
  }

  public synchronized boolean awake() {
    return awake;
  }

  public synchronized boolean locked() {
    return locked;
  }

  public synchronized void unlock() {
    locked = locked && !awake;
  }

  /** Switches the screen off and locks it, as a phone left alone does. */
  public synchronized void fallAsleep() {
    awake = false;
    locked = true;
  }

  public synchronized boolean keyboardShown() {
    return foreground.keyboardShown();
  }

  public synchronized Optional<String> setting(String name) {
    return Optional.ofNullable(settings.get(name));
  }

  public synchronized void putSetting(String name, String value) {
    settings.put(name, value);
  }

  public synchronized void tap(int x, int y) {
    if (usable()) {
      foreground.render().tapAt(x, y).ifPresent(Runnable::run);
    }
  }

  public synchronized void swipe(int fromX, int fromY, int toX, int toY) {
    if (usable() && fromY - toY > config.height() / 10) {
      foreground.swipeUp();
    } else if (Math.abs(fromY - toY) + Math.abs(fromX - toX) < 10) {
      tap(toX, toY);
    }
  }

  public synchronized void type(String text) {
    if (usable()) {
      foreground.type(text);
    }
  }

  /**
   * Presses a key.
   *
   * @param key its number or its name, with or without {@code KEYCODE_}
   */
  public synchronized void key(String key) {
    switch (key.replace("KEYCODE_", "")) {
      case "224", "WAKEUP" -> awake = true;
      case "223", "SLEEP" -> fallAsleep();
      case "26", "POWER" -> {
        if (awake) {
          fallAsleep();
        } else {
          awake = true;
        }
      }
      case "82", "MENU" -> unlock();
      case "3", "HOME" -> foreground = launcher;
      case "4", "BACK" -> {
        if (usable() && !foreground.back()) {
          foreground = launcher;
        }
      }
      case "66", "ENTER", "84", "SEARCH" -> foreground.enter();
      case "67", "DEL" -> foreground.backspace();
      case "111", "ESCAPE" -> foreground.hideKeyboard();
      default -> {
        // A key that no screen of these apps reacts to.
      }
    }
  }

  private boolean usable() {
    return awake && !locked;
  }

  public synchronized String dumpHierarchy() {
    return HierarchyXml.of(foreground.render(), foreground.packageName());
  }

  public byte[] screenshot() {
    View present;
    synchronized (this) {
      present = foreground.render();
    }
    return ScreenPainter.png(present);
  }
}
