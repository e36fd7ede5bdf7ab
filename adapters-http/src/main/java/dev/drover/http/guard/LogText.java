package dev.drover.http.guard;

/** Makes text of clients safe to log. */
public final class LogText {
  private static final int LONGEST = 200;

  private LogText() {}

  /** Replaces everything but visible ASCII characters and spaces, and cuts long text. */
  public static String of(String text) {
    String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    return cut.replaceAll("[^ -~]", "?");
  }
}
