package dev.drover.device.profile;

import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.Candidate.Area;
import dev.drover.device.profile.Candidate.Rigour;
import dev.drover.device.profile.Candidate.Search;
import java.util.BitSet;
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

    Ambiguous(Selector selector, String candidate, List<UiNode> found) {
      super(
          selector.name()
              + " is ambiguous: its candidate "
              + candidate
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
    return find(Search.of(tree, argument));
  }

  Optional<UiNode> find(Search search) {
    Optional<Fit> fit = fit(search);
    if (fit.isPresent() && fit.get().nodes().size() > 1) {
      throw new Ambiguous(this, fit.get().candidate().source(), fit.get().nodes());
    }
    return fit.map(one -> one.nodes().getFirst());
  }

  /** What a candidate fits; at least one element. */
  record Fit(Candidate candidate, List<UiNode> nodes) {}

  /**
   * Returns what the first candidate fits that fits anything: first exactly and then with
   * tolerance, first in the phone's language and then in others.
   */
  private Optional<Fit> fit(Search search) {
    Optional<Fit> known = search.fits().get(this);
    if (known == null) {
      known = fitAnew(search);
      search.fits().put(this, known);
    }
    return known;
  }

  private Optional<Fit> fitAnew(Search search) {
    Optional<Area> known = Optional.empty();
    for (boolean foreign : new boolean[] {false, true}) {
      for (Rigour rigour : Rigour.values()) {
        for (Candidate candidate : candidates) {
          if (candidate.foreign() != foreign) {
            continue;
          }
          BitSet possible = candidate.possible(search, rigour);
          if (possible.isEmpty()) {
            continue;
          }
          Area area = known.orElseGet(() -> search.areas().apply(name));
          known = Optional.of(area);
          List<UiNode> found = candidate.among(possible, search, area, rigour);
          if (!found.isEmpty()) {
            return Optional.of(new Fit(candidate, found));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Returns whether at least one element fits. */
  boolean isOn(Search search) {
    return fit(search).isPresent();
  }

  /**
   * Finds all elements that fit the first fitting candidate, such as the rows of a list.
   *
   * @param argument as for {@link #find}
   * @throws Ambiguous if a related element is ambiguous
   */
  public Optional<Match> findAll(UiTree tree, String argument) {
    return findAll(Search.of(tree, argument));
  }

  Optional<Match> findAll(Search search) {
    return fit(search)
        .map(fit -> new Match(fit.candidate().source(), fit.candidate().several(), fit.nodes()));
  }

  /**
   * Returns the only element of a match.
   *
   * @throws Ambiguous if there are several
   */
  UiNode only(Match match) {
    if (match.nodes().size() > 1) {
      throw new Ambiguous(this, match.candidate(), match.nodes());
    }
    return match.nodes().getFirst();
  }

  /** Returns whether its texts have an argument. */
  public boolean takesArgument() {
    return candidates.stream().anyMatch(Candidate::takesArgument);
  }

  /** Returns its candidates as they are written in the profile, one a line. */
  public String describe() {
    return name
        + ":\n"
        + String.join(
            "\n",
            candidates.stream()
                .filter(candidate -> !candidate.foreign())
                .map(candidate -> "  - " + candidate.source())
                .toList());
  }
}
