package dev.drover.application.material;

/**
 * What a task is to send is not there, or must not be sent; nothing was taken. The message tells
 * the user what is missing, where it was looked for, and what to do. A retry helps once that is
 * done.
 */
public final class MaterialMissing extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  MaterialMissing(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
