package dev.drover.domain.app;

/**
 * An app in one of its versions, as phones name it.
 *
 * @param app its Android package; a clone has its own
 * @param version 1 to 60 letters, digits and {@code . _ + -}
 */
public record AppVersion(PackageName app, Platform platform, String version) {
  private static final int LONGEST = 60;

  public AppVersion {
    if (!isAllowed(version)) {
      throw new IllegalArgumentException(
          "a version has 1 to 60 letters, digits and . _ + -, such as 34.5.3");
    }
  }

  /** Returns whether a version may have this name. */
  public static boolean isAllowed(String version) {
    return !version.isEmpty()
        && version.length() <= LONGEST
        && version.chars().allMatch(AppVersion::isAllowed);
  }

  private static boolean isAllowed(int character) {
    return character < 128
        && (Character.isLetterOrDigit(character) || "._+-".indexOf(character) >= 0);
  }

  /**
   * Returns the app in the version that a phone names, whatever it says: other characters become
   * {@code _}, and a long name is cut.
   *
   * @param told not empty
   */
  public static AppVersion told(PackageName app, Platform platform, String told) {
    StringBuilder name = new StringBuilder();
    told.chars()
        .limit(LONGEST)
        .forEach(character -> name.append(isAllowed(character) ? (char) character : '_'));
    return new AppVersion(app, platform, name.toString());
  }

  /** Returns whether both are versions of one app. */
  public boolean isOf(AppVersion other) {
    return app.equals(other.app);
  }

  /** Returns the app's name for people: {@code TikTok}; with its package where it has another. */
  public String appName() {
    return platform.displayName()
        + (platform.defaultPackage().equals(app.value()) ? "" : " (" + app + ")");
  }

  /** As people write it: {@code TikTok 34.5.3}. */
  @Override
  public String toString() {
    return appName() + " " + version;
  }
}
