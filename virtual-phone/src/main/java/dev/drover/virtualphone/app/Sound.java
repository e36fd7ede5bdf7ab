package dev.drover.virtualphone.app;

/** A piece of music that a post can have. */
record Sound(String id, String title, String author) {

  /** Whether a link to it leads nowhere. */
  boolean isUnavailable() {
    return id.startsWith("404");
  }
}
