package dev.drover.device.app.tiktok;

import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.screen.Screen;
import dev.drover.domain.script.Choice;
import dev.drover.domain.script.post.AddedSound;
import dev.drover.domain.task.FailureCode;
import java.time.Duration;
import java.util.Optional;

/** Adds a sound to the post that is being edited, or removes it. */
final class SoundStep {
  private static final Duration PAGE = Duration.ofSeconds(15);
  private final FlowContext context;
  private final Screen screen;
  private final Duration patience;

  /**
   * @param patience how long sounds may take to be listed
   */
  SoundStep(FlowContext context, Duration patience) {
    this.context = context;
    this.screen = context.screen();
    this.patience = patience;
  }

  /** Begins and ends on the edit page. */
  void apply(AddedSound sound) {
    switch (sound) {
      case AddedSound.Untouched untouched -> {}
      case AddedSound.Off off -> remove();
      case AddedSound.Recommended recommended -> {
        openPicker();
        context.step("add the first recommended sound", 45);
        choose("recommends no sound; search for one, or add none");
      }
      case AddedSound.Searched searched -> {
        openPicker();
        context.step("search for the sound " + searched.keyword(), 45);
        screen.tap(screen.await("sound_picker.search_button", PAGE));
        screen.type(screen.await("sound_picker.search_field", PAGE), searched.keyword());
        screen.pressEnter();
        choose(
            "finds no sound for \"" + searched.keyword() + "\"; search for another, or add none");
      }
    }
  }

  private void remove() {
    Optional<UiNode> remove = screen.find("edit.remove_sound");
    if (remove.isEmpty()) {
      return;
    }
    context.step("remove the sound that the app has added", 42);
    screen.tap(remove.get());
    screen.await("edit.add_sound", PAGE);
  }

  private void openPicker() {
    remove();
    screen.tap(screen.await("edit.add_sound", PAGE));
    screen.await("sound_picker.close_button", PAGE);
  }

  private void choose(String none) {
    UiNode row =
        screen.awaitAll("sound_picker.rows", "sound_picker.no_results", patience).stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new FlowFailed(
                        FailureCode.TARGET_NOT_FOUND,
                        "the app on phone " + context.serial() + " " + none));
    String title = Labels.first(row);
    context.chose(Choice.Name.SOUND, title);
    screen.tap(row);
    screen.await("sound_picker.selected_row", PAGE);
    screen.tap(screen.await("sound_picker.close_button", PAGE));
    screen.await("edit.sound_name", title, PAGE);
    context.step("the post has the sound " + title, 50);
  }
}
