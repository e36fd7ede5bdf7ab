package dev.drover.domain.device;

import java.util.regex.Pattern;

/**
 * A phone's hardware serial ({@code ro.serialno}). It identifies the phone, whichever address
 * reaches it.
 *
 * <p>1 to 128 visible ASCII characters without quotes, backslashes or shell metacharacters, so that
 * a serial is safe in a log line, a URL and an ADB service name.
 */
public record DeviceSerial(String value) implements Comparable<DeviceSerial> {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._:@+\\-\\[\\]%]{1,128}");

  public DeviceSerial {
    if (!isAllowed(value)) {
      throw new IllegalArgumentException(
          "a serial is 1 to 128 characters of letters, digits and . _ : @ + - [ ] %");
    }
  }

  /** Tells whether a text has the form of a serial. */
  public static boolean isAllowed(String text) {
    return ALLOWED.matcher(text).matches();
  }

  @Override
  public int compareTo(DeviceSerial other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
