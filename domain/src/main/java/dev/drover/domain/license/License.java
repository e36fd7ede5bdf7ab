package dev.drover.domain.license;

import java.time.Instant;
import java.util.Optional;

/**
 * A plan that was granted, for ever or until an instant.
 *
 * @param expiresAt the first instant at which it grants nothing any more
 */
public record License(LicensePlan plan, Optional<Instant> expiresAt) {

  public boolean validAt(Instant now) {
    return expiresAt.isEmpty() || now.isBefore(expiresAt.get());
  }

  /** Phones that may run a task at one time: 0 once expired, so that queued tasks stay pending. */
  public int deviceLimitAt(Instant now) {
    return validAt(now) ? plan.deviceLimit() : 0;
  }

  public boolean apiEnabledAt(Instant now) {
    return validAt(now) && plan.apiEnabled();
  }
}
