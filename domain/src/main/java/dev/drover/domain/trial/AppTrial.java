package dev.drover.domain.trial;

import dev.drover.domain.app.AppVersion;
import dev.drover.domain.device.DeviceSerial;
import java.time.Instant;
import java.util.Optional;

/**
 * What a farm knows of a version of an app.
 *
 * @param phone that tries it, or has tried it last; empty if none has
 * @param since when it came into this state
 * @param lacks what its screens lack, by the names of the profile's elements, if it failed
 */
public record AppTrial(
    AppVersion app,
    TrialState state,
    Optional<DeviceSerial> phone,
    Instant since,
    Optional<String> lacks) {
  public AppTrial {
    if (state.keepsWaiting() && phone.isEmpty()) {
      throw new IllegalArgumentException("a trial that is " + state.wireName() + " has a phone");
    }
    if ((state == TrialState.FAILED) != lacks.isPresent()) {
      throw new IllegalArgumentException("a trial lacks something exactly if it failed");
    }
  }

  /** Says in plain words what the farm knows of the version, and what to do if tasks wait. */
  public String description() {
    String tried = phone.map(serial -> " on phone " + serial).orElse("");
    return switch (state) {
      case KNOWN -> app + " was the first version here, and its profile is made for it";
      case NEW -> app + " is new here; the next task that needs it tries it";
      case TRYING ->
          app + " is new here;" + phone.map(on -> " phone " + on).orElse("") + " is trying it";
      case PASSED -> app + " passed its trial" + tried;
      case FAILED ->
          app
              + " failed its trial"
              + tried
              + ", where the profile does not find "
              + lacks.orElse("all of its walk")
              + "; repair the profile by the screen that the attempt kept, or let the version go on"
              + " anyway";
      case ALLOWED -> app + " runs without a trial, as a person decided";
    };
  }
}
