package dev.drover.virtualphone.shell;

import dev.drover.virtualphone.app.SystemDialogs;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.phone.Phone;
import dev.drover.virtualphone.system.InstalledPackages;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The programs that report on the phone itself. */
final class SystemCommands {
  /** Android 11 names the rotation; older versions number it. */
  private static final int FIRST_WITH_NAMED_ROTATION = 30;

  private final Phone phone;
  private final CommandIo io;

  SystemCommands(Phone phone, CommandIo io) {
    this.phone = phone;
    this.io = io;
  }

  int run(String name, List<String> arguments) {
    return switch (name) {
      case "date" -> io.print(phone.now().getEpochSecond() + "\n");
      case "dumpsys" -> dumpsys(arguments);
      case "getprop" -> getprop(arguments);
      case "id" -> io.print("uid=2000(shell) gid=2000(shell) groups=2000(shell)\n");
      case "logcat" -> io.print("--------- beginning of main\n");
      case "ps" -> io.print("USER PID PPID NAME\nshell 1 0 init\n");
      case "setprop" -> 0;
      case "settings" -> settings(arguments);
      case "sleep" -> sleep(arguments);
      case "whoami" -> io.print("shell\n");
      case "wm" -> wm(arguments);
      default -> throw new IllegalArgumentException(name + " is no program of the system");
    };
  }

  int statusBar(List<String> arguments) {
    switch (arguments.size() > 1 ? arguments.get(1) : "") {
      case "expand-notifications" -> phone.screen().openPanel(SystemDialogs.Panel.NOTIFICATIONS);
      case "expand-settings" -> phone.screen().openPanel(SystemDialogs.Panel.QUICK_SETTINGS);
      case "collapse" -> phone.screen().closePanel();
      default -> {
        return io.fail("Unknown command: " + String.join(" ", arguments));
      }
    }
    return 0;
  }

  private int sleep(List<String> arguments) {
    if (arguments.isEmpty() || !arguments.getFirst().matches("\\d{1,4}(\\.\\d{1,3})?")) {
      return io.fail("sleep: Needs 1 argument");
    }
    phone.pause(Duration.ofMillis((long) (Double.parseDouble(arguments.getFirst()) * 1000)));
    return 0;
  }

  private int getprop(List<String> arguments) {
    if (arguments.isEmpty()) {
      phone.properties().forEach((name, value) -> io.print("[" + name + "]: [" + value + "]\n"));
      return 0;
    }
    return io.print(phone.properties().getOrDefault(arguments.getFirst(), "") + "\n");
  }

  private int settings(List<String> arguments) {
    if (arguments.size() >= 3 && arguments.getFirst().equals("get")) {
      return io.print(
          phone.settings().get(arguments.get(1), arguments.get(2)).orElse("null") + "\n");
    }
    if (arguments.size() >= 4 && arguments.getFirst().equals("put")) {
      phone.settings().put(arguments.get(1), arguments.get(2), arguments.get(3));
      return 0;
    }
    if (arguments.size() >= 3 && arguments.getFirst().equals("delete")) {
      boolean deleted = phone.settings().delete(arguments.get(1), arguments.get(2));
      return io.print("Deleted " + (deleted ? 1 : 0) + " rows\n");
    }
    return io.fail("settings: Bad arguments");
  }

  private int wm(List<String> arguments) {
    return switch (String.join(" ", arguments)) {
      case "size" ->
          io.print(
              "Physical size: " + phone.screen().width() + "x" + phone.screen().height() + "\n");
      case "density" -> io.print("Physical density: 420\n");
      case "dismiss-keyguard" -> {
        phone.screen().unlock();
        yield 0;
      }
      default -> io.fail("unknown command '" + String.join(" ", arguments) + "'");
    };
  }

  private int dumpsys(List<String> arguments) {
    String service = arguments.isEmpty() ? "" : arguments.getFirst();
    return switch (service) {
      case "battery" ->
          io.print(
              "Current Battery Service state:\n  AC powered: false\n  level: "
                  + PhoneConfig.BATTERY_PERCENT
                  + "\n  scale: 100\n");
      case "power" ->
          io.print(
              "Power Manager State:\n  mWakefulness="
                  + (phone.screen().awake() ? "Awake" : "Asleep")
                  + "\n");
      case "window" -> window();
      case "input_method" ->
          io.print(
              "Current Input Method Manager state:\n  mCurMethodId="
                  + phone.settings().get("secure", "default_input_method").orElse("null")
                  + "\n  mInputShown="
                  + phone.screen().keyboardShown()
                  + "\n");
      case "package" -> packageFacts(arguments.size() > 1 ? arguments.get(1) : "");
      case "activity" -> io.print("  mResumedActivity: " + phone.screen().focusedApp() + "\n");
      default -> io.print("Can't find service: " + service + "\n");
    };
  }

  private int window() {
    return io.print(
        "WINDOW MANAGER\n  mCurrentFocus=Window{a1b2c3 u0 "
            + phone.screen().focusedWindow()
            + "}\n  mFocusedApp=ActivityRecord{d4e5f6 u0 "
            + phone.screen().focusedApp()
            + " t12}\n    mDreamingLockscreen="
            + phone.screen().locked()
            + "\n    isKeyguardShowing="
            + phone.screen().locked()
            + "\n    mCurrentRotation="
            + (phone.apiLevel() < FIRST_WITH_NAMED_ROTATION ? "0" : "ROTATION_0")
            + "\n");
  }

  private int packageFacts(String name) {
    Optional<String> version = phone.versionOf(name);
    if (version.isEmpty()) {
      return io.print("Unable to find package: " + name + "\n");
    }
    StringBuilder permissions = new StringBuilder();
    for (String permission : InstalledPackages.MEDIA_PERMISSIONS) {
      permissions
          .append("        ")
          .append(permission)
          .append(": granted=")
          .append(phone.packages().isGranted(name, permission))
          .append('\n');
    }
    return io.print(
        "Packages:\n  Package ["
            + name
            + "] (1a2b3c):\n    versionCode="
            + version.get().replaceAll("\\D", "")
            + " minSdk=23 targetSdk=34\n    versionName="
            + version.get()
            + "\n    User 0: installed=true hidden=false\n      runtime permissions:\n"
            + permissions);
  }
}
