package dev.drover.device.app.tiktok;

import dev.drover.device.flow.FlowContext;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.screen.Screen;
import java.time.Duration;

/** Links the first product that the account may link to its post. */
final class ProductLinkStep {
  private static final Duration PAGE = Duration.ofSeconds(15);

  private ProductLinkStep() {}

  /** Begins and ends on the post page. */
  static void apply(FlowContext context) {
    context.step("link a product", 75);
    Screen screen = context.screen();
    screen.tap(screen.await("post.add_link", PAGE));
    screen.tap(screen.await("post.product_option", PAGE));
    screen.tap(screen.awaitAll("post.product_add_button", PAGE).getFirst());
    UiNode linked = screen.await("post.linked_product", PAGE);
    context.step("linked " + linked.text(), 78);
  }
}
