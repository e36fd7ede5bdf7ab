package dev.drover.device.profile;

import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import java.util.List;
import java.util.Optional;

/**
 * Describes how to find an element: by the first candidate that fits anything. If that candidate
 * fits several elements, that is an error rather than a guess, unless all of them are wanted.
 *
 * @param name such as {@code profile.follow_button}
 */
public record Selector(String name, List<Candidate> candidates) {
  public Selector {
    candidates = List.copyOf(candidates);
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException(name + " has no candidates");
    }
  }

  /**
   * Signals that a candidate fits several elements. Looking again is safe, and may succeed when the
   * page has stopped changing.
   */
  public static final class Ambiguous extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Selector selector;

    Ambiguous(Selector selector, Candidate candidate, List<UiNode> found) {
      super(
          selector.name()
              + " is ambiguous: its candidate "
              + candidate.source()
              + " fits "
              + String.join(" and ", found.stream().limit(4).map(UiNode::describe).toList()));
      this.selector = selector;
    }

    public Selector selector() {
      return selector;
    }
  }

  /**
   * The result of a selector.
   *
   * @param candidate the candidate that fits, as it is written in the profile
   * @param several whether the profile expects several elements
   */
  public record Match(String candidate, boolean several, List<UiNode> nodes) {
    public Match {
      nodes = List.copyOf(nodes);
    }
  }

  /**
   * Finds the element.
   *
   * @param argument replaces {@code {}} in the candidates' texts
   * @throws Ambiguous if the first candidate that fits, fits several elements
   */
  public Optional<UiNode> find(UiTree tree, String argument) {
    for (Candidate candidate : candidates) {
      List<UiNode> found = candidate.on(tree, argument);
      if (found.size() == 1) {
        return Optional.of(found.getFirst());
      }
      if (found.size() > 1) {
        throw new Ambiguous(this, candidate, found);
      }
    }
    return Optional.empty();
  }

  /**
   * Finds all elements that fit the first fitting candidate, such as the rows of a list.
   *
   * @param argument as for {@link #find}
   * @throws Ambiguous if a related element is ambiguous
   */
  public Optional<Match> findAll(UiTree tree, String argument) {
    for (Candidate candidate : candidates) {
      List<UiNode> found = candidate.on(tree, argument);
      if (!found.isEmpty()) {
        return Optional.of(new Match(candidate.source(), candidate.several(), found));
      }
    }
    return Optional.empty();
  }

  /** Returns whether its texts have an argument. */
  boolean takesArgument() {
    return candidates.stream().anyMatch(Candidate::takesArgument);
  }

  /** Returns its candidates as they are written in the profile, one a line. */
  public String describe() {
    return name
        + ":\n"
        + String.join(
            "\n", candidates.stream().map(candidate -> "  - " + candidate.source()).toList());
  }
}
