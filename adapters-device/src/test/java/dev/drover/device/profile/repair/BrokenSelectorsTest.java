package dev.drover.device.profile.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.application.port.device.ProfileRepairs.Proposal;
import dev.drover.device.flow.PhoneBench;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.AppProfiles;
import dev.drover.device.profile.Selector;
import dev.drover.device.profile.mutation.LabelledScreen;
import dev.drover.device.profile.mutation.LabelledScreen.Label;
import dev.drover.device.profile.mutation.MutationKind;
import dev.drover.device.profile.mutation.RecordedScreens;
import dev.drover.device.profile.mutation.ScreenTrial;
import dev.drover.device.profile.mutation.ScreenTrial.Outcome;
import dev.drover.device.profile.mutation.TriedScreen;
import dev.drover.domain.app.Platform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Breaks each element of a shipped profile, on the virtual phone's screens: an update of the app
 * has renamed the ids, and none of the element's candidates that fit is left. What the element was
 * is known from the stored screens of before, not from the failed one.
 */
@DisplayName("A repair is proposed for an element that is broken by hand")
@Order(9)
class BrokenSelectorsTest {
  /** Whether the stored screens tell what the element was; without, there is its name alone. */
  private static final boolean BLIND = Boolean.getBoolean("drover.repair.blind");

  /** A build tries some elements; {@code mvn verify -Pmatrix} tries all. */
  private static final int EVERY = Boolean.getBoolean("drover.matrix.whole") ? 1 : 8;

  private static final String LOCALE = System.getProperty("drover.repair.locale", "en-US");

  @TempDir private Path none;

  /**
   * A screen that has the element, as the update shows it, and the profile without its candidates.
   */
  private record Broken(
      AppProfiles.Text texts, AppProfile profile, String screen, TriedScreen failed, Label label) {}

  private final class Bench {
    private final AppProfiles.Text texts;
    private final AppProfile profile;
    private final List<LabelledScreen> screens = new ArrayList<>();
    private final SequencedMap<String, List<CandidateText>> candidates = new LinkedHashMap<>();
    private final AppProfile single;

    Bench(Platform platform) throws Exception {
      AppProfiles profiles = new AppProfiles(none, PhoneBench.APPS);
      texts = profiles.text(platform.wireName());
      profile = profiles.profile(platform.wireName()).inLanguage(LOCALE).orElseThrow();
      for (RecordedScreens.Recorded screen : RecordedScreens.all()) {
        if (screen.platform() == platform && screen.locale().equals(LOCALE)) {
          screens.add(
              LabelledScreen.by(profile, screen.name(), screen.tree(), RecordedScreens.ARGUMENTS));
        }
      }
      ProfileEdit edit = new ProfileEdit(texts);
      SequencedMap<String, String> each = new LinkedHashMap<>();
      for (String element : profile.elementNames()) {
        List<CandidateText> all = edit.candidates(element);
        candidates.put(element, all);
        for (int i = 0; i < all.size(); i++) {
          each.put(name(element, i), all.get(i).yaml());
        }
      }
      single = texts.with(edit.withElements(each).after()).inLanguage(LOCALE).orElseThrow();
    }

    private static String name(String element, int at) {
      return "one" + at + "." + element.replace('.', '_');
    }

    /** Breaks an element on the first screen that has it. */
    Optional<Broken> broken(String element) {
      for (LabelledScreen screen : screens) {
        for (Label label : screen.of(element)) {
          if (!label.nodes().isEmpty()) {
            return Optional.of(broken(screen, label));
          }
        }
      }
      return Optional.empty();
    }

    private Broken broken(LabelledScreen screen, Label label) {
      LabelledScreen alone = new LabelledScreen(screen.name(), screen.tree(), List.of(label));
      ScreenTrial trial = new ScreenTrial(profile, alone);
      TriedScreen updated = trial.changed(MutationKind.IDS_RENAMED, 7).orElseGet(trial::unchanged);
      AppProfile.Look look = single.on(updated.tree());
      List<String> left = new ArrayList<>();
      List<CandidateText> all = candidates.getOrDefault(label.element(), List.of());
      for (int i = 0; i < all.size(); i++) {
        if (!fits(look, name(label.element(), i), label.argument())) {
          left.add(all.get(i).yaml());
        }
      }
      if (left.isEmpty()) {
        left.add("{id: none_is_left" + (label.several() ? ", several: true" : "") + "}");
      }
      AppProfiles.Text without =
          new AppProfiles.Text(
              texts.name(),
              texts.file(),
              Optional.empty(),
              replaced(texts.shipped(), label.element(), left));
      AppProfile rest = without.with("versions: \">=1\"\n").inLanguage(LOCALE).orElseThrow();
      assertThat(fits(rest.on(updated.tree()), label.element(), label.argument())).isFalse();
      return new Broken(without, rest, screen.name(), updated, label);
    }

    private static boolean fits(AppProfile.Look look, String element, String argument) {
      try {
        return look.findAll(element, argument).isPresent();
      } catch (Selector.Ambiguous landmark) {
        return true;
      }
    }

    private static String replaced(String yaml, String element, List<String> left) {
      StringBuilder text = new StringBuilder();
      boolean within = false;
      for (String line : yaml.lines().toList()) {
        if (line.equals("  " + element + ":")) {
          within = true;
          text.append(line).append('\n');
          left.forEach(one -> text.append("    - ").append(one).append('\n'));
        } else if (!within || !(line.startsWith("    ") || line.strip().startsWith("#"))) {
          within = false;
          text.append(line).append('\n');
        }
      }
      return text.toString();
    }

    List<LabelledScreen> stored(Broken broken) {
      Map<String, LabelledScreen> different = new HashMap<>();
      return screens.stream()
          .filter(screen -> !screen.name().equals(broken.screen()))
          .map(
              screen ->
                  BLIND
                      ? new LabelledScreen(
                          screen.name(),
                          screen.tree(),
                          screen.labels().stream()
                              .filter(one -> !one.element().equals(broken.label().element()))
                              .toList())
                      : screen)
          .filter(screen -> different.putIfAbsent(screen.tree().xml(), screen) == null)
          .toList();
    }
  }

  @ParameterizedTest
  @EnumSource(Platform.class)
  void that_names_the_right_thing_first_for_nine_of_ten(Platform platform) throws Exception {
    Bench bench = new Bench(platform);
    List<String> wrong = new ArrayList<>();
    List<String> mistaken = new ArrayList<>();
    int tried = 0;
    long started = System.nanoTime();
    int number = 0;
    for (String element : bench.profile.elementNames()) {
      Optional<Broken> found = bench.broken(element);
      if (found.isPresent() && number++ % EVERY == 0) {
        tried++;
        Broken broken = found.get();
        RepairSearch search =
            new RepairSearch(
                broken.texts(),
                KnownScreens.of(
                    broken.profile(),
                    broken.failed().tree(),
                    bench.stored(broken),
                    element,
                    broken.label().argument()),
                () -> false);
        List<Proposal> proposals = search.proposals(_ -> true);
        if (proposals.isEmpty() || !names(broken, proposals.getFirst())) {
          int place = 1;
          while (place <= proposals.size() && !names(broken, proposals.get(place - 1))) {
            place++;
          }
          wrong.add(
              element
                  + " (right is "
                  + (place > proposals.size() ? "none" : "no. " + place)
                  + " of "
                  + proposals.size()
                  + "): "
                  + broken.label().nodes().getFirst().describe()
                  + (proposals.isEmpty()
                      ? ""
                      : ", not "
                          + proposals.getFirst().node()
                          + " by "
                          + proposals.getFirst().candidate()));
        } else if (!proposals.getFirst().mistakes().isEmpty()) {
          mistaken.add(
              element + " " + proposals.getFirst().candidate() + proposals.getFirst().mistakes());
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %d of %d elements are repaired rightly by the first proposal (%.1f %%), %.1f s%n%s%n"
            + "with mistakes: %s%n",
        platform.wireName(),
        tried - wrong.size(),
        tried,
        100.0 * (tried - wrong.size()) / tried,
        (System.nanoTime() - started) / 1e9,
        String.join("\n", wrong),
        mistaken.stream().collect(Collectors.joining("\n")));
    assertThat(10 * (tried - wrong.size())).isGreaterThanOrEqualTo(9 * tried);
  }

  private static boolean names(Broken broken, Proposal proposal) {
    AppProfile repaired = broken.texts().with(proposal.after()).inLanguage(LOCALE).orElseThrow();
    return broken
        .failed()
        .judge(repaired.on(broken.failed().tree()), broken.label().element(), broken.label())
        .filter(judged -> judged.outcome() == Outcome.FOUND)
        .isPresent();
  }
}
