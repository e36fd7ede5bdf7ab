package dev.drover.device.profile.mutation;

import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.mutation.LabelledScreen.Label;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds what a profile finds on a labelled screen, unchanged or changed, against the labels: what
 * is found, missed, or taken for another thing.
 */
public final class ScreenTrial {
  private static final Pattern LABEL = Pattern.compile("<([a-z][a-z0-9_]*)>");

  private final AppProfile profile;
  private final LabelledScreen screen;
  private final List<UiNode> nodes;
  private final List<UiNode> cells;
  private final IdentityHashMap<UiNode, List<String>> words = new IdentityHashMap<>();

  /** How an element was found on a screen. */
  public enum Outcome {
    /** The same thing was found. */
    FOUND,
    /** Nothing was found, or it could not be decided. */
    MISSED,
    /** Another thing was found, or something where there was nothing. */
    WRONG
  }

  /**
   * The outcome for one element on a changed screen.
   *
   * @param detail what was found in its place, if it was wrong
   */
  public record Result(String screen, String element, Outcome outcome, String detail) {}

  /**
   * @param screen the elements of its labels are changed, and looked for
   */
  public ScreenTrial(AppProfile profile, LabelledScreen screen) {
    this.profile = profile;
    this.screen = screen;
    this.nodes = screen.labels().stream().flatMap(one -> one.nodes().stream()).distinct().toList();
    this.cells =
        screen.labels().stream()
            .filter(Label::several)
            .flatMap(one -> one.nodes().stream())
            .toList();
    for (Label one : screen.labels()) {
      Matcher label = LABEL.matcher(profile.selector(one.element()).describe());
      while (label.find()) {
        one.nodes()
            .forEach(
                node -> words.computeIfAbsent(node, _ -> new ArrayList<>()).add(label.group(1)));
      }
    }
  }

  /** Returns how many things are known on the screen. */
  public int size() {
    return screen.size();
  }

  /**
   * Changes the screen in one way, and looks for everything on it.
   *
   * @param seed decides which change of that kind it is
   * @return the outcomes of what is on the screen, and of what was wrongly found; empty if this
   *     screen has nothing to change in this way
   */
  public Optional<List<Result>> run(MutationKind kind, long seed) {
    return changed(kind, seed).map(this::results);
  }

  /** Returns the screen, changed in one way; empty if it has nothing to change in this way. */
  public Optional<TriedScreen> changed(MutationKind kind, long seed) {
    Canvas canvas = new Canvas(screen.tree(), nodes, cells, new Random(seed * 0x9E3779B97F4A7C15L));
    return kind.change(profile, words).on(canvas)
        ? Optional.of(new TriedScreen(canvas.draft.finished()))
        : Optional.empty();
  }

  /** Returns the screen as it is. */
  public TriedScreen unchanged() {
    List<Part> parts = new Draft(screen.tree()).parts();
    IdentityHashMap<UiNode, Part> sources = new IdentityHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      sources.put(screen.tree().nodes().get(i), parts.get(i));
    }
    return new TriedScreen(new ChangedScreen(screen.tree(), sources));
  }

  private List<Result> results(TriedScreen tried) {
    List<Result> results = new ArrayList<>();
    AppProfile.Look look = profile.on(tried.tree());
    for (Label one : screen.labels()) {
      tried
          .judge(look, one.element(), one)
          .map(found -> new Result(screen.name(), one.toString(), found.outcome(), found.detail()))
          .ifPresent(results::add);
    }
    return results;
  }
}
