package dev.drover.device.flow.warmup;

import dev.drover.domain.task.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what was watched and done, for the remark. */
final class WarmupTally {
  private int watched;
  private int skipped;
  private final Map<Action, Integer> done = new EnumMap<>(Action.class);
  private final Map<Action, Integer> refused = new EnumMap<>(Action.class);
  private final Map<Action, Integer> unconfirmed = new EnumMap<>(Action.class);
  private int unseenComments;

  /** An action on a video. */
  enum Action {
    LIKE("liked", "like"),
    FOLLOW("followed", "follow"),
    COLLECT("collected", "collect"),
    COMMENT("commented", "comment");

    private final String done;
    private final String name;

    Action(String done, String name) {
      this.done = done;
      this.name = name;
    }
  }

  void watched() {
    watched++;
  }

  boolean watchedNone() {
    return watched == 0;
  }

  /** Counts an ad or a live preview. */
  void skipped() {
    skipped++;
  }

  void done(Action action) {
    done.merge(action, 1, Integer::sum);
  }

  void refused(Action action) {
    refused.merge(action, 1, Integer::sum);
  }

  /**
   * Counts an action whose tap the phone did not confirm and whose effect was not seen; it may
   * still take effect.
   */
  void unconfirmed(Action action) {
    unconfirmed.merge(action, 1, Integer::sum);
  }

  /** Counts a comment that was sent but not seen afterwards. */
  void unseenComment() {
    unseenComments++;
  }

  /** Returns the outcome of all actions: unknown if that of one is. */
  Outcome outcome() {
    if (!unconfirmed.isEmpty() || unseenComments > 0) {
      return Outcome.UNKNOWN;
    }
    return done.isEmpty() ? Outcome.NO_EFFECT : Outcome.COMMITTED;
  }

  /** Returns a text such as {@code watched 24 videos, liked 3, followed 1}. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    parts.add("watched " + watched + (watched == 1 ? " video" : " videos"));
    if (skipped > 0) {
      parts.add(
          "skipped " + skipped + (skipped == 1 ? " ad or live preview" : " ads or live previews"));
    }
    done.forEach((action, count) -> parts.add(action.done + " " + count));
    if (unseenComments > 0) {
      parts.add(
          "sent "
              + unseenComments
              + (unseenComments == 1 ? " comment that was" : " comments that were")
              + " not seen afterwards");
    }
    unconfirmed.forEach(
        (action, count) -> parts.add(count + " " + action.name + " that was not confirmed"));
    refused.forEach((action, count) -> parts.add(count + " " + action.name + " refused"));
    return String.join(", ", parts);
  }
}
