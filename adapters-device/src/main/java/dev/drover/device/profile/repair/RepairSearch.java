package dev.drover.device.profile.repair;

import dev.drover.application.port.device.ProfileRepairs.Origin;
import dev.drover.application.port.device.ProfileRepairs.Proposal;
import dev.drover.application.port.device.RepairIdeas;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.AppProfiles;
import dev.drover.device.profile.Selector;
import dev.drover.device.profile.mutation.LabelledScreen;
import dev.drover.device.profile.mutation.LabelledScreen.Label;
import dev.drover.device.profile.mutation.MutationKind;
import dev.drover.device.profile.mutation.ScreenTrial;
import dev.drover.device.profile.mutation.TriedScreen;
import dev.drover.device.profile.repair.Likeness.Sample;
import dev.drover.device.profile.repair.ProfileEdit.NotEditable;
import dev.drover.device.profile.repair.Targets.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Searches for candidates by which an element is found on one screen. All that are thought of are
 * put into one profile, each as an element of its own, and tried on every screen that is there.
 * Used once.
 */
final class RepairSearch {
  private static final int MOST_TARGETS = 5;
  private static final int MOST_WAYS = 9;
  private static final int MOST_PROPOSALS = 5;
  private static final int MOST_SAMPLES = 12;

  /** So many stored screens with the element are changed in every way, besides the failed one. */
  private static final int MOST_CHANGED = 3;

  private final AppProfiles.Text texts;
  private final AppProfile profile;
  private final UiTree failed;
  private final List<LabelledScreen> stored;
  private final String element;
  private final String argument;
  private final BooleanSupplier over;
  private final ProfileEdit edit;
  private final Sight sight;
  private final List<Sight> sights = new ArrayList<>();
  private final List<Boolean> pageShown = new ArrayList<>();
  private final List<CandidateText> former;

  /** The profile in use, with the candidates as elements once they are written. */
  private AppProfile trial;

  private List<CandidateText> ideas = List.of();
  private boolean stoppedEarly;

  /**
   * @param profile the one in use, in the phone's language
   * @param stored other screens, with what is known to be on them
   * @param argument what {@code {}} stands for, or empty
   * @param over whether to come to an end now
   */
  RepairSearch(
      AppProfiles.Text texts,
      AppProfile profile,
      UiTree failed,
      List<LabelledScreen> stored,
      String element,
      String argument,
      BooleanSupplier over) {
    this.texts = texts;
    this.profile = profile;
    this.trial = profile;
    this.failed = failed;
    this.stored = List.copyOf(stored);
    this.element = element;
    this.argument = argument;
    this.over = over;
    this.edit = new ProfileEdit(texts);
    this.former = edit.candidates(element);
    Map<String, Set<String>> said = new HashMap<>();
    this.sight = Sight.of(profile, labelled("the failed screen", failed), said);
    for (LabelledScreen screen : stored) {
      sights.add(Sight.of(profile, screen, said));
      pageShown.add(profile.pagesOn(screen.tree()).contains(ProfileEdit.page(element)));
    }
  }

  private LabelledScreen labelled(String name, UiTree tree) {
    return LabelledScreen.by(
        profile, name, tree, argument.isEmpty() ? List.of() : List.of(argument));
  }

  /** Adds candidates that somebody else thought of. */
  List<CandidateText> consider(List<RepairIdeas.Idea> asked) {
    ideas =
        AskedIdeas.candidates(
            asked, texts, element, edit.dependents(element, profile.elementNames()), isSeveral());
    return ideas;
  }

  /** Returns what somebody is told who is asked for ideas. */
  RepairIdeas.Question question() {
    return new RepairIdeas.Question(
        element, former.stream().map(CandidateText::yaml).toList(), AskedIdeas.structure(failed));
  }

  /** Whether the time was over before all was tried. */
  boolean hasStoppedEarly() {
    return stoppedEarly;
  }

  /** On how many stored screens the element is known. */
  int known() {
    return (int) stored.stream().filter(this::isKnownOn).count();
  }

  private boolean isKnownOn(LabelledScreen screen) {
    return screen.of(element).stream().anyMatch(label -> !label.nodes().isEmpty());
  }

  /** Returns the pages of the profile that the failed screen shows. */
  List<String> pages() {
    return profile.pagesOn(failed);
  }

  /**
   * Returns what could be done, the best first.
   *
   * @param fits what on the screen may be meant
   * @throws NotEditable if no lines can be added to the operator's file
   */
  List<Proposal> proposals(Predicate<UiNode> fits) throws NotEditable {
    List<Tried> tried = fitting(targets(fits, MOST_TARGETS), fits);
    tryOnStored(tried);
    List<Tried> best = best(tried);
    tryOnChanged(best);
    best.sort(Comparator.comparingDouble(Tried::points).reversed());
    List<Proposal> proposals = new ArrayList<>();
    boolean showsIdea = false;
    for (Tried one : different(best)) {
      // The best of somebody's ideas is shown after the others, if it is not among them.
      boolean further = one.origin == Origin.MODEL && !showsIdea;
      if ((proposals.size() < MOST_PROPOSALS || further) && (proposals.isEmpty() || !isOver())) {
        Optional<Proposal> made = proposal(one);
        made.ifPresent(proposals::add);
        showsIdea |= made.isPresent() && one.origin == Origin.MODEL;
      }
    }
    return proposals;
  }

  private boolean isOver() {
    boolean now = over.getAsBoolean();
    stoppedEarly |= now;
    return now;
  }

  private List<Target> targets(Predicate<UiNode> fits, int atMost) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < stored.size() && samples.size() < MOST_SAMPLES; i++) {
      Sight there = sights.get(i);
      stored.get(i).of(element).stream()
          .filter(label -> argument.isEmpty() || label.argument().equals(argument))
          .flatMap(label -> label.nodes().stream().limit(2))
          .forEach(node -> samples.add(new Sample(there, node)));
    }
    return Targets.on(sight, element, samples, former, argument, fits, atMost, this::isOver);
  }

  private boolean isSeveral() {
    return former.stream().anyMatch(CandidateText::isSeveral)
        || stored.stream().flatMap(screen -> screen.of(element).stream()).anyMatch(Label::several);
  }

  // ---- Trying

  /** Returns the candidates that find just their target on the failed screen. */
  private List<Tried> fitting(List<Target> likeliest, Predicate<UiNode> fits) throws NotEditable {
    Set<String> excluded = edit.dependents(element, profile.elementNames());
    CandidateWriter writer = new CandidateWriter(sight, former, excluded, argument, isSeveral());
    Map<CandidateText, Origin> written = new LinkedHashMap<>();
    for (Target target : likeliest) {
      writer.of(target.node()).forEach(one -> written.put(one, Origin.TRIAL));
    }
    ideas.forEach(one -> written.putIfAbsent(one, Origin.MODEL));
    // Somebody else may mean what is not among the likeliest.
    List<Target> anything = ideas.isEmpty() ? likeliest : targets(fits, failed.nodes().size());
    SequencedMap<String, String> elements = new LinkedHashMap<>();
    SequencedMap<String, CandidateText> byName = new LinkedHashMap<>();
    for (CandidateText one : written.keySet()) {
      // What a candidate may fit depends on the element's last word.
      String name = "repair.c" + byName.size() + "_" + Likeness.last(element);
      elements.put(name, one.yaml());
      byName.put(name, one);
    }
    trial =
        texts.with(edit.withElements(elements).after()).inLanguage(profile.locale()).orElseThrow();
    AppProfile.Look look = trial.on(failed);
    List<Tried> fitting = new ArrayList<>();
    byName.forEach(
        (name, candidate) -> {
          Origin origin = written.getOrDefault(candidate, Origin.TRIAL);
          List<Target> possible =
              switch (origin) {
                case TRIAL -> likeliest;
                case MODEL -> anything;
              };
          found(look, name)
              .ifPresent(
                  match ->
                      targetOf(match, possible)
                          .ifPresent(
                              target ->
                                  fitting.add(
                                      new Tried(
                                          name,
                                          candidate,
                                          origin,
                                          target,
                                          new Label(
                                              element,
                                              argument,
                                              match.nodes(),
                                              match.several())))));
        });
    return fitting;
  }

  private Optional<Selector.Match> found(AppProfile.Look look, String name) {
    return found(look, name, argument);
  }

  private static Optional<Selector.Match> found(AppProfile.Look look, String name, String sought) {
    try {
      return look.findAll(name, sought)
          .filter(match -> match.several() || match.nodes().size() == 1);
    } catch (Selector.Ambiguous landmark) {
      return Optional.empty();
    }
  }

  /** Relaxed candidates may find the target of another. */
  private Optional<Target> targetOf(Selector.Match match, List<Target> targets) {
    return targets.stream()
        .filter(target -> match.nodes().stream().anyMatch(node -> sight.isOne(node, target.node())))
        .findFirst();
  }

  private void tryOnStored(List<Tried> all) {
    for (int i = 0; i < stored.size() && !isOver(); i++) {
      LabelledScreen screen = stored.get(i);
      List<Label> labels =
          screen.of(element).stream().filter(label -> !label.nodes().isEmpty()).toList();
      AppProfile.Look look = trial.on(screen.tree());
      TriedScreen unchanged = new ScreenTrial(profile, screen).unchanged();
      for (Tried one : all) {
        if (labels.isEmpty()) {
          judgeAbsent(one, i, found(look, one.name));
        }
        for (Label label : labels) {
          unchanged
              .judge(look, one.name, label)
              .ifPresent(
                  judged -> {
                    one.stored.count(judged.outcome());
                    if (judged.outcome() == ScreenTrial.Outcome.WRONG) {
                      one.mistake(screen.name() + ": " + judged.detail());
                    }
                  });
        }
      }
    }
  }

  /** Where the profile knows nothing of the element, this may be it, or something else. */
  private void judgeAbsent(Tried one, int at, Optional<Selector.Match> match) {
    if (match.isEmpty()) {
      return;
    }
    LabelledScreen screen = stored.get(at);
    List<UiNode> nodes = match.get().nodes();
    boolean isOther =
        nodes.stream()
            .map(node -> sights.get(at).namesOf(node))
            .anyMatch(
                names -> !names.isEmpty() && !sight.namesOf(one.target.node()).containsAll(names));
    if (!pageShown.get(at)) {
      one.wrongElsewhere++;
    } else if (isOther) {
      one.stored.count(ScreenTrial.Outcome.WRONG);
      one.mistake(
          screen.name()
              + ": "
              + nodes.getFirst().describe()
              + ", which is "
              + String.join(", ", sights.get(at).namesOf(nodes.getFirst())));
    } else {
      one.newlyFound++;
    }
  }

  /** Keeps of each target the best of each way to find it: they fail on different changes. */
  private List<Tried> best(List<Tried> all) {
    IdentityHashMap<UiNode, Set<Set<String>>> ways = new IdentityHashMap<>();
    List<Tried> best = new ArrayList<>();
    all.stream()
        .sorted(byWorth())
        .forEach(
            one -> {
              Set<Set<String>> known =
                  ways.computeIfAbsent(one.target.node(), _ -> new HashSet<>());
              if (one.origin == Origin.MODEL
                  || (known.size() < MOST_WAYS && known.add(one.candidate.parts().keySet()))) {
                best.add(one);
              }
            });
    return best;
  }

  private void tryOnChanged(List<Tried> some) {
    Map<List<UiNode>, List<Tried>> byFinding = new LinkedHashMap<>();
    some.forEach(
        one -> byFinding.computeIfAbsent(one.label.nodes(), _ -> new ArrayList<>()).add(one));
    byFinding.forEach(
        (_, group) ->
            tryChanged(
                new LabelledScreen("the failed screen", failed, List.of(group.getFirst().label)),
                group));
    int more = 0;
    for (LabelledScreen screen : stored) {
      if (more < MOST_CHANGED && isKnownOn(screen)) {
        more++;
        tryChanged(new LabelledScreen(screen.name(), screen.tree(), screen.of(element)), some);
      }
    }
  }

  private void tryChanged(LabelledScreen screen, List<Tried> some) {
    ScreenTrial changes = new ScreenTrial(profile, screen);
    for (MutationKind kind : MutationKind.values()) {
      if (isOver()) {
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
            .ifPresent(
                judged -> {
                  one.changed.count(judged.outcome());
                  if (judged.outcome() == ScreenTrial.Outcome.WRONG) {
                    one.mistake(screen.name() + ", " + kind.words() + ": " + judged.detail());
                  }
                });
      }
    }
  }

  private Comparator<Tried> byWorth() {
    boolean known = known() > 0;
    return Comparator.<Tried>comparingDouble(one -> one.worth(known)).reversed();
  }

  // ---- Proposing

  /** Of each target the best, then the next ones. */
  private List<Tried> different(List<Tried> sorted) {
    Set<UiNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Tried> ordered = new LinkedHashSet<>();
    List<Tried> worthiest = sorted.stream().sorted(byWorth()).toList();
    for (Tried one : sorted) {
      if (seen.add(one.target.node())) {
        worthiest.stream()
            .filter(other -> other.target.node().is(one.target.node()))
            .findFirst()
            .ifPresent(ordered::add);
      }
    }
    ordered.addAll(worthiest);
    return List.copyOf(ordered);
  }

  /** Writes the candidate into the profile, and looks whether all of that does what it should. */
  private Optional<Proposal> proposal(Tried one) throws NotEditable {
    boolean guard = edit.losesGuard(element) && !isAnywhere();
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
    return Optional.ofNullable(profile.pages().get(ProfileEdit.page(element)))
        .filter(page -> !page.guards() || page.anywhere().contains(element))
        .isPresent();
  }

  private Optional<Proposal> written(Tried one, boolean guarded) throws NotEditable {
    Addition addition = edit.withCandidate(element, one.candidate.yaml(), guarded);
    AppProfile repaired;
    try {
      repaired = texts.with(addition.after()).inLanguage(profile.locale()).orElseThrow();
    } catch (AppProfile.Malformed unfit) {
      // Ideas of somebody else may need what needs this element.
      if (one.origin == Origin.MODEL) {
        return Optional.empty();
      }
      throw unfit;
    }
    boolean finds =
        found(repaired.on(failed), element)
            .filter(
                match ->
                    match.nodes().stream().anyMatch(node -> sight.isOne(node, one.target.node())))
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
    for (int i = 0; i < stored.size() && !isOver(); i++) {
      sideEffects(repaired, i, all, mistakes);
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
  private void sideEffects(AppProfile repaired, int at, Tried.Tally tally, List<String> mistakes) {
    LabelledScreen before = stored.get(at);
    AppProfile.Look look = repaired.on(before.tree());
    for (String other : edit.dependents(element, profile.elementNames())) {
      if (other.equals(element)) {
        continue;
      }
      for (Label label : before.of(other)) {
        Optional<Selector.Match> now = found(look, other, label.argument());
        if (!label.nodes().isEmpty()
            && now.isPresent()
            && now.get().nodes().stream()
                .noneMatch(
                    node ->
                        label.nodes().stream().anyMatch(was -> sights.get(at).isOne(was, node)))) {
          tally.wrong++;
          mistakes.add(
              before.name() + ": " + other + " becomes " + now.get().nodes().getFirst().describe());
        }
      }
    }
  }
}
