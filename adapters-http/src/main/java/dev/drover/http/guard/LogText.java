package dev.drover.http.guard;

/** What a client sent, made fit for a line of the log. */
public final class LogText {
  private static final int LONGEST = 200;

  private LogText() {}

  /** Without line breaks and other characters that a terminal heeds, and not too long. */
  public static String of(String text) {
    String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    return cut.replaceAll("[^ -~]", "?");
  }
}
