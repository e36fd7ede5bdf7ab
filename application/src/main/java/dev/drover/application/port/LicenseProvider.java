package dev.drover.application.port;

import dev.drover.domain.license.License;
import java.util.Optional;

/** The licence that is in force now; it may change while the server runs. */
public interface LicenseProvider {

  /** Empty when there is none; it may have expired. */
  Optional<License> current();
}
