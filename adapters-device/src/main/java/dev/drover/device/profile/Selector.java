package dev.drover.device.profile;

import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import java.util.List;
import java.util.Optional;

/**
 * How an element is found: by the first of its candidates that fits anything. Several fits of one
 * candidate are an error and not a guess, unless all of them are asked for.
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
   * One candidate fits several elements. Looking again is safe, and helps while a page comes or
   * goes.
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
   * What a selector has found.
   *
   * @param candidate the one that fits, as it stands in the profile
   * @param several whether the profile expects several
   */
  public record Match(String candidate, boolean several, List<UiNode> nodes) {
    public Match {
      nodes = List.copyOf(nodes);
    }
  }

  /**
   * Finds the element.
   *
   * @param argument stands for {@code {}} in the candidates' texts
   * @throws Ambiguous if the first candidate that fits, fits several
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
   * Finds everything that the first candidate fits that fits anything: the rows of a list, say.
   *
   * @param argument as for {@link #find}
   * @throws Ambiguous if an element that a candidate relates to is ambiguous
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

  /** Whether its texts name somebody or something that varies. */
  boolean takesArgument() {
    return candidates.stream().anyMatch(Candidate::takesArgument);
  }

  /** Its candidates as they stand in the profile, one a line. */
  public String describe() {
    return name
        + ":\n"
        + String.join(
            "\n", candidates.stream().map(candidate -> "  - " + candidate.source()).toList());
  }
}
