package dev.drover.http.guard;

import dev.drover.application.port.license.LicenseProvider;
import dev.drover.domain.license.LicensePlan;
import dev.drover.domain.license.LicenseStatus.Granted;
import dev.drover.domain.license.LicenseStatus.Refused;
import dev.drover.http.json.ApiError;
import dev.drover.http.json.ErrorCode;

/** Requires a licence that gives access to the API. */
public final class LicenseCheck {
  private final LicenseProvider licenses;

  public LicenseCheck(LicenseProvider licenses) {
    this.licenses = licenses;
  }

  /**
   * Finds the plan that gives access.
   *
   * @throws ApiError 40301 if there is no licence, it is not valid, or its plan has no API
   */
  public LicensePlan check() {
    LicensePlan plan = plan();
    if (!plan.apiEnabled()) {
      throw new ApiError(ErrorCode.NO_API_ACCESS, refusal(plan));
    }
    return plan;
  }

  /**
   * Finds the plan, whether or not it gives access.
   *
   * @throws ApiError 40301 if there is no licence, or it is not valid
   */
  public LicensePlan plan() {
    return switch (licenses.current()) {
      case Refused refused -> throw new ApiError(ErrorCode.NO_API_ACCESS, refused.reason());
      case Granted granted -> granted.plan();
    };
  }

  /** Says why a plan gives no access. */
  public static String refusal(LicensePlan plan) {
    return "the plan "
        + plan.displayName()
        + " gives no access to the API; Pro and higher plans do";
  }
}
