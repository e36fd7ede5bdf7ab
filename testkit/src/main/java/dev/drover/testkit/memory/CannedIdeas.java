package dev.drover.testkit.memory;

import dev.drover.application.port.device.RepairIdeas;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Has the ideas that it was given, and remembers what it was asked. */
public final class CannedIdeas implements RepairIdeas {
  private final List<Idea> canned;
  private final Queue<Question> asked = new ConcurrentLinkedQueue<>();

  /**
   * @param canned none for one who never has any
   */
  public CannedIdeas(List<Idea> canned) {
    this.canned = List.copyOf(canned);
  }

  @Override
  public List<Idea> ideas(Question question) throws NoIdeas {
    asked.add(question);
    if (canned.isEmpty()) {
      throw new NoIdeas("none were given; give some");
    }
    return RepairIdeas.bounded(canned);
  }

  /** Returns what was asked, in this order. */
  public List<Question> asked() {
    return List.copyOf(asked);
  }
}
