package dev.drover.http.guard;

import io.helidon.http.RoutedPath;
import java.util.regex.Pattern;

/** Makes text of clients safe to log, and to repeat in messages. */
public final class LogText {
  private static final int LONGEST = 200;

  /** What follows may be the id of a session, which is a secret. */
  private static final Pattern SESSION = Pattern.compile("(?i)(/session/+)([^/]+)");

  /** As long as ids of sessions are, or longer. */
  private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9_-]{43,}");

  private static final String MASK = "********";

  private LogText() {}

  /** Replaces everything but visible ASCII characters and spaces, and cuts long text. */
  public static String of(String text) {
    String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    return cut.replaceAll("[^ -~]", "?");
  }

  /** Returns the path of a request without the ids of sessions. */
  public static String path(RoutedPath path) {
    // A client may write any character of an id as an escape.
    String decoded = path.path();
    return of(isAboutSessions(decoded) ? withoutSessions(decoded) : path.rawPath());
  }

  /** Returns a path without the ids of sessions. */
  public static String withoutSessions(String path) {
    if (!isAboutSessions(path)) {
      return path;
    }
    String masked = SESSION.matcher(path).replaceAll("$1" + MASK);
    return LONG_WORD.matcher(masked).replaceAll(MASK);
  }

  private static boolean isAboutSessions(String path) {
    return path.contains("/rpc") || SESSION.matcher(path).find();
  }
}
