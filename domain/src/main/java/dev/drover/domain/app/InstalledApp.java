package dev.drover.domain.app;

/**
 * An app on a phone, and what its profile says of it.
 *
 * @param listed whether the profile is made for this version
 * @param profile tells one content of the profile from another: a repair changes it. At most 100
 *     characters
 */
public record InstalledApp(AppVersion app, boolean listed, String profile) {
  public InstalledApp {
    if (profile.length() > 100) {
      throw new IllegalArgumentException("a profile's mark has at most 100 characters");
    }
  }
}
