package dev.drover.virtualphone.phone;

import dev.drover.virtualphone.app.App;
import dev.drover.virtualphone.app.AppEnvironment;
import dev.drover.virtualphone.app.Direction;
import dev.drover.virtualphone.app.Effect;
import dev.drover.virtualphone.app.EffectLog;
import dev.drover.virtualphone.app.SystemDialogs;
import dev.drover.virtualphone.app.common.Installation;
import dev.drover.virtualphone.app.common.SocialAppDescriptor;
import dev.drover.virtualphone.config.InstalledApps;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.fault.Faults;
import dev.drover.virtualphone.paint.AgentHierarchyXml;
import dev.drover.virtualphone.paint.HierarchyXml;
import dev.drover.virtualphone.paint.ScreenPainter;
import dev.drover.virtualphone.paint.TextField;
import dev.drover.virtualphone.paint.View;
import dev.drover.virtualphone.system.AgentProcess;
import dev.drover.virtualphone.system.InputMethods;
import dev.drover.virtualphone.system.InstalledPackages;
import dev.drover.virtualphone.system.Keyboard;
import dev.drover.virtualphone.system.MediaStore;
import dev.drover.virtualphone.system.PhoneFiles;
import dev.drover.virtualphone.system.PhoneSettings;
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

  /** Tells two phones of one serial apart. */
  public static final String BOOT_ID = "/proc/sys/kernel/random/boot_id";

  private static final Duration LONG_PRESS = Duration.ofMillis(500);

  private final PhoneConfig config;
  private final Clock clock;
  private final PhoneFiles files;
  private final Faults faults;
  private final EffectLog effects = new EffectLog();
  private final MediaStore media;
  private final InstalledPackages packages;
  private final PhoneSettings settings = new PhoneSettings();
  private final InputMethods inputMethods;
  private final Keyboard keyboard;
  private final SystemDialogs dialogs;
  private final Map<String, App> apps = new LinkedHashMap<>();
  private final Launcher launcher;
  private final List<CommandLog> commands = new ArrayList<>();
  private final AgentProcess agent = new AgentProcess();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Consumer<Duration> offline;
  private App foreground;
  private boolean awake = true;
  private boolean locked;

  /**
   * @param offline takes the phone off the network for a while; zero until it is told to come back
   */
  public Phone(PhoneConfig config, Clock clock, Consumer<Duration> offline) {
    this.config = config;
    this.clock = clock;
    this.offline = offline;
    this.files = new PhoneFiles(clock);
    this.faults = new Faults(clock);
    this.media = new MediaStore(files, clock, config.timing(), faults);
    this.packages = new InstalledPackages(config.adbKeyboard());
    this.inputMethods = new InputMethods(settings, packages);
    this.keyboard = new Keyboard(inputMethods, config.height());
    this.dialogs =
        new SystemDialogs(config.width(), config.height(), config.language(), () -> goHome());
    AppEnvironment environment =
        new AppEnvironment(
            config.width(),
            config.height(),
            config.language(),
            clock,
            config.timing(),
            faults,
            effects,
            media,
            packages,
            dialogs);
    InstalledApps installed = config.apps();
    installed.requireOnly(RegisteredApps.ALL.stream().map(SocialAppDescriptor::id).toList());
    for (SocialAppDescriptor app : RegisteredApps.ALL) {
      for (String packageName : app.packageNames()) {
        Installation installation =
            new Installation(
                packageName, installed.versionOf(app.id()), installed.accountsOf(app.id()));
        install(app.starter().start(installation, environment));
      }
    }
    launcher =
        new Launcher(
            config.width(), config.height(), List.copyOf(apps.values()), app -> bringUp(app));
    foreground = launcher;
    files.write(
        BOOT_ID, (UUID.randomUUID() + "\n").getBytes(StandardCharsets.US_ASCII), clock.instant());
  }

  private void install(App app) {
    apps.put(app.packageName(), app);
    packages.addBuiltIn(app.packageName(), app.version());
  }

  /** A command line and what its shell made of it. */
  public static final class CommandLog {
    private final Instant at;
    private final long connection;
    private final String line;
    private final List<List<String>> executed = new ArrayList<>();

    CommandLog(Instant at, long connection, String line) {
      this.at = at;
      this.connection = connection;
      this.line = line;
    }

    public Instant at() {
      return at;
    }

    /** The number of the connection by which it came. */
    public long connection() {
      return connection;
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
    properties.put("ro.product.locale", config.locale());
    properties.put("ro.build.version.release", config.androidVersion());
    properties.put("ro.build.version.sdk", Integer.toString(config.apiLevel()));
    properties.put("persist.sys.locale", config.locale());
    properties.put("sys.boot_completed", "1");
    return properties;
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

  /** The UiAutomator2 agent, whether it runs or not. */
  public AgentProcess agent() {
    return agent;
  }

  public InputMethods inputMethods() {
    return inputMethods;
  }

  public Faults faults() {
    return faults;
  }

  public int apiLevel() {
    return config.apiLevel();
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
  public synchronized CommandLog begin(String line, long connection) {
    settle();
    CommandLog log = new CommandLog(clock.instant(), connection, line);
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
    settle();
    return effects.all();
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

  public void close() {
    closed.countDown();
    agent.end();
  }

  /** Carries out what has become due by the clock. */
  public synchronized void settle() {
    media.settle();
    apps.values().forEach(App::settle);
  }

  public synchronized Optional<String> versionOf(String packageName) {
    return Optional.ofNullable(apps.get(packageName))
        .map(App::version)
        .or(() -> packages.versionOf(packageName));
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
    settle();
    App app = apps.get(packageName);
    if (app == null && packageName.isEmpty() && !url.isEmpty()) {
      app = apps.values().iterator().next();
    }
    if (app == null || (!url.isEmpty() && !app.open(url))) {
      return Optional.empty();
    }
    foreground = app;
    if (url.isEmpty()) {
      app.launch();
    }
    return Optional.of(app.activity());
  }

  /**
   * Hands media to an app.
   *
   * @return its activity, or nothing when it takes no such thing
   */
  public synchronized Optional<String> share(String packageName, String type, List<String> uris) {
    settle();
    App app = apps.get(packageName);
    if (app == null || !app.share(type, uris)) {
      return Optional.empty();
    }
    foreground = app;
    return Optional.of(app.activity());
  }

  private void bringUp(App app) {
    foreground = app;
    app.launch();
  }

  private void goHome() {
    foreground = launcher;
  }

  public synchronized void forceStop(String packageName) {
    settle();
    if (packageName.equals(AgentProcess.SERVER) || packageName.equals(AgentProcess.TEST)) {
      agent.end();
    }
    App app = apps.get(packageName);
    if (app != null) {
      app.stop();
      if (foreground.packageName().equals(packageName)) {
        goHome();
      }
    }
  }

  /** Shows a popup of this name over the app that is there. */
  public synchronized void showPopup(String name) {
    if (foreground == launcher) {
      return;
    }
    switch (name) {
      case "permission", "crash", "anr" -> dialogs.show(name, foreground);
      default -> foreground.showPopup(name);
    }
  }

  /** The app on top, as {@code package/class}. */
  public synchronized String focusedApp() {
    return foreground.activity();
  }

  /** The window on top: the app's, or that of a dialog of the system. */
  public synchronized String focusedWindow() {
    return dialogs.shown().map(SystemDialogs.Dialog::focus).orElseGet(foreground::activity);
  }

  public synchronized String describe() {
    settle();
    return dialogs
        .shown()
        .map(dialog -> dialog.packageName() + ": " + dialog.title())
        .orElseGet(() -> foreground.packageName() + ": " + foreground.describe());
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
    return field().map(TextField::keyboardShown).orElse(false);
  }

  private Optional<TextField> field() {
    return dialogs.shown().isPresent() ? Optional.empty() : foreground.field();
  }

  private View present() {
    settle();
    return dialogs.shown().map(SystemDialogs.Dialog::root).orElseGet(foreground::render);
  }

  public synchronized void tap(int x, int y) {
    View screen = present();
    if (usable() && !isOnKeyboard(y)) {
      screen.tapAt(x, y).ifPresent(Runnable::run);
    }
  }

  private boolean isOnKeyboard(int y) {
    return keyboardShown() && keyboard.covers(y);
  }

  /** A finger goes down at one place and up at another; on one place for long, it does nothing. */
  public synchronized void swipe(int fromX, int fromY, int toX, int toY, Duration duration) {
    View screen = present();
    if (!usable() || isOnKeyboard(fromY)) {
      return;
    }
    int right = toX - fromX;
    int down = toY - fromY;
    if (Math.abs(right) + Math.abs(down) < 10) {
      if (duration.compareTo(LONG_PRESS) < 0) {
        tap(toX, toY);
      }
      return;
    }
    Optional<Runnable> dragged = screen.dragFrom(fromX, fromY, toX, toY);
    if (dragged.isPresent()) {
      dragged.get().run();
    } else if (dialogs.shown().isEmpty()) {
      direction(right, down).ifPresent(foreground::swipe);
    }
  }

  /** Short ways are none. */
  private Optional<Direction> direction(int right, int down) {
    if (Math.abs(down) >= Math.abs(right)) {
      return Math.abs(down) <= config.height() / 10
          ? Optional.empty()
          : Optional.of(down < 0 ? Direction.UP : Direction.DOWN);
    }
    return Math.abs(right) <= config.width() / 10
        ? Optional.empty()
        : Optional.of(right < 0 ? Direction.LEFT : Direction.RIGHT);
  }

  /** Types where the cursor is, as hardware keys would. */
  public synchronized void type(String text) {
    settle();
    if (usable()) {
      field().ifPresent(field -> field.type(text));
    }
  }

  /**
   * A broadcast that a keyboard may listen to.
   *
   * @param extras by their names
   */
  public synchronized void broadcast(String action, Map<String, String> extras) {
    settle();
    if (usable()) {
      field().ifPresent(field -> keyboard.hear(action, extras, field, foreground::enter));
    }
  }

  /**
   * Presses a key.
   *
   * @param key its number or its name, with or without {@code KEYCODE_}
   */
  public synchronized void key(String key) {
    settle();
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
      case "3", "HOME" -> {
        dialogs.dismiss();
        goHome();
      }
      case "4", "BACK" -> back();
      default -> {
        if (usable()) {
          String name = key.replace("KEYCODE_", "");
          field().ifPresent(field -> keyboard.press(name, field, foreground::enter));
        }
      }
    }
  }

  private void back() {
    if (!usable()) {
      return;
    }
    if (dialogs.shown().isPresent()) {
      dialogs.dismiss();
    } else if (keyboardShown()) {
      field().ifPresent(TextField::hideKeyboard);
    } else if (!foreground.back()) {
      goHome();
    }
  }

  private boolean usable() {
    return awake && !locked;
  }

  /**
   * Makes a text that of the field in focus, or adds it.
   *
   * @return false when no field has the focus
   */
  public synchronized boolean setText(String text, boolean replace) {
    settle();
    Optional<TextField> field = usable() ? field() : Optional.empty();
    field.ifPresent(
        focused -> {
          if (replace) {
            focused.clear();
          }
          focused.moveToEnd();
          focused.type(text);
        });
    return field.isPresent();
  }

  /** Whether a program holds the one right to read the screen. */
  public boolean isAutomated() {
    return agent.isRunning() || isAutomatedByAnother();
  }

  /** Whether a program that is none of ours does. */
  public boolean isAutomatedByAnother() {
    return faults.holding(Fault.Kind.AUTOMATION_TAKEN).isPresent();
  }

  /**
   * The screen as the agent tells it, which waits for rest no longer than it is told to.
   *
   * @param atMost waits so long where the screen moves
   */
  public String agentSource(Duration atMost) {
    if (isMoving()) {
      pause(atMost);
    }
    synchronized (this) {
      return AgentHierarchyXml.of(
          present(),
          dialogs.shown().map(SystemDialogs.Dialog::packageName).orElseGet(foreground::packageName),
          config.width(),
          config.height());
    }
  }

  private synchronized boolean isMoving() {
    settle();
    return dialogs.shown().isEmpty()
        && !foreground.isAtRest()
        && faults.strike(Fault.Kind.NO_IDLE, "agent source").isPresent();
  }

  /** Why the screen can't be read now, if a fault says so. */
  public synchronized Optional<Fault.Kind> dumpFault(String command) {
    settle();
    if (faults.strike(Fault.Kind.NULL_ROOT, command).isPresent()) {
      return Optional.of(Fault.Kind.NULL_ROOT);
    }
    boolean atRest = dialogs.shown().isEmpty() && foreground.isAtRest();
    return !atRest && faults.strike(Fault.Kind.NO_IDLE, command).isPresent()
        ? Optional.of(Fault.Kind.NO_IDLE)
        : Optional.empty();
  }

  public synchronized String dumpHierarchy() {
    return HierarchyXml.of(
        present(),
        dialogs.shown().map(SystemDialogs.Dialog::packageName).orElseGet(foreground::packageName));
  }

  public byte[] screenshot() {
    View present;
    synchronized (this) {
      present = present();
    }
    return ScreenPainter.png(present);
  }
}
