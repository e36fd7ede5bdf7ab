package dev.drover.device.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.device.flow.PhoneBench;
import dev.drover.device.hierarchy.Controls;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.mutation.LabelledScreen;
import dev.drover.device.profile.mutation.MutationKind;
import dev.drover.device.profile.mutation.RecordedScreens;
import dev.drover.device.profile.mutation.ScreenTrial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What is looked up in an index")
class IndexedSearchTest {
  /** So many of the recorded screens are tried as they are, and as often changed. */
  private static final int SCREENS = Boolean.getBoolean("drover.matrix.whole") ? 600 : 15;

  private static final long SEED = 20_261_129;

  @TempDir private Path home;

  @Test
  void is_what_a_comparison_of_every_node_finds() throws Exception {
    AppProfiles profiles = new AppProfiles(home, PhoneBench.APPS);
    List<RecordedScreens.Recorded> all = RecordedScreens.all();
    Random random = new Random(SEED);
    List<String> differences = new ArrayList<>();
    int compared = 0;
    for (int i = 0; i < SCREENS; i++) {
      RecordedScreens.Recorded screen = all.get(random.nextInt(all.size()));
      AppProfile profile =
          profiles.profile(screen.platform().wireName()).inLanguage(screen.locale()).orElseThrow();
      for (UiTree tree : List.of(screen.tree(), changed(profile, screen, random))) {
        compared += compare(profile, tree, screen.name(), differences);
      }
    }

    assertThat(differences).isEmpty();
    assertThat(compared).isGreaterThan(100 * SCREENS);
  }

  private static UiTree changed(
      AppProfile profile, RecordedScreens.Recorded screen, Random random) {
    ScreenTrial trial =
        new ScreenTrial(
            profile,
            LabelledScreen.by(profile, screen.name(), screen.tree(), RecordedScreens.ARGUMENTS));
    MutationKind[] kinds = MutationKind.values();
    return trial
        .changed(kinds[random.nextInt(kinds.length)], random.nextLong())
        .orElseGet(trial::unchanged)
        .tree();
  }

  private static int compare(
      AppProfile profile, UiTree tree, String name, List<String> differences) {
    Controls controls = new Controls(tree);
    int compared = 0;
    for (String element : profile.elementNames()) {
      Selector selector = profile.selector(element);
      for (String argument : selector.takesArgument() ? RecordedScreens.ARGUMENTS : List.of("")) {
        compared++;
        String indexed = told(tree, () -> selector.findAll(tree, argument));
        String plain =
            told(tree, () -> new PlainSearch(tree, controls, argument).findAll(selector));
        if (!indexed.equals(plain)) {
          differences.add(
              name + ": " + element + " for " + argument + ": " + indexed + " and not " + plain);
        }
      }
    }
    return compared;
  }

  /** One way to find something. */
  private interface Finding {
    Optional<Selector.Match> find();
  }

  private static String told(UiTree tree, Finding finding) {
    try {
      return finding
          .find()
          .map(match -> match.candidate() + " fits " + places(tree, match.nodes()))
          .orElse("nothing");
    } catch (Selector.Ambiguous several) {
      return "ambiguous";
    }
  }

  private static List<Integer> places(UiTree tree, List<UiNode> nodes) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < tree.nodes().size(); i++) {
      UiNode node = tree.nodes().get(i);
      if (nodes.stream().anyMatch(node::is)) {
        places.add(i);
      }
    }
    return places;
  }
}
