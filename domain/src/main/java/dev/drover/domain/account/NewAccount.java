package dev.drover.domain.account;

import dev.drover.domain.app.PackageName;
import dev.drover.domain.app.Platform;
import dev.drover.domain.device.DeviceSerial;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** An account to store; the fields are those of {@link Account}. */
public record NewAccount(
    Username username,
    String email,
    Platform platform,
    PackageName packageName,
    Optional<DeviceSerial> device,
    boolean loggedIn,
    boolean enabled,
    List<String> tags) {
  public static final int MOST_TAGS = 50;

  private static final int LONGEST_EMAIL = 254;
  private static final int LONGEST_TAG = 64;

  private static final Pattern EMAIL =
      Pattern.compile("[^\\s\\p{Cc}\\p{Cs}@]+@[^\\s\\p{Cc}\\p{Cs}@]+");

  /** Lists of tags are separated by commas, semicolons or bars, so a tag contains none of them. */
  private static final Pattern TAG = Pattern.compile("[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp},;|]+");

  public NewAccount {
    email = readEmail(email);
    tags = tags.stream().map(NewAccount::readTag).distinct().toList();
    if (tags.size() > MOST_TAGS) {
      throw new IllegalArgumentException("an account has at most " + MOST_TAGS + " tags");
    }
  }

  /** Identifies an account: no two accounts have the same key. */
  public record Key(Platform platform, PackageName packageName, Username username) {}

  public Key key() {
    return new Key(platform, packageName, username);
  }

  /** Returns the same account under another name. */
  public NewAccount called(Username name) {
    return new NewAccount(name, email, platform, packageName, device, loggedIn, enabled, tags);
  }

  /** Returns the same account, logged in or not. */
  public NewAccount loggedIn(boolean now) {
    return new NewAccount(username, email, platform, packageName, device, now, enabled, tags);
  }

  /**
   * Reads an email address as people write it; blank text means that it is unknown.
   *
   * @throws IllegalArgumentException if it is none; the message says what is
   */
  public static String readEmail(String text) {
    String email = text.strip();
    if (!email.isEmpty() && (email.length() > LONGEST_EMAIL || !EMAIL.matcher(email).matches())) {
      throw new IllegalArgumentException(
          "an email address looks like ann@example.com, at most "
              + LONGEST_EMAIL
              + " characters without blanks");
    }
    return email;
  }

  /**
   * Reads a tag as people write it, with blanks around it or not.
   *
   * @throws IllegalArgumentException if it is none; the message says what is
   */
  public static String readTag(String text) {
    String tag = text.strip();
    if (tag.length() > LONGEST_TAG || !TAG.matcher(tag).matches()) {
      throw new IllegalArgumentException(
          "a tag is 1 to "
              + LONGEST_TAG
              + " characters without commas, semicolons, bars or line breaks");
    }
    return tag;
  }
}
