package dev.drover.device.attempt;

import dev.drover.device.flow.AppPages;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.profile.CanaryStep;
import dev.drover.device.profile.Selector;
import dev.drover.device.screen.ElementNotFound;
import dev.drover.device.screen.Screen;
import java.time.Duration;
import java.util.Optional;

/**
 * Visits the app's main pages that a profile lists, and changes nothing. It finds out whether the
 * profile fits an app version that it was not made for.
 */
final class CanaryWalk {
  private static final Duration PAGE = Duration.ofSeconds(8);

  private CanaryWalk() {}

  /**
   * Visits the pages.
   *
   * @return what was not found; empty if everything was
   */
  static Optional<String> missing(FlowContext context, AppPages pages) {
    Screen screen = context.screen();
    try {
      pages.openFeed();
      for (CanaryStep step : screen.profile().canary()) {
        step.tap().ifPresent(element -> screen.tap(screen.await(element, PAGE)));
        for (String element : step.sees()) {
          context.step("look for " + element, 3);
          screen.await(element, PAGE);
        }
      }
      pages.openFeed();
      return Optional.empty();
    } catch (ElementNotFound absent) {
      return Optional.of(absent.names());
    } catch (Selector.Ambiguous several) {
      return Optional.of(several.selector().name());
    }
  }
}
