package dev.drover.application.port.license;

import dev.drover.domain.license.LicenseStatus;

/** The licence that is in force now; it may change while the server runs. */
public interface LicenseProvider {

  /** Returns what the licence grants now, or why it grants nothing. Never blocks. */
  LicenseStatus current();
}
