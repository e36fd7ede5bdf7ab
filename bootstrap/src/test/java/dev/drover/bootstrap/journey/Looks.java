package dev.drover.bootstrap.journey;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;

/**
 * How a visitor looks at the dashboard.
 *
 * @param language a language tag, such as {@code zh-CN}
 * @param width of the window, in CSS pixels
 */
record Looks(String language, boolean dark, int width) {
  private static final int NARROW = 360;
  private static final int WIDE = 1280;
  private static final int HEIGHT = 800;

  static final Looks USUAL = new Looks("en", false, WIDE);

  Looks narrow() {
    return new Looks(language, dark, NARROW);
  }

  Looks inTheDark() {
    return new Looks(language, true, width);
  }

  Looks chinese() {
    return new Looks("zh-CN", dark, width);
  }

  boolean isNarrow() {
    return width == NARROW;
  }

  Browser.NewContextOptions options() {
    return new Browser.NewContextOptions()
        .setLocale(language)
        .setTimezoneId("Europe/Berlin")
        .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT)
        .setViewportSize(width, HEIGHT);
  }

  @Override
  public String toString() {
    return language + (dark ? " dark " : " light ") + width + " px";
  }
}
