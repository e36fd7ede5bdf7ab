package dev.drover.application.port.device;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Has somebody who is not trusted, such as a language model, say how an element could be found on a
 * screen. Takes seconds. Safe for use by any thread.
 */
public interface RepairIdeas {
  /** So many ideas are looked at. */
  int MOST = 8;

  /**
   * Asks for ideas.
   *
   * @return at most {@link #MOST}; nothing is known of them but their form
   * @throws NoIdeas if there are none; a retry may help
   */
  List<Idea> ideas(Question question) throws NoIdeas;

  /**
   * @param element such as {@code profile.follow_button}
   * @param former the candidates that do not fit any more, as they stand in the profile
   * @param screen what is on the screen, a line each, with shortened texts
   */
  record Question(String element, List<String> former, String screen) {
    public Question {
      former = List.copyOf(former);
    }
  }

  /**
   * What somebody says that a candidate could be.
   *
   * @param parts values by the keys of a candidate, such as {@code text}; perhaps others
   */
  record Idea(SequencedMap<String, String> parts) {
    public Idea {
      parts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parts));
    }
  }

  /** There are no ideas. The message says why, and what to do; it has nothing of the answer. */
  final class NoIdeas extends Exception {
    private static final long serialVersionUID = 1L;

    public NoIdeas(String message) {
      super(message);
    }
  }

  /** Returns the first ideas, as many as are looked at. */
  static List<Idea> bounded(List<Idea> ideas) {
    return List.copyOf(new ArrayList<>(ideas).subList(0, Math.min(MOST, ideas.size())));
  }
}
