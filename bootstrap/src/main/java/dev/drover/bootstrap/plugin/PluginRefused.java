package dev.drover.bootstrap.plugin;

import java.util.Optional;

/**
 * A plug-in can't be used, so the server does not start. A retry fails the same way until the jar
 * that the message names is replaced or removed. The message is one line for the operator.
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
   * Something of a plug-in has failed.
   *
   * @param what of which jar, such as {@code plug-in a.jar: com.example.Phones can't be opened}
   */
  static PluginRefused because(String what, Throwable failed) {
    return new PluginRefused(what + ": " + words(failed), failed);
  }

  /** An error, or an exception without words, is told by its name too. */
  private static String words(Throwable failed) {
    Optional<String> message =
        Optional.ofNullable(failed.getMessage()).filter(text -> !text.isBlank());
    return failed instanceof Error || message.isEmpty() ? failed.toString() : message.get();
  }
}
