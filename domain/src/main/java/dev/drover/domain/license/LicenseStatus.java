package dev.drover.domain.license;

/** Whether a licence is in force. */
public sealed interface LicenseStatus {

  /** Returns how many phones may be driven at one time; 0 without a licence, so that tasks wait. */
  default int deviceLimit() {
    return switch (this) {
      case Granted granted -> granted.plan().deviceLimit();
      case Refused _ -> 0;
    };
  }

  record Granted(LicensePlan plan) implements LicenseStatus {}

  /**
   * Nothing is granted.
   *
   * @param reason what is wrong and what to do; for clients, so it names no path of the server
   */
  record Refused(String reason) implements LicenseStatus {}
}
