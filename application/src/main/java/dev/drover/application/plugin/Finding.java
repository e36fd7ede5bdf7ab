package dev.drover.application.plugin;

/**
 * One line of {@code drover doctor}.
 *
 * @param text what was checked, what was found, and what to do about it
 */
public record Finding(Verdict verdict, String text) {

  /** How good or bad it is. */
  public enum Verdict {
    /** As it should be. */
    OK,
    /** Works, but could be better, or could not be checked. */
    NOTE,
    /** Does not work. */
    FAIL
  }

  public static Finding ok(String text) {
    return new Finding(Verdict.OK, text);
  }

  public static Finding note(String text) {
    return new Finding(Verdict.NOTE, text);
  }

  public static Finding fail(String text) {
    return new Finding(Verdict.FAIL, text);
  }
}
