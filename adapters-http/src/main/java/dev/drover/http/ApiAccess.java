package dev.drover.http;

import dev.drover.application.port.LicenseProvider;
import dev.drover.domain.license.License;
import java.time.Clock;
import java.util.Optional;

/** Lets requests through while the licence gives access to the API. */
final class ApiAccess {
  private final LicenseProvider licenses;
  private final Clock clock;

  ApiAccess(LicenseProvider licenses, Clock clock) {
    this.licenses = licenses;
    this.clock = clock;
  }

  /**
   * @throws ApiError 40301 if there is no licence, it has expired, or its plan has no API
   */
  void check() {
    Optional<License> license = licenses.current();
    if (license.isEmpty()) {
      throw new ApiError(
          ErrorCode.NO_API_ACCESS, "there is no licence; activate one to use the API");
    }
    if (!license.get().validAt(clock.instant())) {
      throw new ApiError(
          ErrorCode.NO_API_ACCESS,
          "the licence expired at "
              + license.get().expiresAt().orElseThrow()
              + "; activate another");
    }
    if (!license.get().plan().apiEnabled()) {
      throw new ApiError(
          ErrorCode.NO_API_ACCESS,
          "the plan "
              + license.get().plan().displayName()
              + " gives no access to the API; Pro and higher plans do");
    }
  }
}
