package dev.drover.application.port.license;

import dev.drover.domain.license.LicenseStatus;

/** The licence that is in force now; it may change while the server runs. */
public interface LicenseProvider {

  /** What it grants now, or why nothing. Takes no time: it waits for nothing. */
  LicenseStatus current();
}
