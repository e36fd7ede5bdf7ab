package dev.drover.bootstrap.journey;

/** What a name, a caption or a screen can be full of. */
final class HostileText {
  /** HTML and scripts, in at most 100 characters. */
  static final String HTML = "<img src=x onerror=ran=1><script>ran=1</script>\"'><b>${ran=1}";

  /** Marks that turn the reading direction and do not turn it back. */
  static final String MARKS = "\u202Egnp.\u2067\u2069\u200F\u202B";

  /** What a tag or a file's name may be: short, and without a slash. */
  static final String TAG = "<img src=x onerror=ran=1>" + MARKS;

  private static final int LONG = 10_000;

  private HostileText() {}

  /** All of it at once, ten thousand characters without a space. */
  static String all() {
    String begin = HTML + MARKS;
    return begin + "W".repeat(LONG - begin.length());
  }

  /** A username may have letters only, of any language. */
  static String username() {
    return "\u05E2\u0627\u0301\u0302\u0303".repeat(11) + "WWWWWWWWW";
  }
}
