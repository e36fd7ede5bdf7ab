package dev.drover.domain.script;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The scripts that clients of the local API know by name. */
public enum ScriptName {
  POST(true),
  FOLLOW(true),
  UNFOLLOW(true),
  COMMENT(true),
  ACCOUNT_WARMUP(true),
  LIKE(false),
  MESSAGE(false),
  SUPER_MARKETING(false),
  PROFILE(false),
  SCRAPE_USER(false);

  private final boolean supported;

  ScriptName(boolean supported) {
    this.supported = supported;
  }

  /** Whether tasks can be created with it; the others are known by name only. */
  public boolean supported() {
    return supported;
  }

  /** As it stands in requests and answers: {@code account_warmup}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<ScriptName> ofWireName(String wireName) {
    return Arrays.stream(values()).filter(name -> name.wireName().equals(wireName)).findFirst();
  }

  public static List<ScriptName> allSupported() {
    return Arrays.stream(values()).filter(ScriptName::supported).toList();
  }
}
