package dev.drover.device.control;

import dev.drover.device.adb.PhoneSession;
import dev.drover.device.adb.SafeText;
import dev.drover.device.adb.ShellCommand;
import dev.drover.device.hierarchy.ParsingThreads;
import dev.drover.device.screen.Foreground;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a phone tells of itself, by the names of UiAutomator2. */
final class PhoneFacts {
  private static final Duration DEADLINE = Duration.ofSeconds(15);

  private static final int LONGEST_FACT = 200;
  private static final int DEGREES_A_TURN = 90;
  private static final int TURNS = 4;

  /** Pixels of a display with this density are one dp each. */
  private static final double DENSITY_OF_DP = 160;

  private static final ShellCommand POWER = ShellCommand.of("dumpsys", "power");

  private static final ShellCommand ASK =
      ShellCommand.of("getprop", "ro.product.name")
          .then(ShellCommand.of("getprop", "ro.build.version.sdk"))
          .then(ShellCommand.of("wm", "size"))
          .then(ShellCommand.of("wm", "density"))
          .then(POWER)
          .then(ShellCommand.of("dumpsys", "window", "displays"));

  /** Before Android 10, the window in front is told here only. */
  private static final ShellCommand ASK_FOR_WINDOWS =
      ShellCommand.of("dumpsys", "window", "windows");

  /** An override follows the physical value, and replaces it. */
  private static final Pattern SIZE =
      Pattern.compile("(?m)^(?:Physical|Override) size: (\\d{1,5})x(\\d{1,5})");

  private static final Pattern DENSITY =
      Pattern.compile("(?m)^(?:Physical|Override) density: (\\d{1,4})");

  /** In degrees since Android 11, in quarter turns before. */
  private static final Pattern ROTATION =
      Pattern.compile("mCurrentRotation=(?:ROTATION_)?(\\d{1,3})\\b");

  private PhoneFacts() {}

  static Map<String, Object> ask(PhoneSession phone) {
    String output = phone.shell(ASK, DEADLINE).output();
    Map<String, Object> facts =
        ParsingThreads.process(() -> facts(output, Foreground.appsIn(output)));
    if (!facts.containsKey("currentPackageName")) {
      String windows = phone.shell(ASK_FOR_WINDOWS, DEADLINE).output();
      ParsingThreads.process(() -> Foreground.appsIn(windows)).stream()
          .findFirst()
          .ifPresent(app -> facts.put("currentPackageName", app));
    }
    return facts;
  }

  static boolean isScreenOn(PhoneSession phone) {
    return isOn(phone.shell(POWER, DEADLINE).output());
  }

  /** Returns Android's API level, such as 34; 0 if the phone does not tell. */
  static int apiLevel(PhoneSession phone) {
    String level =
        phone.shell(ShellCommand.of("getprop", "ro.build.version.sdk"), DEADLINE).output().strip();
    return level.matches("\\d{1,3}") ? Integer.parseInt(level) : 0;
  }

  private static boolean isOn(String power) {
    return !power.contains("mWakefulness=Asleep") && !power.contains("mWakefulness=Dozing");
  }

  static Map<String, Object> facts(String output, List<String> foreground) {
    List<String> lines = output.lines().limit(2).map(String::strip).toList();
    Map<String, Object> facts = new LinkedHashMap<>();
    foreground.stream().findFirst().ifPresent(app -> facts.put("currentPackageName", app));
    Optional<String> product = line(lines, 0);
    product.ifPresent(name -> facts.put("productName", name));
    line(lines, 1)
        .filter(level -> level.matches("\\d{1,3}"))
        .ifPresent(level -> facts.put("sdkInt", Integer.parseInt(level)));
    facts.put("screenOn", isOn(output));
    OptionalInt rotation = rotation(output);
    rotation.ifPresent(
        turns -> {
          facts.put("displayRotation", turns);
          facts.put("naturalOrientation", turns % 2 == 0);
        });
    putSize(output, rotation.orElse(0) % 2 == 1, facts);
    return facts;
  }

  private static void putSize(String output, boolean turned, Map<String, Object> facts) {
    Optional<int[]> natural = last(SIZE.matcher(output));
    if (natural.isEmpty()) {
      return;
    }
    int width = natural.get()[turned ? 1 : 0];
    int height = natural.get()[turned ? 0 : 1];
    facts.put("displayWidth", width);
    facts.put("displayHeight", height);
    last(DENSITY.matcher(output))
        .map(density -> density[0] / DENSITY_OF_DP)
        .filter(pixelsOfDp -> pixelsOfDp > 0)
        .ifPresent(
            pixelsOfDp -> {
              facts.put("displaySizeDpX", (int) Math.round(width / pixelsOfDp));
              facts.put("displaySizeDpY", (int) Math.round(height / pixelsOfDp));
            });
  }

  private static OptionalInt rotation(String output) {
    Matcher told = ROTATION.matcher(output);
    if (!told.find()) {
      return OptionalInt.empty();
    }
    int number = Integer.parseInt(told.group(1));
    int turns = number < TURNS ? number : number / DEGREES_A_TURN;
    return turns < TURNS ? OptionalInt.of(turns) : OptionalInt.empty();
  }

  private static Optional<String> line(List<String> lines, int index) {
    return index < lines.size()
        ? Optional.of(SafeText.line(lines.get(index), LONGEST_FACT)).filter(fact -> !fact.isEmpty())
        : Optional.empty();
  }

  private static Optional<int[]> last(Matcher matcher) {
    Optional<int[]> last = Optional.empty();
    while (matcher.find()) {
      int[] numbers = new int[matcher.groupCount()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = Integer.parseInt(matcher.group(i + 1));
      }
      last = Optional.of(numbers);
    }
    return last;
  }
}
