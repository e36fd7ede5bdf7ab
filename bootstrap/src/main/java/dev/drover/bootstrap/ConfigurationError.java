package dev.drover.bootstrap;

/** A setting that can't be used: which, why, and what is allowed. The server does not start. */
final class ConfigurationError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  ConfigurationError(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
