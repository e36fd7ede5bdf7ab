package dev.drover.virtualphone.app.common;

import java.util.Locale;

/** What an account's profile has. */
public enum ProfileField {
  NICKNAME,
  USERNAME,
  BIO,
  LINK,
  AVATAR;

  /** The kind of the effect of a change, such as {@code nickname}. */
  public String kind() {
    return name().toLowerCase(Locale.ROOT);
  }
}
