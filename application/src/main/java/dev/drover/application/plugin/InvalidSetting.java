package dev.drover.application.plugin;

/**
 * A setting of an adapter has a value that the adapter can't use. The server does not start. A
 * retry fails the same way until the setting is corrected.
 */
public final class InvalidSetting extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String setting;
  private final String reason;

  /**
   * @param setting its name in the adapter's own settings, such as {@code folder}
   * @param reason what it must be, such as {@code must be a number from 1 to 99}; it must not
   *     repeat a secret
   */
  public InvalidSetting(String setting, String reason) {
    super(setting + ": " + reason);
    this.setting = setting;
    this.reason = reason;
  }

  public String setting() {
    return setting;
  }

  public String reason() {
    return reason;
  }
}
