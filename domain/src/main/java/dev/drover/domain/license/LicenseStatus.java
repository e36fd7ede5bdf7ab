package dev.drover.domain.license;

/** Whether a licence is in force. */
public sealed interface LicenseStatus {

  /** Phones that may run a task now: 0 without a licence, so that queued tasks stay pending. */
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
   * @param reason what is wrong and what to do, for whoever asks: without a path of the server
   */
  record Refused(String reason) implements LicenseStatus {}
}
