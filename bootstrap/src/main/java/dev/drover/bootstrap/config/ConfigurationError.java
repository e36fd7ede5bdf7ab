package dev.drover.bootstrap.config;

/** A setting that can't be used: which, why, and what is allowed. The server does not start. */
public final class ConfigurationError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  public ConfigurationError(String reason) {
    super(reason);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
