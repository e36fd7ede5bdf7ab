package dev.drover.bootstrap.server;

import dev.drover.application.port.license.LicenseProvider;
import dev.drover.domain.license.LicensePlan;
import dev.drover.domain.license.LicenseStatus;

/** The plan of one's own server, as configured: it does not expire. */
record ConfiguredLicense(LicensePlan plan) implements LicenseProvider {
  @Override
  public LicenseStatus current() {
    return new LicenseStatus.Granted(plan);
  }
}
