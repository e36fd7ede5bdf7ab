package dev.drover.device.flow.post;

import dev.drover.device.flow.FlowContext;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.screen.Screen;
import dev.drover.domain.script.post.Caption;
import java.time.Duration;
import java.util.Optional;

/** Writes a post's title and description. */
public final class CaptionStep {
  private static final Duration PAGE = Duration.ofSeconds(15);

  private final FlowContext context;
  private final Screen screen;
  private Optional<String> unseen = Optional.empty();

  public CaptionStep(FlowContext context) {
    this.context = context;
    this.screen = context.screen();
  }

  /**
   * Begins and ends on the post page. If the page has no title field, the title goes before the
   * description.
   */
  public void apply(Caption caption) {
    Optional<UiNode> title =
        screen.profile().has("post.title_field")
            ? screen.find("post.title_field")
            : Optional.empty();
    String description = caption.description();
    if (title.isPresent()) {
      write(title, caption.title(), "title");
    } else if (!caption.title().isEmpty()) {
      description = (caption.title() + "\n" + description).strip();
    }
    if (!description.isEmpty()) {
      write(Optional.of(screen.await("post.description_field", PAGE)), description, "description");
    }
  }

  /** Returns the text that was typed last without being shown, if there is one. */
  public Optional<String> unseen() {
    return unseen;
  }

  private void write(Optional<UiNode> field, String text, String what) {
    if (text.isEmpty()) {
      return;
    }
    context.step("write the " + what, 65);
    if (field.isPresent() && !screen.typeUnlessUnseen(field.get(), text)) {
      unseen = Optional.of(text);
      context.step("the screen does not show the " + what + " that was typed", 66);
    }
    screen.hideKeyboard();
  }
}
