package dev.drover.domain.license;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The content of a licence.
 *
 * @param holder to whom it was issued: one line of 1 to 200 characters
 * @param expiresAt the first instant at which it is no longer valid; empty if it never expires
 * @param machines codes of the machines that it is for; empty for any machine
 */
public record License(
    LicensePlan plan,
    String holder,
    Instant issuedAt,
    Optional<Instant> expiresAt,
    Set<String> machines) {
  private static final int LONGEST_HOLDER = 200;
  private static final Pattern MACHINE = Pattern.compile("[0-9a-f]{16}");

  public License {
    if (holder.isBlank()
        || holder.length() > LONGEST_HOLDER
        || holder.chars().anyMatch(Character::isISOControl)
        || !holder.equals(holder.strip())) {
      throw new IllegalArgumentException(
          "the holder must be one line of 1 to " + LONGEST_HOLDER + " characters");
    }
    if (expiresAt.filter(end -> !end.isAfter(issuedAt)).isPresent()) {
      throw new IllegalArgumentException("a licence must expire after it is issued");
    }
    for (String machine : machines) {
      if (!MACHINE.matcher(machine).matches()) {
        throw new IllegalArgumentException(
            "a machine code is 16 digits 0-9 a-f, as drover license inspect shows it; not \""
                + machine
                + "\"");
      }
    }
    machines = Set.copyOf(machines);
  }

  /**
   * Returns what the licence grants.
   *
   * @param machine this machine's code
   */
  public LicenseStatus statusAt(Instant now, String machine) {
    if (expiresAt.isPresent() && !now.isBefore(expiresAt.get())) {
      return new LicenseStatus.Refused(
          "the licence expired at " + expiresAt.get() + "; activate another");
    }
    if (!machines.isEmpty() && !machines.contains(machine)) {
      return new LicenseStatus.Refused(
          "the licence is for another machine than this one, "
              + machine
              + "; ask for one with this code");
    }
    return new LicenseStatus.Granted(plan);
  }
}
