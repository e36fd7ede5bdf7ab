package dev.drover.device.adb;

import java.util.regex.Pattern;

/** Makes text from a phone safe for messages, logs and lists. */
public final class SafeText {
  /**
   * Control characters and line ends would forge log lines, direction marks would reorder other
   * words, and halves of surrogate pairs are no text.
   */
  private static final Pattern UNFIT =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]");

  private SafeText() {}

  /**
   * Returns one line, with a blank for each character that is invisible or unsafe.
   *
   * @param most the most characters to return
   */
  public static String line(String said, int most) {
    String cut = said.substring(0, Math.min(most, said.length()));
    return UNFIT.matcher(cut).replaceAll(" ").strip();
  }
}
