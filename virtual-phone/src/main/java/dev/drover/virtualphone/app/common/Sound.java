package dev.drover.virtualphone.app.common;

/** A piece of music that a post can have. */
public record Sound(String id, String title, String author) {

  /** Whether a link to it leads nowhere. */
  public boolean isUnavailable() {
    return id.startsWith("404");
  }
}
