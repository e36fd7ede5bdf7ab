package dev.drover.domain.device;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A social platform whose app Drover can drive. */
public enum Platform {
  TIKTOK("com.zhiliaoapp.musically"),
  INSTAGRAM("com.instagram.android");

  private final String defaultPackage;

  Platform(String defaultPackage) {
    this.defaultPackage = defaultPackage;
  }

  /** The Android package of the platform's app where the account names none. */
  public String defaultPackage() {
    return defaultPackage;
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
