package dev.drover.virtualphone.app.common;

import dev.drover.virtualphone.app.Direction;
import dev.drover.virtualphone.paint.Ornament;
import dev.drover.virtualphone.paint.View.Bounds;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntFunction;

/** A sequence of videos: which one shows, and whether it is paused. */
public final class VideoRoll {
  private final IntFunction<Video> videos;
  private int place;
  private Optional<Instant> pausedAt = Optional.empty();

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

  /** The video that a swipe upwards leads to. */
  public Video next() {
    return videos.apply(place + 1);
  }

  public boolean isPaused() {
    return pausedAt.isPresent();
  }

  /** Pauses the video, or lets it play on. */
  public void tapped(Instant now) {
    if (video().kind() != Video.Kind.LIVE) {
      pausedAt = isPaused() ? Optional.empty() : Optional.of(now);
    }
  }

  /** The picture of the video. */
  public Ornament picture(Bounds place) {
    Video video = video();
    return new Ornament.Scene(
        place,
        video.id(),
        video.caption(),
        pausedAt.<Ornament.Motion>map(Ornament.Stopped::new).orElseGet(Ornament.Playing::new));
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
      pausedAt = Optional.empty();
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
