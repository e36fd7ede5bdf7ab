package dev.drover.device.profile.repair;

import dev.drover.application.port.device.ProfileRepairs.Origin;
import dev.drover.application.port.device.ProfileRepairs.Proposal;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.AppProfiles;
import dev.drover.device.profile.Selector;
import dev.drover.device.profile.mutation.LabelledScreen.Label;
import dev.drover.device.profile.repair.ProfileEdit.NotEditable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Writes a candidate into the profile, and looks whether all of that does what it should. */
final class ProposalWriter {
  private final AppProfiles.Text texts;
  private final ProfileEdit edit;
  private final Set<String> dependents;
  private final KnownScreens screens;
  private final BooleanSupplier over;

  /**
   * @param dependents the elements that are told by the repaired one
   * @param over whether to come to an end now
   */
  ProposalWriter(
      AppProfiles.Text texts,
      ProfileEdit edit,
      Set<String> dependents,
      KnownScreens screens,
      BooleanSupplier over) {
    this.texts = texts;
    this.edit = edit;
    this.dependents = dependents;
    this.screens = screens;
    this.over = over;
  }

  /**
   * Returns the proposal, or empty if the element is not found with it.
   *
   * @throws NotEditable if no lines can be added to the operator's file
   */
  Optional<Proposal> proposal(Tried one) throws NotEditable {
    boolean guard = edit.losesGuard(screens.element()) && !isAnywhere();
    return guard ? written(one, true).or(() -> unguarded(one)) : written(one, false);
  }

  private Optional<Proposal> unguarded(Tried one) {
    try {
      return written(one, false);
    } catch (NotEditable impossible) {
      return Optional.empty();
    }
  }

  private boolean isAnywhere() {
    return Optional.ofNullable(screens.profile().pages().get(ProfileEdit.page(screens.element())))
        .filter(page -> !page.guards() || page.anywhere().contains(screens.element()))
        .isPresent();
  }

  private Optional<Proposal> written(Tried one, boolean guarded) throws NotEditable {
    Addition addition = edit.withCandidate(screens.element(), one.candidate.yaml(), guarded);
    AppProfile repaired;
    try {
      repaired = texts.with(addition.after()).inLanguage(screens.profile().locale()).orElseThrow();
    } catch (AppProfile.Malformed unfit) {
      // Ideas of somebody else may need what needs this element.
      if (one.origin == Origin.MODEL) {
        return Optional.empty();
      }
      throw unfit;
    }
    boolean finds =
        KnownScreens.found(repaired.on(screens.failed()), screens.element(), screens.argument())
            .filter(match -> screens.isAt(match, one.target.node()))
            .isPresent();
    if (!finds) {
      return Optional.empty();
    }
    List<String> mistakes = new ArrayList<>(one.mistakes);
    Tried.Tally all = new Tried.Tally();
    all.right = one.stored.right;
    all.missed = one.stored.missed;
    all.wrong = one.stored.wrong + (guarded ? 0 : one.wrongElsewhere);
    if (!guarded && one.wrongElsewhere > 0) {
      mistakes.add(
          "on "
              + one.wrongElsewhere
              + " stored screens of other pages it finds something: the page is not recognised on"
              + " the failed screen, so that the element is looked for everywhere");
    }
    for (KnownScreens.Stored before : screens.stored()) {
      if (over.getAsBoolean()) {
        break;
      }
      sideEffects(repaired, before, all, mistakes);
    }
    return Optional.of(
        new Proposal(
            one.origin,
            one.label.nodes().getFirst().describe(),
            one.candidate.yaml(),
            all.figures(),
            one.changed.figures(),
            one.newlyFound,
            mistakes,
            !one.candidate.isByItsOwn() && one.stored.right == 0,
            addition.diff(texts.shownFile()),
            addition.after()));
  }

  /** What other elements would become, since some are told by this one. */
  private void sideEffects(
      AppProfile repaired, KnownScreens.Stored before, Tried.Tally tally, List<String> mistakes) {
    AppProfile.Look look = repaired.on(before.screen().tree());
    for (String other : dependents) {
      if (other.equals(screens.element())) {
        continue;
      }
      for (Label label : before.of(other)) {
        KnownScreens.found(look, other, label.argument())
            .filter(now -> isOther(now, label, before.sight()))
            .ifPresent(
                now -> {
                  tally.wrong++;
                  mistakes.add(
                      before.screen().name()
                          + ": "
                          + other
                          + " becomes "
                          + now.nodes().getFirst().describe());
                });
      }
    }
  }

  private static boolean isOther(Selector.Match now, Label label, Sight sight) {
    return now.nodes().stream()
        .noneMatch(node -> label.nodes().stream().anyMatch(was -> sight.isOne(was, node)));
  }
}
