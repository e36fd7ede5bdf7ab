package dev.drover.device.profile.repair;

import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.Selector;
import dev.drover.device.profile.mutation.LabelledScreen;
import dev.drover.device.profile.mutation.LabelledScreen.Label;
import dev.drover.device.profile.mutation.MutationKind;
import dev.drover.device.profile.mutation.ScreenTrial;
import dev.drover.device.profile.mutation.TriedScreen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Tries candidates on the stored screens, and on changed ones, and counts what they find. */
final class CandidateTrial {
  /** So many stored screens with the element are changed in every way, besides the failed one. */
  private static final int MOST_CHANGED = 3;

  private final AppProfile trial;
  private final KnownScreens screens;
  private final BooleanSupplier over;

  /**
   * @param trial the profile in use, with each candidate as an element of its own
   * @param over whether to come to an end now
   */
  CandidateTrial(AppProfile trial, KnownScreens screens, BooleanSupplier over) {
    this.trial = trial;
    this.screens = screens;
    this.over = over;
  }

  void onStored(List<Tried> all) {
    for (KnownScreens.Stored stored : screens.stored()) {
      if (over.getAsBoolean()) {
        return;
      }
      LabelledScreen screen = stored.screen();
      List<Label> labels = stored.of(screens.element());
      AppProfile.Look look = trial.on(screen.tree());
      TriedScreen unchanged = new ScreenTrial(screens.profile(), screen).unchanged();
      for (Tried one : all) {
        if (labels.isEmpty()) {
          judgeAbsent(one, stored, KnownScreens.found(look, one.name, screens.argument()));
        }
        for (Label label : labels) {
          unchanged
              .judge(look, one.name, label)
              .ifPresent(judged -> one.stored(judged, screen.name()));
        }
      }
    }
  }

  /** Where the profile knows nothing of the element, this may be it, or something else. */
  private void judgeAbsent(Tried one, KnownScreens.Stored stored, Optional<Selector.Match> match) {
    if (match.isEmpty()) {
      return;
    }
    List<UiNode> nodes = match.get().nodes();
    boolean isOther =
        nodes.stream()
            .map(node -> stored.sight().namesOf(node))
            .anyMatch(
                names ->
                    !names.isEmpty()
                        && !screens.sight().namesOf(one.target.node()).containsAll(names));
    if (!stored.showsPage()) {
      one.wrongElsewhere++;
    } else if (isOther) {
      one.stored.count(ScreenTrial.Outcome.WRONG);
      one.mistake(
          stored.screen().name()
              + ": "
              + nodes.getFirst().describe()
              + ", which is "
              + String.join(", ", stored.sight().namesOf(nodes.getFirst())));
    } else {
      one.newlyFound++;
    }
  }

  /** Changes the failed screen and some stored ones in every way. */
  void onChanged(List<Tried> some) {
    Map<List<UiNode>, List<Tried>> byFinding = new LinkedHashMap<>();
    some.forEach(
        one -> byFinding.computeIfAbsent(one.label.nodes(), _ -> new ArrayList<>()).add(one));
    byFinding.forEach(
        (_, group) ->
            tryChanged(
                new LabelledScreen(
                    "the failed screen", screens.failed(), List.of(group.getFirst().label)),
                group));
    screens.withElement().stream()
        .limit(MOST_CHANGED)
        .map(KnownScreens.Stored::screen)
        .forEach(
            screen ->
                tryChanged(
                    new LabelledScreen(screen.name(), screen.tree(), screen.of(screens.element())),
                    some));
  }

  private void tryChanged(LabelledScreen screen, List<Tried> some) {
    ScreenTrial changes = new ScreenTrial(screens.profile(), screen);
    for (MutationKind kind : MutationKind.values()) {
      if (over.getAsBoolean()) {
        return;
      }
      changes.changed(kind, 1).ifPresent(changed -> judge(changed, screen, kind, some));
    }
  }

  private void judge(
      TriedScreen changed, LabelledScreen screen, MutationKind kind, List<Tried> some) {
    AppProfile.Look look = trial.on(changed.tree());
    for (Tried one : some) {
      for (Label label : screen.labels()) {
        changed
            .judge(look, one.name, label)
            .ifPresent(judged -> one.changed(judged, screen.name() + ", " + kind.words()));
      }
    }
  }
}
