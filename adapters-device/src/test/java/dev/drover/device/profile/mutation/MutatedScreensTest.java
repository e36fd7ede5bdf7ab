package dev.drover.device.profile.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.device.flow.PhoneBench;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.AppProfiles;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Changes the virtual phone's screens as apps, phones and languages change them. A build tries a
 * sample; {@code mvn verify -Pmatrix} tries twenty thousand.
 */
@DisplayName("On changed screens the shipped profiles")
class MutatedScreensTest {
  private static final boolean WHOLE = Boolean.getBoolean("drover.matrix.whole");
  private static final int SCREENS = Integer.getInteger("drover.mutations", WHOLE ? 24_000 : 600);

  /** A build must not fail by chance; -Ddrover.matrix.seed chooses other changes. */
  private static final long USUAL_SEED = 20_260_801;

  /** A changed screen as the report tells it: the screen, the kind and the seed of the change. */
  private static final Pattern CASE = Pattern.compile("(.+), ([A-Z_]+) (-?\\d+)");

  @TempDir private Path home;

  @Test
  void name_the_same_things_or_nothing() throws Exception {
    AppProfiles profiles = new AppProfiles(home, PhoneBench.APPS);
    List<ScreenTrial> trials =
        screens()
            .map(screen -> trial(profile(profiles, screen), screen))
            .filter(trial -> trial.size() > 0)
            .toList();

    MutationReport report =
        MutationReport.of(trials, SCREENS, Long.getLong("drover.matrix.seed", USUAL_SEED));

    System.out.println(report);
    assertThat(report.screens()).isGreaterThanOrEqualTo(SCREENS);
    assertThat(report.wrong()).isEmpty();
    assertThat(report.found()).isGreaterThanOrEqualTo(90);
  }

  private Stream<RecordedScreens.Recorded> screens() throws Exception {
    return Stream.concat(RecordedScreens.all().stream(), RecordedScreens.feeds(home).stream());
  }

  /**
   * Tries one changed screen again, as a failed run told it: {@code -Ddrover.mutation="tiktok
   * zh-Hans-CN 87, DENSITY 629163807750154397"}.
   */
  @Test
  void name_the_same_things_on_one_screen_that_is_tried_again() throws Exception {
    Matcher again = CASE.matcher(System.getProperty("drover.mutation", ""));
    assumeTrue(again.matches());
    AppProfiles profiles = new AppProfiles(home, PhoneBench.APPS);
    RecordedScreens.Recorded screen =
        screens().filter(one -> one.name().equals(again.group(1))).findFirst().orElseThrow();
    ScreenTrial trial = trial(profile(profiles, screen), screen);
    MutationKind kind = MutationKind.valueOf(again.group(2));
    long change = Long.parseLong(again.group(3));

    trial
        .changed(kind, change)
        .orElseThrow()
        .tree()
        .nodes()
        .forEach(node -> System.out.println(node.describe()));
    assertThat(trial.run(kind, change).orElseThrow())
        .filteredOn(result -> result.outcome() == ScreenTrial.Outcome.WRONG)
        .isEmpty();
  }

  @Test
  void do_not_take_the_one_field_for_another_where_bars_are_higher() throws Exception {
    AppProfiles profiles = new AppProfiles(home, PhoneBench.APPS);
    RecordedScreens.Recorded results =
        RecordedScreens.all().stream()
            .filter(screen -> screen.name().equals("tiktok zh-Hans-CN 87"))
            .findFirst()
            .orElseThrow();

    assertThat(
            trial(profile(profiles, results), results)
                .run(MutationKind.DENSITY, 629_163_807_750_154_397L)
                .orElseThrow())
        .filteredOn(result -> result.element().startsWith("search."))
        .isNotEmpty()
        .allMatch(result -> result.outcome() == ScreenTrial.Outcome.FOUND);
  }

  private static ScreenTrial trial(AppProfile profile, RecordedScreens.Recorded screen) {
    return new ScreenTrial(
        profile,
        LabelledScreen.by(profile, screen.name(), screen.tree(), RecordedScreens.ARGUMENTS));
  }

  private static AppProfile profile(AppProfiles profiles, RecordedScreens.Recorded screen) {
    return profiles.profile(screen.platform().wireName()).inLanguage(screen.locale()).orElseThrow();
  }

  @Test
  void find_the_post_that_fills_the_screen_and_nothing_of_the_next() {
    AppProfiles profiles = new AppProfiles(home, PhoneBench.APPS);
    for (RecordedScreens.Recorded feed : RecordedScreens.feeds(home)) {
      AppProfile.Look look = profile(profiles, feed).on(feed.tree());
      UiNode author = look.find("video.author", "").orElseThrow();
      UiNode follow = look.find("video.follow_button", "").orElseThrow();

      assertThat(look.partsWith("video.author")).as(feed.name()).hasSize(2);
      assertThat(look.partsWith("video.author").getFirst().holds(author)).isTrue();
      assertThat(follow.bounds().sharesRowWith(author.bounds())).as(feed.name()).isTrue();
      assertThat(look.find("video.like_button", "")).isPresent();
    }
  }

  @Test
  void are_tried_on_screens_that_can_be_recorded_again() throws Exception {
    String wanted = System.getProperty("drover.record-screens", "");
    assumeTrue(!wanted.isEmpty());
    RecordedScreens.record(
        home, wanted.equals("all") ? RecordedScreens.locales() : List.of(wanted.split(",", -1)));
  }
}
