package dev.drover.persistence.script;

/**
 * Signals a stored value that this version does not know. A retry with the same version fails
 * again.
 */
final class UnknownValue extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int MOST_SHOWN = 100;

  UnknownValue(String key, String value) {
    super("it does not know the " + key + " \"" + shown(value) + "\"");
  }

  static String shown(String text) {
    return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
  }
}
