package dev.drover.device.script;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was watched and done, for the remark. */
final class WarmupTally {
  private int watched;
  private int skipped;
  private final Map<Action, Integer> done = new EnumMap<>(Action.class);
  private final Map<Action, Integer> refused = new EnumMap<>(Action.class);
  private int unseenComments;

  /** What can be done about a video. */
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

  /** An ad, or a live preview. */
  void skipped() {
    skipped++;
  }

  void done(Action action) {
    done.merge(action, 1, Integer::sum);
  }

  void refused(Action action) {
    refused.merge(action, 1, Integer::sum);
  }

  /** One that was sent, and not seen afterwards. */
  void unseenComment() {
    unseenComments++;
  }

  /** Whether the account has changed anything, or may have. */
  boolean changedAnything() {
    return !done.isEmpty() || unseenComments > 0;
  }

  /** Such as {@code watched 24 videos, liked 3, followed 1}. */
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
      parts.add("sent " + unseenComments + " more that were not seen afterwards");
    }
    refused.forEach((action, count) -> parts.add(count + " " + action.name + " refused"));
    return String.join(", ", parts);
  }
}
