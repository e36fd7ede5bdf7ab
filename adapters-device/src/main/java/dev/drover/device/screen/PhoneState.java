package dev.drover.device.screen;

import dev.drover.device.adb.PhoneSession;
import dev.drover.device.adb.SafeText;
import dev.drover.device.adb.ShellCommand;
import dev.drover.domain.app.PackageName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The state of a phone before an attempt.
 *
 * @param language the phone's language, such as {@code en-US}; empty if unknown
 * @param apiLevel Android's API level, such as 34; 0 if unknown
 * @param appVersion the version of the app that was asked for; empty if it is not installed
 * @param usable whether the screen is on and not locked
 * @param appNote an earlier attempt's note about the app, for {@link AppNote}; empty if there is
 *     none
 * @param inputMethodNote the phone's own input method, if an earlier attempt did not restore it
 */
public record PhoneState(
    String language,
    String androidVersion,
    int apiLevel,
    Optional<String> appVersion,
    boolean usable,
    String appNote,
    Optional<String> inputMethodNote) {
  private static final Duration DEADLINE = Duration.ofSeconds(15);

  /** The most characters of a fact, since facts appear in messages. */
  private static final int LONGEST_FACT = 200;

  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(?:[-_].*)?");
  private static final Pattern VERSION_NAME = Pattern.compile("versionName=(\\S{1,100})");

  /** Prints what {@link #isUsable} reads. */
  static final ShellCommand LOOK_AT_SCREEN =
      ShellCommand.of("dumpsys", "power").then(ShellCommand.of("dumpsys", "window"));

  /** Returns whether the phone reports a language. */
  public boolean tellsLanguage() {
    return LANGUAGE.matcher(language).matches();
  }

  /**
   * Asks a phone in one round trip, and restores the input method if an earlier attempt did not.
   *
   * @throws dev.drover.device.adb.PhoneLost if the phone does not answer
   */
  public static PhoneState ask(PhoneSession phone, PackageName app) {
    String output =
        phone
            .shell(
                ShellCommand.of("getprop", "persist.sys.locale")
                    .then(ShellCommand.of("getprop", "ro.product.locale"))
                    .then(ShellCommand.of("getprop", "ro.build.version.release"))
                    .then(ShellCommand.of("getprop", "ro.build.version.sdk"))
                    .then(Keyboard.readNote())
                    // Ends the line of the note, whether there is a note or not.
                    .then(ShellCommand.of("echo"))
                    .then(AppNote.read(app))
                    .then(ShellCommand.of("dumpsys", "package", app.value()))
                    .then(LOOK_AT_SCREEN),
                DEADLINE)
            .output();
    List<String> lines = output.lines().map(String::strip).limit(8).toList();
    Optional<String> note = Optional.of(line(lines, 4)).filter(Keyboard::isInputMethod);
    note.ifPresent(own -> phone.shell(Keyboard.giveBack(own), DEADLINE));
    return new PhoneState(
        line(lines, 0).isEmpty() ? line(lines, 1) : line(lines, 0),
        line(lines, 2),
        line(lines, 3).matches("\\d{1,3}") ? Integer.parseInt(line(lines, 3)) : 0,
        versionIn(output),
        isUsable(output),
        lines.stream().filter(AppNote::isNote).findFirst().orElse(""),
        note);
  }

  private static String line(List<String> lines, int index) {
    return index < lines.size() ? SafeText.line(lines.get(index), LONGEST_FACT) : "";
  }

  /** The first version is the installed app's; later ones belong to its factory state. */
  public static Optional<String> versionIn(String packages) {
    Matcher version = VERSION_NAME.matcher(packages);
    return version.find()
        ? Optional.of(SafeText.line(version.group(1), LONGEST_FACT))
        : Optional.empty();
  }

  static boolean isUsable(String state) {
    return !state.contains("mWakefulness=Asleep")
        && !state.contains("mWakefulness=Dozing")
        && !state.contains("mDreamingLockscreen=true")
        && !state.contains("isKeyguardShowing=true")
        && !state.contains("mShowingLockscreen=true");
  }
}
