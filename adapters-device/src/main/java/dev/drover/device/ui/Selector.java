package dev.drover.device.ui;

import java.util.List;
import java.util.Optional;

/**
 * How an element is found: by the first of its candidates that fits anything. Several fits of one
 * candidate are an error and not a guess.
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

  /** One candidate fits several elements. */
  public static final class Ambiguous extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Ambiguous(String name, Candidate candidate, List<UiNode> found) {
      super(
          name
              + " is ambiguous: its candidate "
              + candidate.source()
              + " fits "
              + String.join(" and ", found.stream().limit(4).map(UiNode::describe).toList()));
    }
  }

  /**
   * Finds the element.
   *
   * @param argument stands for {@code {}} in the candidates' texts
   * @throws Ambiguous if the first candidate that fits, fits several
   */
  public Optional<UiNode> find(UiTree tree, String argument) {
    Bounds screen = tree.screen();
    for (Candidate candidate : candidates) {
      List<UiNode> found = tree.nodes().stream().filter(candidate.on(screen, argument)).toList();
      if (found.size() == 1) {
        return Optional.of(found.getFirst());
      }
      if (found.size() > 1) {
        throw new Ambiguous(name, candidate, found);
      }
    }
    return Optional.empty();
  }
}
