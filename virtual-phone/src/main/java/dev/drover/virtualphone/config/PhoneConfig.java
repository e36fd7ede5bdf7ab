package dev.drover.virtualphone.config;

import java.util.List;

/**
 * The description of a virtual phone.
 *
 * @param serial the hardware serial
 * @param model the model's name
 * @param androidVersion such as {@code 14}; 7 to 16
 * @param locale the phone's locale, such as {@code fr-FR}; apps without that language use English
 * @param width the screen's width, in pixels
 * @param height the screen's height, in pixels
 * @param adbKeyboard whether the ADBKeyBoard input method is installed
 * @param timing how long things take
 * @param adbPort the ADB port, or 0 for a free one
 * @param controlPort the control port, or 0 for a free one
 */
public record PhoneConfig(
    String serial,
    String model,
    String androidVersion,
    String locale,
    int width,
    int height,
    InstalledApps apps,
    boolean adbKeyboard,
    Timing timing,
    int adbPort,
    int controlPort) {
  /**
   * The API levels of Android 7 and later, in order. The second level of Android 12 is left out.
   */
  private static final List<Integer> API_LEVELS = List.of(24, 26, 28, 29, 30, 31, 33, 34, 35, 36);

  private static final int OLDEST_ANDROID = 7;

  /** The charge of every phone's battery. */
  public static final int BATTERY_PERCENT = 87;

  public PhoneConfig {
    if (!serial.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException(
          "a serial is 1 to 64 letters, digits, dots, underscores or hyphens");
    }
    if (!androidVersion.matches("[7-9]|1[0-6]")) {
      throw new IllegalArgumentException("an Android version is 7 to 16, not " + androidVersion);
    }
    if (!locale.matches("[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*+")) {
      throw new IllegalArgumentException("a locale is such as fr-FR, not " + locale);
    }
    if (width < 320 || height < 480) {
      throw new IllegalArgumentException("a screen is at least 320 x 480");
    }
  }

  /**
   * Returns a usual phone with this serial and these accounts on each of its apps, on free ports.
   */
  public static PhoneConfig named(String serial, String... accounts) {
    return new PhoneConfig(
        serial,
        "Virtual Phone",
        "14",
        "en-US",
        1080,
        2400,
        InstalledApps.usual(List.of(accounts)),
        true,
        Timing.USUAL,
        0,
        0);
  }

  /** The same phone at given ports. */
  public PhoneConfig at(int newAdbPort, int newControlPort) {
    return new PhoneConfig(
        serial,
        model,
        androidVersion,
        locale,
        width,
        height,
        apps,
        adbKeyboard,
        timing,
        newAdbPort,
        newControlPort);
  }

  /** The same phone with another model name. */
  public PhoneConfig withModel(String newModel) {
    return new PhoneConfig(
        serial,
        newModel,
        androidVersion,
        locale,
        width,
        height,
        apps,
        adbKeyboard,
        timing,
        adbPort,
        controlPort);
  }

  /** The same phone with another Android. */
  public PhoneConfig withAndroid(String version) {
    return new PhoneConfig(
        serial,
        model,
        version,
        locale,
        width,
        height,
        apps,
        adbKeyboard,
        timing,
        adbPort,
        controlPort);
  }

  /** The same phone in another language. */
  public PhoneConfig withLocale(String newLocale) {
    return new PhoneConfig(
        serial,
        model,
        androidVersion,
        newLocale,
        width,
        height,
        apps,
        adbKeyboard,
        timing,
        adbPort,
        controlPort);
  }

  /** The same phone with another screen, in pixels. */
  public PhoneConfig withScreen(int newWidth, int newHeight) {
    return new PhoneConfig(
        serial,
        model,
        androidVersion,
        locale,
        newWidth,
        newHeight,
        apps,
        adbKeyboard,
        timing,
        adbPort,
        controlPort);
  }

  /**
   * The same phone with other accounts on one of its apps.
   *
   * @param app the app's id, such as {@code instagram}
   * @param accounts without {@code @}; the first is the one in use
   */
  public PhoneConfig withAppAccounts(String app, List<String> accounts) {
    return withApps(apps.withAccounts(app, accounts));
  }

  /**
   * The same phone with another version of one of its apps.
   *
   * @param app the app's id, such as {@code tiktok}
   */
  public PhoneConfig withAppVersion(String app, AppVersion version) {
    return withApps(apps.withVersion(app, version));
  }

  /** The same phone with other versions of two of its apps. */
  public PhoneConfig withVersions(AppVersion tiktok, AppVersion instagram) {
    return withAppVersion("tiktok", tiktok).withAppVersion("instagram", instagram);
  }

  private PhoneConfig withApps(InstalledApps newApps) {
    return new PhoneConfig(
        serial,
        model,
        androidVersion,
        locale,
        width,
        height,
        newApps,
        adbKeyboard,
        timing,
        adbPort,
        controlPort);
  }

  /** The same phone with or without ADBKeyBoard. */
  public PhoneConfig withAdbKeyboard(boolean installed) {
    return new PhoneConfig(
        serial,
        model,
        androidVersion,
        locale,
        width,
        height,
        apps,
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
        locale,
        width,
        height,
        apps,
        adbKeyboard,
        newTiming,
        adbPort,
        controlPort);
  }

  public Language language() {
    return Language.ofLocale(locale);
  }

  /** What {@code ro.build.version.sdk} says. */
  public int apiLevel() {
    return API_LEVELS.get(Integer.parseInt(androidVersion) - OLDEST_ANDROID);
  }
}
