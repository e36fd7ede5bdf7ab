package dev.drover.bootstrap.plugin;

import java.util.Optional;

/**
 * Signals that a plug-in can't be used; the server does not start. A retry fails until the jar that
 * the message names is replaced or removed. The message is one line for the operator.
 */
public final class PluginRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PluginRefused(String message) {
    super(message);
  }

  private PluginRefused(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Creates the exception for a failure in a plug-in.
   *
   * @param what the jar and what failed, such as {@code plug-in a.jar: com.example.Phones can't be
   *     opened}
   */
  static PluginRefused because(String what, Throwable failed) {
    return new PluginRefused(what + ": " + words(failed), failed);
  }

  /** The class name is added for an error, or if there is no message. */
  private static String words(Throwable failed) {
    Optional<String> message =
        Optional.ofNullable(failed.getMessage()).filter(text -> !text.isBlank());
    return failed instanceof Error || message.isEmpty() ? failed.toString() : message.get();
  }
}
