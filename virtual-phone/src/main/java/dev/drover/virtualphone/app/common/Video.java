package dev.drover.virtualphone.app.common;

/**
 * A video, or an ad or live preview in its place in the feed.
 *
 * @param id digits, as its link has them
 * @param author without {@code @}
 * @param url its usual link, or the one that it was opened by
 */
public record Video(
    String id, String author, String caption, String url, Kind kind, int likes, int comments) {

  /** What it is. */
  public enum Kind {
    VIDEO,
    AD,
    LIVE
  }

  /** Whether a link to it leads nowhere. */
  public boolean isUnavailable() {
    return id.startsWith("404");
  }

  public boolean hasCommentsOff() {
    return id.startsWith("405");
  }
}
