package dev.drover.virtualphone;

import java.util.List;

/**
 * What a virtual phone is.
 *
 * @param serial its hardware serial
 * @param model as it says it
 * @param androidVersion such as {@code 14}; 7 to 16
 * @param width of its screen, in pixels
 * @param height of its screen, in pixels
 * @param accounts logged in on its apps, without {@code @}; the first is the one in use
 * @param adbKeyboard whether the ADBKeyBoard input method is installed
 * @param timing how long things take on it
 * @param adbPort 0 for any free one
 * @param controlPort 0 for any free one
 */
public record PhoneConfig(
    String serial,
    String model,
    String androidVersion,
    int width,
    int height,
    List<String> accounts,
    boolean adbKeyboard,
    Timing timing,
    int adbPort,
    int controlPort) {
  /** The API levels of Android 7 and later, in order; 12 had a second one. */
  private static final List<Integer> API_LEVELS = List.of(24, 26, 28, 29, 30, 31, 33, 34, 35, 36);

  private static final int OLDEST_ANDROID = 7;

  public PhoneConfig {
    accounts = List.copyOf(accounts);
    if (!serial.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException(
          "a serial is 1 to 64 letters, digits, dots, underscores or hyphens");
    }
    if (!androidVersion.matches("[7-9]|1[0-6]")) {
      throw new IllegalArgumentException("an Android version is 7 to 16, not " + androidVersion);
    }
    if (accounts.isEmpty()) {
      throw new IllegalArgumentException("a phone has at least one account");
    }
    if (accounts.stream().distinct().count() != accounts.size()) {
      throw new IllegalArgumentException("an account is on a phone once: " + accounts);
    }
    if (width < 320 || height < 480) {
      throw new IllegalArgumentException("a screen is at least 320 x 480");
    }
  }

  /** A usual phone with this serial and these accounts, at free ports. */
  public static PhoneConfig named(String serial, String... accounts) {
    return new PhoneConfig(
        serial, "Virtual Phone", "14", 1080, 2400, List.of(accounts), true, Timing.USUAL, 0, 0);
  }

  /** The same phone at given ports. */
  public PhoneConfig at(int newAdbPort, int newControlPort) {
    return new PhoneConfig(
        serial,
        model,
        androidVersion,
        width,
        height,
        accounts,
        adbKeyboard,
        timing,
        newAdbPort,
        newControlPort);
  }

  /** The same phone with another Android. */
  public PhoneConfig withAndroid(String version) {
    return new PhoneConfig(
        serial, model, version, width, height, accounts, adbKeyboard, timing, adbPort, controlPort);
  }

  /** The same phone with or without ADBKeyBoard. */
  public PhoneConfig withAdbKeyboard(boolean installed) {
    return new PhoneConfig(
        serial,
        model,
        androidVersion,
        width,
        height,
        accounts,
        installed,
        timing,
        adbPort,
        controlPort);
  }

  /** The same phone, faster or slower. */
  public PhoneConfig withTiming(Timing newTiming) {
    return new PhoneConfig(
        serial,
        model,
        androidVersion,
        width,
        height,
        accounts,
        adbKeyboard,
        newTiming,
        adbPort,
        controlPort);
  }

  /** What {@code ro.build.version.sdk} says. */
  int apiLevel() {
    return API_LEVELS.get(Integer.parseInt(androidVersion) - OLDEST_ANDROID);
  }
}
