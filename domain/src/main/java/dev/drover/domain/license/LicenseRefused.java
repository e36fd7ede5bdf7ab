package dev.drover.domain.license;

/**
 * A file is not a licence signed by the expected key. The message says why, without a path. A retry
 * fails until the file is replaced.
 */
public final class LicenseRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  LicenseRefused(String reason) {
    super(reason);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
