package dev.drover.device.words;

/**
 * Signals that an app's words can't be read; the message says why. A retry fails until the app is
 * installed, or is another version.
 */
public final class TableUnreadable extends Exception {
  private static final long serialVersionUID = 1L;

  TableUnreadable(String message) {
    super(message);
  }
}
