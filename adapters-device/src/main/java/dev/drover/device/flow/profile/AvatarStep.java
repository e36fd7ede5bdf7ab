package dev.drover.device.flow.profile;

import static dev.drover.device.flow.profile.EditPage.PAGE;

import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.screen.Screen;
import dev.drover.device.screen.Screen.Found;
import dev.drover.domain.material.MediaFile;
import dev.drover.domain.task.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;

/**
 * Changes the picture of the account in use. What is on the page that lists the fields is compared
 * with the file: the app says nothing of its pictures. Used once.
 */
final class AvatarStep {
  private static final Duration SHOWN = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final String SAVE = "profile_photo.save_button";

  private final FlowContext context;
  private final Screen screen;
  private final EditPage page;

  AvatarStep(FlowContext context, EditPage page) {
    this.context = context;
    this.screen = context.screen();
    this.page = page;
  }

  /**
   * Has the app show a file.
   *
   * @return false if it does already; nothing was changed
   */
  boolean bring(MediaFile file) {
    context.step("compare the picture with " + file.name(), 22);
    Likeness wanted = wanted(file);
    if (isShown(wanted)) {
      return false;
    }
    context.step("send " + file.name() + " to the phone", 25);
    context.media().removeOld();
    context.media().allowTo(context.packageName());
    context.media().put(file);
    context.step("choose " + file.name() + " as the picture", 30);
    screen.tap(screen.await("edit_profile.photo_button", PAGE));
    screen.tap(screen.await("profile_photo.gallery_row", PAGE));
    screen.tap(screen.awaitAll("gallery.cell", PAGE).getFirst());
    Found next = screen.awaitAny(PAGE, SAVE, "gallery.next_button");
    if (!next.element().equals(SAVE)) {
      screen.tap(next.node());
      screen.await(SAVE, PAGE);
    }
    SaveStep save = SaveStep.ofPicture(context);
    context.step("save the picture", 34);
    save.tap(SAVE);
    context.step("check that the app shows the picture", 37);
    page.comeBack();
    save.settle(comes(wanted));
    return true;
  }

  private boolean comes(Likeness wanted) {
    long deadline = System.nanoTime() + SHOWN.toNanos();
    while (!isShown(wanted)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      screen.rest(BETWEEN_LOOKS);
    }
    return true;
  }

  private boolean isShown(Likeness wanted) {
    Found picture = screen.awaitAny(PAGE, "edit_profile.photo");
    return Likeness.onScreen(screen.picture(), picture.node().bounds(), picture.screen().screen())
        .filter(wanted::isShownAs)
        .isPresent();
  }

  private static Likeness wanted(MediaFile file) {
    try {
      Optional<Likeness> likeness = Likeness.ofFile(Files.readAllBytes(file.path()));
      return likeness.orElseThrow(
          () ->
              new FlowFailed(
                  FailureCode.MATERIAL_MISSING,
                  file.name() + " can't be read as a picture; save it anew as a JPG or PNG"));
    } catch (IOException unreadable) {
      FlowFailed gone =
          new FlowFailed(
              FailureCode.MATERIAL_MISSING,
              file.name() + " can't be read any more; put it back and retry");
      gone.initCause(unreadable);
      throw gone;
    }
  }
}
