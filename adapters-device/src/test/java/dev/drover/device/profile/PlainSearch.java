package dev.drover.device.profile;

import dev.drover.device.hierarchy.Controls;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.Candidate.Rigour;
import dev.drover.device.profile.Candidate.Search;
import dev.drover.device.profile.Candidate.State.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Says what a selector means in the plainest way: every candidate is held against every node of the
 * screen, and nothing is looked up or remembered.
 */
record PlainSearch(UiTree tree, Controls controls, String argument) {

  Optional<Selector.Match> findAll(Selector selector) {
    for (boolean foreign : List.of(false, true)) {
      for (Rigour rigour : Rigour.values()) {
        for (Candidate candidate : selector.candidates()) {
          List<UiNode> found =
              candidate.foreign() == foreign ? on(candidate, selector, rigour) : List.of();
          if (!found.isEmpty()) {
            return Optional.of(new Selector.Match(candidate.source(), candidate.several(), found));
          }
        }
      }
    }
    return Optional.empty();
  }

  private boolean isOn(Selector selector) {
    return findAll(selector).isPresent();
  }

  private List<UiNode> on(Candidate candidate, Selector selector, Rigour rigour) {
    if (rigour == Rigour.TOLERANT && !namesWords(candidate)) {
      return List.of();
    }
    for (Candidate.Relation relation : candidate.relations()) {
      try {
        if (!isOn(relation.other())) {
          return List.of();
        }
      } catch (Selector.Ambiguous undecided) {
        // It is one below if something fits otherwise.
      }
    }
    List<UiNode> found =
        tree.nodes().stream().filter(node -> fits(candidate, node, rigour)).toList();
    for (Candidate.Relation relation : candidate.relations()) {
      if (found.isEmpty()) {
        return List.of();
      }
      List<UiNode> others = findAll(relation.other()).map(Selector.Match::nodes).orElse(List.of());
      if (others.size() > 1) {
        throw new Selector.Ambiguous(selector, candidate.source(), others);
      }
      found = found.stream().filter(relation.on(Search.of(tree, argument), rigour)).toList();
    }
    for (Candidate.Presence presence : candidate.presences()) {
      if (!found.isEmpty() && !fits(presence)) {
        return List.of();
      }
    }
    return candidate.extreme().of(different(candidate, found));
  }

  private boolean fits(Candidate.Presence presence) {
    try {
      return presence.wanted() == isOn(presence.other());
    } catch (Selector.Ambiguous undecided) {
      return false;
    }
  }

  private List<UiNode> different(Candidate candidate, List<UiNode> found) {
    if (candidate.several()) {
      return found.stream()
          .filter(node -> found.stream().noneMatch(other -> controls.isWithin(node, other)))
          .toList();
    }
    List<UiNode> different = new ArrayList<>();
    for (UiNode node : found) {
      if (different.stream().noneMatch(other -> controls.areOne(node, other))) {
        different.add(node);
      }
    }
    return different;
  }

  private static boolean namesWords(Candidate candidate) {
    List<TextMatch> matches =
        Stream.of(candidate.text(), candidate.description()).flatMap(Optional::stream).toList();
    return !matches.isEmpty() && matches.stream().allMatch(TextMatch::namesWords);
  }

  private boolean fits(Candidate candidate, UiNode node, Rigour rigour) {
    if (node.bounds().isEmpty()
        || node.packageName().equals("com.android.systemui")
        || candidate
            .region()
            .filter(place -> !place.holds(node.bounds(), tree.screen()))
            .isPresent()
        || !candidate.states().stream().allMatch(state -> fits(state, node, rigour))) {
      return false;
    }
    return switch (rigour) {
      case EXACT ->
          (!node.isField() || candidate.field())
              && fits(candidate.text(), node.text())
              && fits(candidate.description(), node.description())
              && fitsNames(candidate, node);
      case TOLERANT ->
          !node.isField()
              && says(candidate.text(), node)
              && says(candidate.description(), node)
              && controls.any(node, kin -> fitsNames(candidate, kin))
              && isNothingElse(candidate, node);
    };
  }

  private boolean fits(Optional<TextMatch> match, String text) {
    return match.isEmpty() || match.get().with(argument).test(text);
  }

  private boolean says(Optional<TextMatch> match, UiNode node) {
    return match.isEmpty() || isSaid(match, node.text()) || isSaid(match, node.description());
  }

  private boolean isSaid(Optional<TextMatch> match, String said) {
    return !said.isEmpty() && !said.matches("@\\d{6,}") && fits(match, said);
  }

  private static boolean fitsNames(Candidate candidate, UiNode node) {
    return node.type().endsWith(candidate.type().orElse(""))
        && candidate.id().filter(id -> !node.id().endsWith("id/" + id)).isEmpty();
  }

  private boolean fits(Candidate.State state, UiNode node, Rigour rigour) {
    boolean tolerant = rigour == Rigour.TOLERANT;
    return state.wanted()
        == switch (state.property()) {
          case CLICKABLE -> node.clickable() || (tolerant && controls.control(node).isPresent());
          case SELECTED -> controls.any(node, UiNode::selected);
          case ENABLED -> tolerant ? controls.any(node, UiNode::enabled) : node.enabled();
          case FOCUSED -> tolerant ? controls.any(node, UiNode::focused) : node.focused();
          case SCROLLABLE -> node.scrollable();
        };
  }

  private boolean isNothingElse(Candidate candidate, UiNode node) {
    boolean isText =
        candidate.description().isPresent() && !isSaid(candidate.description(), node.description());
    boolean asksTheControl =
        candidate.type().isPresent()
            || candidate.id().isPresent()
            || candidate.states().stream()
                .anyMatch(state -> state.property() == Property.CLICKABLE);
    if (isText && controls.control(node).isEmpty()) {
      return false;
    }
    Optional<TextMatch> words = candidate.text().or(candidate::description);
    Predicate<String> saysNothingElse = said -> said.isEmpty() || isSaid(words, said);
    return node.clickable()
        || !(isText || asksTheControl)
        || controls.kin(node).stream()
            .allMatch(
                kin -> saysNothingElse.test(kin.text()) && saysNothingElse.test(kin.description()));
  }
}
