package dev.drover.device.profile.repair;

import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.Selector;
import dev.drover.device.profile.mutation.LabelledScreen;
import dev.drover.device.profile.mutation.LabelledScreen.Label;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The screens by which an element is repaired: the failed one, and those that were stored before.
 * Used by one thread.
 *
 * @param profile the one in use, in the phone's language
 * @param sight of the failed screen
 * @param argument what {@code {}} stands for, or empty
 */
record KnownScreens(
    AppProfile profile, Sight sight, List<Stored> stored, String element, String argument) {

  /**
   * A screen of before, with what is known to be on it.
   *
   * @param showsPage whether the profile finds the element's page on it
   */
  record Stored(LabelledScreen screen, Sight sight, boolean showsPage) {
    /** Returns what is known of an element on this screen. */
    List<Label> of(String element) {
      return screen.of(element).stream().filter(label -> !label.nodes().isEmpty()).toList();
    }
  }

  static KnownScreens of(
      AppProfile profile,
      UiTree failed,
      List<LabelledScreen> stored,
      String element,
      String argument) {
    Map<String, Set<String>> said = new HashMap<>();
    LabelledScreen labelled =
        LabelledScreen.by(
            profile,
            "the failed screen",
            failed,
            argument.isEmpty() ? List.of() : List.of(argument));
    Sight sight = Sight.of(profile, labelled, said);
    List<Stored> known = new ArrayList<>();
    for (LabelledScreen screen : stored) {
      boolean showsPage = profile.pagesOn(screen.tree()).contains(ProfileEdit.page(element));
      known.add(new Stored(screen, Sight.of(profile, screen, said), showsPage));
    }
    return new KnownScreens(profile, sight, List.copyOf(known), element, argument);
  }

  UiTree failed() {
    return sight.tree();
  }

  /** Returns the stored screens on which the element is known. */
  List<Stored> withElement() {
    return stored.stream().filter(one -> !one.of(element).isEmpty()).toList();
  }

  /** Returns what an element finds on a screen, unless it can't be told which of several it is. */
  static Optional<Selector.Match> found(AppProfile.Look look, String element, String argument) {
    try {
      return look.findAll(element, argument)
          .filter(match -> match.several() || match.nodes().size() == 1);
    } catch (Selector.Ambiguous landmark) {
      return Optional.empty();
    }
  }

  /** Returns whether a match on the failed screen is, for a person who taps, this node. */
  boolean isAt(Selector.Match match, UiNode node) {
    return match.nodes().stream().anyMatch(found -> sight.isOne(found, node));
  }
}
