package dev.drover.domain.script.warmup;

import dev.drover.domain.script.Script;
import dev.drover.domain.script.comment.CommentGeneration;
import dev.drover.domain.script.comment.CommentPicker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Watches videos for a while, and likes, saves, follows or comments with given probabilities.
 *
 * @param duration of the whole script
 * @param topics search phrases, one of which is picked at random; if empty, the feed is watched
 * @param shortestView shortest time for one video
 * @param longestView longest time for one video, not below {@code shortestView}
 * @param comments the comments to leave; without any, and without generation, it leaves none
 * @param generation lets a language model write the comments; {@code comments} are used when it
 *     fails
 */
public record AccountWarmupScript(
    Duration duration,
    List<String> topics,
    Duration shortestView,
    Duration longestView,
    Chances chances,
    Optional<CommentPicker> comments,
    Optional<CommentGeneration> generation)
    implements Script {
  public AccountWarmupScript {
    topics = List.copyOf(topics);
    if (!duration.isPositive() || !shortestView.isPositive()) {
      throw new IllegalArgumentException("durations are longer than nothing");
    }
    if (longestView.compareTo(shortestView) < 0) {
      throw new IllegalArgumentException("the longest view is not shorter than the shortest");
    }
  }

  /** The probability of each action on a video, in percent, 0..100. */
  public record Chances(double like, double follow, double collect, double comment) {
    public static final Chances NONE = new Chances(0, 0, 0, 0);

    public Chances {
      for (double percent : new double[] {like, follow, collect, comment}) {
        if (!(percent >= 0 && percent <= 100)) {
          throw new IllegalArgumentException("a probability is 0 to 100 percent");
        }
      }
    }
  }

  @Override
  public String wireName() {
    return AccountWarmupType.NAME;
  }
}
