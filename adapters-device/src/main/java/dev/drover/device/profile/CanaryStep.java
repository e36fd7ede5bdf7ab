package dev.drover.device.profile;

import java.util.List;
import java.util.Optional;

/**
 * A step of the walk that shows whether a profile fits an app's version that it was not made for.
 *
 * @param tap what leads to the page: a tab, and never anything that acts
 * @param sees what has to be found there
 */
public record CanaryStep(Optional<String> tap, List<String> sees) {
  public CanaryStep {
    sees = List.copyOf(sees);
  }
}
