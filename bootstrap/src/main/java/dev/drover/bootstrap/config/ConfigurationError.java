package dev.drover.bootstrap.config;

/**
 * Signals an invalid setting. The message names it, the reason and what is allowed. The server does
 * not start; a retry fails until the setting is corrected.
 */
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
