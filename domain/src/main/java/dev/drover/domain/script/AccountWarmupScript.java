package dev.drover.domain.script;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Watches videos for a while as a person would, and now and then does something about one.
 *
 * @param duration of all of it
 * @param topics search phrases, of which one is picked at random; without any, the feed is watched
 * @param shortestView least time for one video
 * @param longestView most time for one video, not below {@code shortestView}
 * @param comments what to comment with; without any, and without generation, it comments nothing
 * @param generation has comments written by a language model; {@code comments} stand in when it
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

  /** How likely each action is on a video, in percent, 0..100. */
  public record Chances(int like, int follow, int collect, int comment) {
    public static final Chances NONE = new Chances(0, 0, 0, 0);

    public Chances {
      for (int percent : new int[] {like, follow, collect, comment}) {
        if (percent < 0 || percent > 100) {
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
