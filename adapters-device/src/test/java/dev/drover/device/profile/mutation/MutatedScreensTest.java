package dev.drover.device.profile.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.device.flow.PhoneBench;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.AppProfiles;
import java.nio.file.Path;
import java.util.List;
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

  @TempDir private Path home;

  @Test
  void name_the_same_things_or_nothing() throws Exception {
    AppProfiles profiles = new AppProfiles(home, PhoneBench.APPS);
    List<ScreenTrial> trials =
        Stream.concat(RecordedScreens.all().stream(), RecordedScreens.feeds(home).stream())
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
