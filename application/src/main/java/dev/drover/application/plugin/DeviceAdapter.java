package dev.drover.application.plugin;

/**
 * A way to reach phones. The setting {@code devices.adapters} chooses one or several by their
 * names. {@link java.util.ServiceLoader} makes it, so it has a public constructor without
 * parameters, which does no work.
 */
public interface DeviceAdapter {

  /** The name in the configuration: lower-case letters, digits and hyphens; always the same. */
  String name();

  /**
   * Opens the way to the phones, once a server, and once for each {@code drover doctor}. Does not
   * wait for phones.
   *
   * @throws InvalidSetting if one of its settings can't be used
   * @throws RuntimeException if it can't be opened for another reason; the message is shown to the
   *     operator, so it says what to do. What was opened until then is closed again
   */
  Devices open(DeviceContext context);
}
