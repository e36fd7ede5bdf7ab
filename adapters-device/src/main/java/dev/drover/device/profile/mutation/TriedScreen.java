package dev.drover.device.profile.mutation;

import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.Selector;
import dev.drover.device.profile.mutation.LabelledScreen.Label;
import dev.drover.device.profile.mutation.ScreenTrial.Outcome;
import java.util.List;
import java.util.Optional;

/** A labelled screen, changed or not, on which what is found is held against the labels. */
public final class TriedScreen {
  /** An element of such a name says which page it is, and any of several things will do. */
  private static final String SIGN = "_sign";

  private final ChangedScreen screen;

  TriedScreen(ChangedScreen screen) {
    this.screen = screen;
  }

  /** An outcome, and in words what was found in the place of the wanted, if it was wrong. */
  public record Judgement(Outcome outcome, String detail) {}

  /** Returns the screen as it is now. */
  public UiTree tree() {
    return screen.tree();
  }

  /**
   * Looks for an element and judges what is found.
   *
   * @param look at {@link #tree}
   * @param element the name by which the profile of the look has what the label is of
   * @return empty where nothing was, and is; and where the change has removed what was there
   */
  public Optional<Judgement> judge(AppProfile.Look look, String element, Label label) {
    List<UiNode> wanted = label.nodes();
    if (!wanted.isEmpty() && !screen.has(wanted)) {
      return Optional.empty();
    }
    Optional<Selector.Match> match;
    try {
      match = look.findAll(element, label.argument());
    } catch (Selector.Ambiguous landmark) {
      match = Optional.empty();
    }
    List<UiNode> found = match.map(Selector.Match::nodes).orElse(List.of());
    boolean several = match.filter(Selector.Match::several).isPresent();
    if (wanted.isEmpty()) {
      return found.isEmpty() ? Optional.empty() : Optional.of(wrong(label, found));
    }
    if (found.isEmpty() || (found.size() > 1 && !several)) {
      return Optional.of(new Judgement(Outcome.MISSED, ""));
    }
    if (label.element().endsWith(SIGN)) {
      return Optional.of(new Judgement(Outcome.FOUND, ""));
    }
    for (UiNode node : found) {
      if (wanted.stream().noneMatch(one -> screen.isWhatBecameOf(one, node, label.several()))) {
        return Optional.of(wrong(label, List.of(node)));
      }
    }
    boolean all =
        wanted.stream()
            .filter(one -> screen.has(List.of(one)))
            .allMatch(
                one -> found.stream().anyMatch(node -> screen.isWhatBecameOf(one, node, false)));
    return Optional.of(new Judgement(all ? Outcome.FOUND : Outcome.MISSED, ""));
  }

  /** Returns whether an element of this screen is what one of the labelled screen has become. */
  public boolean isWhatBecameOf(UiNode original, UiNode node) {
    return screen.isWhatBecameOf(original, node, false);
  }

  private static Judgement wrong(Label label, List<UiNode> found) {
    return new Judgement(
        Outcome.WRONG,
        found.stream().limit(3).map(UiNode::describe).toList()
            + " instead of "
            + label.nodes().stream().limit(3).map(UiNode::describe).toList());
  }
}
