package dev.drover.device.profile.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.device.flow.PhoneBench;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.AppProfiles;
import java.nio.file.Path;
import java.util.List;
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
        RecordedScreens.all().stream()
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
  void are_tried_on_screens_that_can_be_recorded_again() throws Exception {
    assumeTrue(Boolean.getBoolean("drover.record-screens"));
    RecordedScreens.record(home);
  }
}
