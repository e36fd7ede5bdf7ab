package dev.drover.device.adb;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a phone reports about itself.
 *
 * @param bootId tells two phones apart that claim one serial; empty if it can't be read
 */
record PhoneFacts(
    String serial, String model, String androidVersion, String bootId, OptionalInt battery) {
  /** The facts of a phone that has never answered. */
  static final PhoneFacts NONE = new PhoneFacts("", "", "", "", OptionalInt.empty());

  private static final Pattern LEVEL = Pattern.compile("(?m)^[ \\t]*level: (\\d{1,3})[ \\t\\r]*$");

  /** The most characters that are read. Phones report less than 1,000. */
  private static final int LONGEST = 16 * 1024;

  /** The most characters of one fact, for people to read; also the longest serial. */
  private static final int LONGEST_FACT = 100;

  private static final Pattern BOOT_ID = Pattern.compile("[0-9a-f-]{36}");

  /** Asks for everything in one round trip. */
  private static final ShellCommand ASK =
      ShellCommand.of("getprop", "ro.serialno")
          .then(ShellCommand.of("getprop", "ro.product.model"))
          .then(ShellCommand.of("getprop", "ro.build.version.release"))
          .then(ShellCommand.of("cat", "/proc/sys/kernel/random/boot_id"))
          .then(ShellCommand.of("dumpsys", "battery"));

  /**
   * @throws PhoneLost if it does not answer
   */
  static PhoneFacts ask(DadbPhone phone, Duration deadline) {
    String said = phone.shell(ASK, deadline).output();
    String output = said.substring(0, Math.min(LONGEST, said.length()));
    String[] lines = output.split("\\r?\\n", 5);
    Matcher level = LEVEL.matcher(output);
    return new PhoneFacts(
        line(lines, 0),
        line(lines, 1),
        line(lines, 2),
        bootId(line(lines, 3)),
        level.find()
            ? OptionalInt.of(Math.min(100, Integer.parseInt(level.group(1))))
            : OptionalInt.empty());
  }

  /**
   * Some phones do not let the shell read the boot id; the line then has another command's output.
   */
  private static String bootId(String text) {
    return BOOT_ID.matcher(text).matches() ? text : "";
  }

  private static String line(String[] lines, int index) {
    return index < lines.length ? SafeText.line(lines[index], LONGEST_FACT) : "";
  }
}
