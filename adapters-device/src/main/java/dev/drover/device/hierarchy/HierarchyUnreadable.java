package dev.drover.device.hierarchy;

/** Signals that the phone's answer is no hierarchy, or one too large. Reading again is safe. */
public final class HierarchyUnreadable extends Exception {
  private static final long serialVersionUID = 1L;

  HierarchyUnreadable(String message) {
    super(message);
  }

  HierarchyUnreadable(String message, Throwable cause) {
    super(message, cause);
  }
}
