package dev.drover.device.adb;

import java.util.regex.Pattern;

/** What a phone says, made fit for messages, logs and lists. */
public final class SafeText {
  /**
   * Control characters and line ends of any kind would forge lines of a log; marks of direction
   * would show other words in another order; halves of pairs are no text.
   */
  private static final Pattern UNFIT =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]");

  private SafeText() {}

  /**
   * One line of it, with a blank for each character that nobody sees.
   *
   * @param most characters
   */
  public static String line(String said, int most) {
    String cut = said.substring(0, Math.min(most, said.length()));
    return UNFIT.matcher(cut).replaceAll(" ").strip();
  }
}
