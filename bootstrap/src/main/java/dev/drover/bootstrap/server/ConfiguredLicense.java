package dev.drover.bootstrap.server;

import dev.drover.application.port.license.LicenseProvider;
import dev.drover.domain.license.LicensePlan;
import dev.drover.domain.license.LicenseStatus;

/** The configured plan of a server that needs no licence. It never expires. */
record ConfiguredLicense(LicensePlan plan) implements LicenseProvider {
  @Override
  public LicenseStatus current() {
    return new LicenseStatus.Granted(plan);
  }
}
