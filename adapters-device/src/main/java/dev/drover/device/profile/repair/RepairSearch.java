package dev.drover.device.profile.repair;

import dev.drover.application.port.device.ProfileRepairs.Origin;
import dev.drover.application.port.device.ProfileRepairs.Proposal;
import dev.drover.application.port.device.RepairIdeas;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.AppProfiles;
import dev.drover.device.profile.Selector;
import dev.drover.device.profile.mutation.LabelledScreen.Label;
import dev.drover.device.profile.repair.Likeness.Sample;
import dev.drover.device.profile.repair.ProfileEdit.NotEditable;
import dev.drover.device.profile.repair.Targets.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

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

  private final AppProfiles.Text texts;
  private final KnownScreens screens;
  private final BooleanSupplier over;
  private final ProfileEdit edit;
  private final List<CandidateText> former;
  private final Set<String> dependents;

  private List<CandidateText> ideas = List.of();
  private boolean stoppedEarly;

  /**
   * @param over whether to come to an end now
   */
  RepairSearch(AppProfiles.Text texts, KnownScreens screens, BooleanSupplier over) {
    this.texts = texts;
    this.screens = screens;
    this.over = over;
    this.edit = new ProfileEdit(texts);
    this.former = edit.candidates(screens.element());
    this.dependents = edit.dependents(screens.element(), screens.profile().elementNames());
  }

  /** Adds candidates that somebody else thought of. */
  List<CandidateText> consider(List<RepairIdeas.Idea> asked) {
    ideas = AskedIdeas.candidates(asked, texts, screens.element(), dependents, isSeveral());
    return ideas;
  }

  /** Returns what somebody is told who is asked for ideas. */
  RepairIdeas.Question question() {
    return new RepairIdeas.Question(
        screens.element(),
        former.stream().map(CandidateText::yaml).toList(),
        AskedIdeas.structure(screens.failed()));
  }

  /** Whether the time was over before all was tried. */
  boolean hasStoppedEarly() {
    return stoppedEarly;
  }

  /**
   * Returns what could be done, the best first.
   *
   * @param fits what on the screen may be meant
   * @throws NotEditable if no lines can be added to the operator's file
   */
  List<Proposal> proposals(Predicate<UiNode> fits) throws NotEditable {
    List<Target> likeliest = targets(fits, MOST_TARGETS);
    List<Written> written = written(likeliest);
    AppProfile trial = profileWith(written);
    // Somebody else may mean what is not among the likeliest.
    List<Target> anything =
        ideas.isEmpty() ? likeliest : targets(fits, screens.failed().nodes().size());
    List<Tried> tried = fitting(written, trial.on(screens.failed()), likeliest, anything);
    CandidateTrial elsewhere = new CandidateTrial(trial, screens, this::isOver);
    elsewhere.onStored(tried);
    List<Tried> best = best(tried);
    elsewhere.onChanged(best);
    ProposalWriter writer = new ProposalWriter(texts, edit, dependents, screens, this::isOver);
    best.sort(Comparator.comparingDouble(Tried::points).reversed());
    List<Proposal> proposals = new ArrayList<>();
    boolean showsIdea = false;
    for (Tried one : different(best)) {
      // The best of somebody's ideas is shown after the others, if it is not among them.
      boolean further = one.origin == Origin.MODEL && !showsIdea;
      if ((proposals.size() < MOST_PROPOSALS || further) && (proposals.isEmpty() || !isOver())) {
        Optional<Proposal> made = writer.proposal(one);
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
    List<Sample> samples =
        screens.stored().stream().flatMap(this::samples).limit(MOST_SAMPLES).toList();
    return Targets.on(
        screens.sight(),
        screens.element(),
        samples,
        former,
        screens.argument(),
        fits,
        atMost,
        this::isOver);
  }

  private Stream<Sample> samples(KnownScreens.Stored there) {
    return there.of(screens.element()).stream()
        .filter(
            label -> screens.argument().isEmpty() || label.argument().equals(screens.argument()))
        .flatMap(label -> label.nodes().stream().limit(2))
        .map(node -> new Sample(there.sight(), node));
  }

  private boolean isSeveral() {
    return former.stream().anyMatch(CandidateText::isSeveral)
        || screens.stored().stream()
            .flatMap(one -> one.screen().of(screens.element()).stream())
            .anyMatch(Label::several);
  }

  /**
   * A candidate as an element of the profile by which it is tried.
   *
   * @param name of that element
   */
  private record Written(String name, CandidateText text, Origin origin) {}

  private List<Written> written(List<Target> likeliest) {
    CandidateWriter writer =
        new CandidateWriter(screens.sight(), former, dependents, screens.argument(), isSeveral());
    SequencedMap<CandidateText, Origin> texts = new LinkedHashMap<>();
    for (Target target : likeliest) {
      writer.of(target.node()).forEach(one -> texts.put(one, Origin.TRIAL));
    }
    ideas.forEach(one -> texts.putIfAbsent(one, Origin.MODEL));
    List<Written> written = new ArrayList<>();
    // What a candidate may fit depends on the element's last word.
    String last = Likeness.last(screens.element());
    texts.forEach(
        (text, origin) ->
            written.add(new Written("repair.c" + written.size() + "_" + last, text, origin)));
    return written;
  }

  private AppProfile profileWith(List<Written> written) throws NotEditable {
    SequencedMap<String, String> elements = new LinkedHashMap<>();
    written.forEach(one -> elements.put(one.name(), one.text().yaml()));
    return texts
        .with(edit.withElements(elements).after())
        .inLanguage(screens.profile().locale())
        .orElseThrow();
  }

  /** Returns the candidates that find just a target on the failed screen. */
  private List<Tried> fitting(
      List<Written> written, AppProfile.Look look, List<Target> likeliest, List<Target> anything) {
    List<Tried> fitting = new ArrayList<>();
    for (Written one : written) {
      List<Target> possible =
          switch (one.origin()) {
            case TRIAL -> likeliest;
            case MODEL -> anything;
          };
      KnownScreens.found(look, one.name(), screens.argument())
          .flatMap(match -> tried(one, match, possible))
          .ifPresent(fitting::add);
    }
    return fitting;
  }

  /** Relaxed candidates may find the target of another. */
  private Optional<Tried> tried(Written one, Selector.Match match, List<Target> targets) {
    Label label = new Label(screens.element(), screens.argument(), match.nodes(), match.several());
    return targets.stream()
        .filter(target -> screens.isAt(match, target.node()))
        .findFirst()
        .map(target -> new Tried(one.name(), one.text(), one.origin(), target, label));
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

  private Comparator<Tried> byWorth() {
    boolean known = !screens.withElement().isEmpty();
    return Comparator.<Tried>comparingDouble(one -> one.worth(known)).reversed();
  }

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
}
