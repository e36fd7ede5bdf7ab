package dev.drover.virtualphone.shell;

import dev.drover.virtualphone.Phone;
import dev.drover.virtualphone.PhoneFiles.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The programs of the phone: what they print is what Android's print, as far as drivers read it.
 */
final class PhoneCommands {
  private static final int NOT_FOUND = 127;

  private final Phone phone;
  private final InputStream in;
  private final ByteArrayOutputStream out;
  private final ByteArrayOutputStream err;

  PhoneCommands(Phone phone, InputStream in, ByteArrayOutputStream out, ByteArrayOutputStream err) {
    this.phone = phone;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  int run(List<String> command) throws IOException {
    List<String> arguments = command.subList(1, command.size());
    return switch (command.getFirst()) {
      case ":", "true" -> 0;
      case "false" -> 1;
      case "echo" -> echo(arguments);
      case "printf" -> printf(arguments);
      case "cat" -> cat(arguments);
      case "ls" -> ls(arguments);
      case "rm" -> rm(arguments);
      case "mkdir" -> each(arguments, phone.files()::makeDirectory);
      case "touch" -> each(arguments, phone.files()::touch);
      case "mv", "cp" -> copy(command.getFirst().equals("mv"), arguments);
      case "test", "[" -> test(arguments);
      case "stat" -> stat(arguments);
      case "sleep" -> sleep(arguments);
      case "date" -> print(Long.toString(phone.now().getEpochSecond()) + "\n");
      case "id" -> print("uid=2000(shell) gid=2000(shell) groups=2000(shell)\n");
      case "whoami" -> print("shell\n");
      case "ps" -> print("USER PID PPID NAME\nshell 1 0 init\n");
      case "logcat" -> print("--------- beginning of main\n");
      case "getprop" -> getprop(arguments);
      case "setprop" -> 0;
      case "input" -> input(arguments);
      case "am" -> am(arguments);
      case "cmd" -> cmd(arguments);
      case "pm" -> pm(arguments);
      case "monkey" -> monkey(arguments);
      case "wm" -> wm(arguments);
      case "dumpsys" -> dumpsys(arguments);
      case "settings" -> settings(arguments);
      case "ime" -> ime(arguments);
      case "uiautomator" -> uiautomator(arguments);
      case "screencap" -> screencap(arguments);
      default -> {
        error("/system/bin/sh: " + command.getFirst() + ": inaccessible or not found\n");
        yield NOT_FOUND;
      }
    };
  }

  private int print(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return 0;
  }

  private void error(String text) {
    err.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private int fail(String text) {
    error(text + "\n");
    return 1;
  }

  private int echo(List<String> arguments) {
    boolean noNewline = !arguments.isEmpty() && arguments.getFirst().equals("-n");
    String text = String.join(" ", noNewline ? arguments.subList(1, arguments.size()) : arguments);
    return print(noNewline ? text : text + "\n");
  }

  private int printf(List<String> arguments) {
    if (arguments.isEmpty()) {
      return fail("usage: printf FORMAT [ARG...]");
    }
    String format = arguments.getFirst().replace("\\n", "\n").replace("\\t", "\t");
    int next = 1;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      if (format.charAt(i) == '%' && i + 1 < format.length()) {
        i++;
        if (format.charAt(i) == '%') {
          text.append('%');
        } else if (next < arguments.size()) {
          text.append(arguments.get(next));
          next++;
        }
      } else {
        text.append(format.charAt(i));
      }
    }
    return print(text.toString());
  }

  private int cat(List<String> paths) throws IOException {
    if (paths.isEmpty()) {
      in.transferTo(out);
      return 0;
    }
    int exit = 0;
    for (String path : paths) {
      Optional<byte[]> content = phone.files().read(path);
      if (content.isPresent()) {
        out.writeBytes(content.get());
      } else {
        exit = fail("cat: " + path + ": No such file or directory");
      }
    }
    return exit;
  }

  private int ls(List<String> arguments) {
    List<String> paths = arguments.stream().filter(path -> !path.startsWith("-")).toList();
    int exit = 0;
    for (String path : paths.isEmpty() ? List.of("/") : paths) {
      if (phone.files().isDirectory(path)) {
        phone.files().list(path).forEach(name -> print(name + "\n"));
      } else if (phone.files().entry(path).isPresent()) {
        print(path + "\n");
      } else {
        exit = fail("ls: " + path + ": No such file or directory");
      }
    }
    return exit;
  }

  private int rm(List<String> arguments) {
    boolean force = arguments.stream().anyMatch(flag -> flag.matches("-[rR]*f[rR]*"));
    int exit = 0;
    for (String path : arguments) {
      if (!path.startsWith("-") && !phone.files().delete(path) && !force) {
        exit = fail("rm: " + path + ": No such file or directory");
      }
    }
    return exit;
  }

  private interface PathAction {
    void run(String path);
  }

  private int each(List<String> arguments, PathAction action) {
    arguments.stream().filter(path -> !path.startsWith("-")).forEach(action::run);
    return 0;
  }

  private int copy(boolean move, List<String> arguments) {
    List<String> paths = arguments.stream().filter(path -> !path.startsWith("-")).toList();
    if (paths.size() != 2) {
      return fail("usage: cp SOURCE TARGET");
    }
    Optional<byte[]> content = phone.files().read(paths.getFirst());
    if (content.isEmpty()) {
      return fail("cp: " + paths.getFirst() + ": No such file or directory");
    }
    String target = paths.get(1);
    if (phone.files().isDirectory(target)) {
      target += paths.getFirst().substring(paths.getFirst().lastIndexOf('/'));
    }
    phone.files().write(target, content.get());
    if (move) {
      phone.files().delete(paths.getFirst());
    }
    return 0;
  }

  private int test(List<String> arguments) {
    List<String> terms =
        !arguments.isEmpty() && arguments.getLast().equals("]")
            ? arguments.subList(0, arguments.size() - 1)
            : arguments;
    if (terms.size() == 2) {
      Optional<Entry> entry = phone.files().entry(terms.get(1));
      return switch (terms.getFirst()) {
        case "-e" -> entry.isPresent() ? 0 : 1;
        case "-f" -> entry.isPresent() && !entry.get().directory() ? 0 : 1;
        case "-d" -> entry.isPresent() && entry.get().directory() ? 0 : 1;
        case "-s" -> entry.isPresent() && entry.get().size() > 0 ? 0 : 1;
        case "-n" -> terms.get(1).isEmpty() ? 1 : 0;
        case "-z" -> terms.get(1).isEmpty() ? 0 : 1;
        default -> 2;
      };
    }
    if (terms.size() == 3) {
      boolean equal = terms.getFirst().equals(terms.get(2));
      return switch (terms.get(1)) {
        case "=", "==", "-eq" -> equal ? 0 : 1;
        case "!=", "-ne" -> equal ? 1 : 0;
        default -> 2;
      };
    }
    return terms.size() == 1 && !terms.getFirst().isEmpty() ? 0 : 1;
  }

  private int stat(List<String> arguments) {
    String path = arguments.isEmpty() ? "" : arguments.getLast();
    Optional<Entry> entry = phone.files().entry(path);
    if (entry.isEmpty()) {
      return fail("stat: '" + path + "': No such file or directory");
    }
    boolean sizeOnly = arguments.size() == 3 && arguments.getFirst().equals("-c");
    return print(
        sizeOnly
            ? entry.get().size() + "\n"
            : "  File: " + path + "\n  Size: " + entry.get().size() + "\n");
  }

  private int sleep(List<String> arguments) {
    if (arguments.isEmpty() || !arguments.getFirst().matches("\\d{1,4}(\\.\\d{1,3})?")) {
      return fail("sleep: Needs 1 argument");
    }
    phone.pause(Duration.ofMillis((long) (Double.parseDouble(arguments.getFirst()) * 1000)));
    return 0;
  }

  private int getprop(List<String> arguments) {
    if (arguments.isEmpty()) {
      phone.properties().forEach((name, value) -> print("[" + name + "]: [" + value + "]\n"));
      return 0;
    }
    return print(phone.properties().getOrDefault(arguments.getFirst(), "") + "\n");
  }

  private int input(List<String> arguments) {
    List<String> terms =
        arguments.size() > 1
                && List.of("touchscreen", "keyboard", "mouse").contains(arguments.getFirst())
            ? arguments.subList(1, arguments.size())
            : arguments;
    if (terms.isEmpty()) {
      return fail("Usage: input [<source>] <command> [<arg>...]");
    }
    try {
      switch (terms.getFirst()) {
        case "tap" -> phone.tap(coordinate(terms, 1), coordinate(terms, 2));
        case "swipe", "draganddrop" ->
            phone.swipe(
                coordinate(terms, 1),
                coordinate(terms, 2),
                coordinate(terms, 3),
                coordinate(terms, 4));
        case "text" -> phone.type(terms.get(1).replace("%s", " "));
        case "keyevent" -> {
          for (String key : terms.subList(1, terms.size())) {
            phone.key(key);
          }
        }
        default -> {
          return fail("Error: Unknown command: " + terms.getFirst());
        }
      }
      return 0;
    } catch (IndexOutOfBoundsException | NumberFormatException wrong) {
      return fail("Error: Invalid arguments for command: " + terms.getFirst());
    }
  }

  private static int coordinate(List<String> terms, int index) {
    return (int) Float.parseFloat(terms.get(index));
  }

  private int am(List<String> arguments) {
    if (arguments.isEmpty()) {
      return fail("Activity manager (activity) commands: see the documentation");
    }
    List<String> rest = arguments.subList(1, arguments.size());
    return switch (arguments.getFirst()) {
      case "start", "start-activity" -> amStart(rest);
      case "force-stop" -> {
        phone.forceStop(rest.isEmpty() ? "" : rest.getLast());
        yield 0;
      }
      case "broadcast" -> print("Broadcasting: Intent { }\nBroadcast completed: result=0\n");
      default -> fail("Error: Unknown command: " + arguments.getFirst());
    };
  }

  private int amStart(List<String> arguments) {
    String action = "";
    String data = "";
    String component = "";
    String packageName = "";
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      boolean hasValue = i + 1 < arguments.size();
      switch (argument) {
        case "-W", "-S" -> {}
        case "-a", "-d", "-n", "-p", "-c", "-f", "-t" -> {
          if (!hasValue) {
            return fail("Error: Argument expected after \"" + argument + "\"");
          }
          i++;
          String value = arguments.get(i);
          switch (argument) {
            case "-a" -> action = value;
            case "-d" -> data = value;
            case "-n" -> component = value;
            case "-p" -> packageName = value;
            default -> {}
          }
        }
        default -> {
          if (argument.startsWith("-")) {
            return fail("Error: Unknown option: " + argument);
          }
          packageName = argument;
        }
      }
    }
    String intent =
        "Intent { act="
            + action
            + (data.isEmpty() ? "" : " dat=" + data)
            + " flg=0x10000000"
            + (packageName.isEmpty() ? "" : " pkg=" + packageName)
            + (component.isEmpty() ? "" : " cmp=" + component)
            + " }";
    print("Starting: " + intent + "\n");
    String target = component.isEmpty() ? packageName : component.replaceFirst("/.*", "");
    Optional<String> activity = phone.start(target, data);
    if (activity.isEmpty()) {
      error("Error: Activity not started, unable to resolve " + intent + "\n");
      return 1;
    }
    return print(
        "Status: ok\nLaunchState: WARM\nActivity: "
            + activity.get()
            + "\nTotalTime: 210\nWaitTime: 214\nComplete\n");
  }

  private int cmd(List<String> arguments) throws IOException {
    if (arguments.size() >= 2
        && arguments.getFirst().equals("package")
        && arguments.get(1).equals("resolve-activity")) {
      Optional<String> activity = phone.launcherActivity(arguments.getLast());
      return print(
          activity.map(found -> "priority=0 preferredOrder=0\n" + found).orElse("No activity found")
              + "\n");
    }
    if (arguments.size() >= 2
        && arguments.getFirst().equals("package")
        && arguments.get(1).equals("install")) {
      int size = arguments.indexOf("-S");
      if (size >= 0 && size + 1 < arguments.size()) {
        in.readNBytes(Integer.parseInt(arguments.get(size + 1)));
      }
      return print("Success\n");
    }
    return fail("cmd: Can't find service: " + String.join(" ", arguments));
  }

  private int pm(List<String> arguments) {
    if (arguments.isEmpty()) {
      return fail("Package manager (package) commands: see the documentation");
    }
    return switch (arguments.getFirst()) {
      case "list" -> {
        phone.packages().forEach(name -> print("package:" + name + "\n"));
        yield 0;
      }
      case "path" ->
          phone.packages().contains(arguments.getLast())
              ? print("package:/data/app/" + arguments.getLast() + "/base.apk\n")
              : 1;
      case "grant" -> 0;
      default -> fail("Error: Unknown command: " + arguments.getFirst());
    };
  }

  private int monkey(List<String> arguments) {
    int flag = arguments.indexOf("-p");
    String packageName = flag >= 0 && flag + 1 < arguments.size() ? arguments.get(flag + 1) : "";
    if (phone.start(packageName, "").isEmpty()) {
      return fail("** No activities found to run, monkey aborted.");
    }
    return print("Events injected: 1\n");
  }

  private int wm(List<String> arguments) {
    return switch (String.join(" ", arguments)) {
      case "size" -> print("Physical size: " + phone.width() + "x" + phone.height() + "\n");
      case "density" -> print("Physical density: 420\n");
      case "dismiss-keyguard" -> {
        phone.unlock();
        yield 0;
      }
      default -> fail("unknown command '" + String.join(" ", arguments) + "'");
    };
  }

  private int dumpsys(List<String> arguments) {
    String service = arguments.isEmpty() ? "" : arguments.getFirst();
    return switch (service) {
      case "battery" ->
          print("Current Battery Service state:\n  AC powered: false\n  level: 87\n  scale: 100\n");
      case "power" ->
          print(
              "Power Manager State:\n  mWakefulness="
                  + (phone.awake() ? "Awake" : "Asleep")
                  + "\n");
      case "window" ->
          print(
              "WINDOW MANAGER\n  mCurrentFocus=Window{a1b2c3 u0 "
                  + phone.foregroundActivity()
                  + "}\n  mFocusedApp=ActivityRecord{d4e5f6 u0 "
                  + phone.foregroundActivity()
                  + " t12}\n    mDreamingLockscreen="
                  + phone.locked()
                  + "\n    isKeyguardShowing="
                  + phone.locked()
                  + "\n");
      case "input_method" -> print("  mInputShown=" + phone.keyboardShown() + "\n");
      case "package" ->
          arguments.size() > 1 && phone.versionOf(arguments.get(1)).isPresent()
              ? print(
                  "Packages:\n  Package ["
                      + arguments.get(1)
                      + "] (1a2b3c):\n    versionCode=2023405030 minSdk=23\n    versionName="
                      + phone.versionOf(arguments.get(1)).orElseThrow()
                      + "\n")
              : print("Unable to find package: " + arguments.getLast() + "\n");
      case "activity" -> print("  mResumedActivity: " + phone.foregroundActivity() + "\n");
      default -> print("Can't find service: " + service + "\n");
    };
  }

  private int settings(List<String> arguments) {
    if (arguments.size() >= 3 && arguments.getFirst().equals("get")) {
      return print(phone.setting(arguments.get(1) + "/" + arguments.get(2)).orElse("null") + "\n");
    }
    if (arguments.size() >= 4 && arguments.getFirst().equals("put")) {
      phone.putSetting(arguments.get(1) + "/" + arguments.get(2), arguments.get(3));
      return 0;
    }
    return fail("settings: Bad arguments");
  }

  private int ime(List<String> arguments) {
    return switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
      case "list" -> print("com.android.inputmethod.latin/.LatinIME\n");
      case "enable", "disable", "reset" -> 0;
      case "set" -> {
        phone.putSetting("secure/default_input_method", arguments.getLast());
        yield print("Input method " + arguments.getLast() + " selected for user #0\n");
      }
      default -> fail("usage: ime list|enable|disable|set|reset");
    };
  }

  private int uiautomator(List<String> arguments) {
    if (arguments.isEmpty() || !arguments.getFirst().equals("dump")) {
      return fail("Usage: uiautomator dump [--verbose][file]");
    }
    String file =
        arguments.size() > 1 && !arguments.getLast().startsWith("--")
            ? arguments.getLast()
            : "/sdcard/window_dump.xml";
    byte[] xml = phone.dumpHierarchy().getBytes(StandardCharsets.UTF_8);
    if (file.equals("/dev/tty")) {
      out.writeBytes(xml);
    } else {
      phone.files().write(file, xml);
    }
    // Spelt as Android spells it.
    return print("UI hierchary dumped to: " + file + "\n");
  }

  private int screencap(List<String> arguments) {
    byte[] png = phone.screenshot();
    if (arguments.isEmpty() || arguments.getLast().equals("-p")) {
      out.writeBytes(png);
    } else {
      phone.files().write(arguments.getLast(), png);
    }
    return 0;
  }
}
