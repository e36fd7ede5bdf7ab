package dev.drover.virtualphone;

import java.util.List;

/**
 * What a virtual phone is.
 *
 * @param serial its hardware serial
 * @param model as it says it
 * @param androidVersion such as {@code 14}
 * @param width of its screen, in pixels
 * @param height of its screen, in pixels
 * @param accounts logged in on its apps, without {@code @}; the first is the one in use
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
    int adbPort,
    int controlPort) {
  public PhoneConfig {
    accounts = List.copyOf(accounts);
    if (!serial.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException(
          "a serial is 1 to 64 letters, digits, dots, underscores or hyphens");
    }
    if (accounts.isEmpty()) {
      throw new IllegalArgumentException("a phone has at least one account");
    }
    if (width < 320 || height < 480) {
      throw new IllegalArgumentException("a screen is at least 320 x 480");
    }
  }

  /** A usual phone with this serial and one account, at free ports. */
  public static PhoneConfig named(String serial, String account) {
    return new PhoneConfig(serial, "Virtual Phone", "14", 1080, 2400, List.of(account), 0, 0);
  }

  /** The same phone at given ports. */
  public PhoneConfig at(int newAdbPort, int newControlPort) {
    return new PhoneConfig(
        serial, model, androidVersion, width, height, accounts, newAdbPort, newControlPort);
  }
}
