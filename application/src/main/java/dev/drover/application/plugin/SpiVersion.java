package dev.drover.application.plugin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of this SPI: the package {@code dev.drover.application.plugin}, the ports, and the
 * domain types that they take.
 *
 * <p>A plug-in names the version that it was compiled against in its jar's manifest, as {@code
 * Drover-SPI: 1.0}. The major version rises when a plug-in has to be changed or compiled again; the
 * minor version rises when something is added.
 *
 * @param major 0 or more
 * @param minor 0 or more
 */
public record SpiVersion(int major, int minor) {
  /** The version of this Drover. */
  public static final SpiVersion CURRENT = new SpiVersion(1, 1);

  /** The manifest's attribute. */
  public static final String ATTRIBUTE = "Drover-SPI";

  private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

  public SpiVersion {
    if (major < 0 || minor < 0) {
      throw new IllegalArgumentException("a version has no negative part");
    }
  }

  /**
   * Reads a version.
   *
   * @throws IllegalArgumentException if {@code text} is not of the form {@code 1.0}
   */
  public static SpiVersion parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("must be MAJOR.MINOR such as " + CURRENT);
    }
    return new SpiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** Whether a plug-in for {@code wanted} runs on this version. */
  public boolean runs(SpiVersion wanted) {
    return major == wanted.major && minor >= wanted.minor;
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
