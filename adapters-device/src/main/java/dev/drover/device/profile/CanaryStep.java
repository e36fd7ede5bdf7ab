package dev.drover.device.profile;

import java.util.List;
import java.util.Optional;

/**
 * A step of the walk that tests whether a profile fits an unlisted app version.
 *
 * @param tap the element that leads to the page: a tab, and never one that acts
 * @param sees the elements that must be there
 */
public record CanaryStep(Optional<String> tap, List<String> sees) {
  public CanaryStep {
    sees = List.copyOf(sees);
  }
}
