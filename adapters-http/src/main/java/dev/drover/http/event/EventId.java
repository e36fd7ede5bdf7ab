package dev.drover.http.event;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of an event, such as {@code 3f9c21aa-17}: all changes up to this number were told.
 *
 * @param feed the name of the unbroken row of changes that the number belongs to; another server, a
 *     server that was started anew, and one that has missed changes have others
 * @param number of the change, from 1; 0 is before the first
 */
record EventId(String feed, long number) {
  private static final Pattern FORM = Pattern.compile("([0-9a-f]{8})-(\\d{1,18})");
  private static final int NAME_LENGTH = 8;

  /** Makes a name that no feed has had. */
  static String newFeed() {
    return UUID.randomUUID().toString().substring(0, NAME_LENGTH);
  }

  /** Reads what a client sends; empty if the text is no id. */
  static Optional<EventId> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new EventId(matcher.group(1), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return feed + "-" + number;
  }
}
