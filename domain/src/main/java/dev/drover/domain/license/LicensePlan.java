package dev.drover.domain.license;

import java.util.Arrays;
import java.util.Optional;

/** What a plan allows. */
public enum LicensePlan {
  STARTER("Starter", 5, false),
  PRO("Pro", 20, true),
  TEAM("Team", 50, true),
  BUSINESS("Business", 100, true);

  private final String displayName;
  private final int deviceLimit;
  private final boolean apiEnabled;

  LicensePlan(String displayName, int deviceLimit, boolean apiEnabled) {
    this.displayName = displayName;
    this.deviceLimit = deviceLimit;
    this.apiEnabled = apiEnabled;
  }

  /** Returns the name in answers and in the configuration: {@code Pro}. */
  public String displayName() {
    return displayName;
  }

  /** Returns how many phones may run a task at one time, over all nodes. */
  public int deviceLimit() {
    return deviceLimit;
  }

  public boolean apiEnabled() {
    return apiEnabled;
  }

  /** Finds a plan by its name, upper or lower case. */
  public static Optional<LicensePlan> named(String name) {
    return Arrays.stream(values())
        .filter(plan -> plan.displayName.equalsIgnoreCase(name))
        .findFirst();
  }
}
