package dev.drover.virtualphone.app.common;

import dev.drover.virtualphone.app.Direction;
import java.util.function.IntFunction;

/** A sequence of videos: which one shows, and whether it is paused. */
public final class VideoRoll {
  private final IntFunction<Video> videos;
  private int place;
  private boolean paused;

  /**
   * @param videos the video at each place, from 0
   */
  public VideoRoll(IntFunction<Video> videos, int place) {
    this.videos = videos;
    this.place = place;
  }

  public Video video() {
    return videos.apply(place);
  }

  public boolean isPaused() {
    return paused;
  }

  public void tapped() {
    if (video().kind() != Video.Kind.LIVE) {
      paused = !paused;
    }
  }

  public void swipe(Direction direction) {
    int next =
        switch (direction) {
          case UP -> place + 1;
          case DOWN -> Math.max(0, place - 1);
          case LEFT, RIGHT -> place;
        };
    if (next != place) {
      place = next;
      paused = false;
    }
  }

  public String describe() {
    Video video = video();
    return switch (video.kind()) {
      case VIDEO -> "video " + video.id() + " of " + video.author();
      case AD -> "ad of " + video.author();
      case LIVE -> "live preview of " + video.author();
    };
  }
}
