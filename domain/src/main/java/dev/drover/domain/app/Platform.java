package dev.drover.domain.app;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A social platform whose app Drover can drive. */
public enum Platform {
  TIKTOK("TikTok", "com.zhiliaoapp.musically", "https://www.tiktok.com/@"),
  INSTAGRAM("Instagram", "com.instagram.android", "https://www.instagram.com/");

  /** The platform of a task whose account and target name none. */
  public static final Platform WITHOUT_ACCOUNT = TIKTOK;

  private final String displayName;
  private final String defaultPackage;
  private final String profiles;

  Platform(String displayName, String defaultPackage, String profiles) {
    this.displayName = displayName;
    this.defaultPackage = defaultPackage;
    this.profiles = profiles;
  }

  /** The Android package of the platform's app where the account names none. */
  public String defaultPackage() {
    return defaultPackage;
  }

  /** As people write it. */
  public String displayName() {
    return displayName;
  }

  /**
   * Returns the web address of a user's profile, which the platform's app opens.
   *
   * @param username without {@code @}
   */
  public String profileUrl(String username) {
    return profiles + URLEncoder.encode(username, StandardCharsets.UTF_8);
  }

  /** As it stands in requests and answers: {@code tiktok}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Platform> ofWireName(String wireName) {
    return Arrays.stream(values())
        .filter(platform -> platform.wireName().equals(wireName))
        .findFirst();
  }
}
