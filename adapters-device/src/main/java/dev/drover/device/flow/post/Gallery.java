package dev.drover.device.flow.post;

import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.screen.Screen;
import dev.drover.domain.task.FailureCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The app's view of the phone's gallery: a grid with the newest file first. Pictures are told apart
 * by position only, so the post's files must be the newest, with the first of them newest of all.
 */
public final class Gallery {
  private static final Duration PAGE = Duration.ofSeconds(15);
  private static final Duration CHOICE = Duration.ofSeconds(5);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
  private final FlowContext context;
  private final Screen screen;

  public Gallery(FlowContext context) {
    this.context = context;
    this.screen = context.screen();
  }

  /** Chooses the newest video and goes on. */
  public void chooseVideo() {
    screen.tap(screen.await("gallery.videos_tab", PAGE));
    screen.tap(screen.awaitAll("gallery.cell", PAGE).getFirst());
    screen.tap(screen.await("gallery.next_button", PAGE));
  }

  /** Chooses the newest pictures, from newer to older, and goes on. */
  public void choosePictures(int count) {
    screen.tap(screen.await("gallery.photos_tab", PAGE));
    chooseNewest(count);
  }

  /** Chooses the newest of all that is shown, pictures or videos, and goes on. */
  public void chooseNewest(int count) {
    if (count > 1) {
      screen.tap(screen.await("gallery.select_multiple", PAGE));
    }
    for (int number = 1; number <= count; number++) {
      context.step("choose picture " + number + " of " + count, 35);
      choose(number, count);
    }
    screen.tap(screen.await("gallery.next_button", PAGE));
  }

  private void choose(int number, int count) {
    UiNode wanted =
        number == 1 ? screen.awaitAll("gallery.cell", PAGE).getFirst() : after(number - 1);
    if (count == 1) {
      screen.tap(wanted);
      return;
    }
    // Some apps select the newest by themselves; a tap would deselect it.
    if (cellWith(number, screen.read())
        .filter(cell -> cell.bounds().equals(wanted.bounds()))
        .isEmpty()) {
      screen.tap(wanted);
    }
    long deadline = System.nanoTime() + CHOICE.toNanos();
    while (cellWith(number, screen.read()).isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw misled(number);
      }
      screen.rest(BETWEEN_LOOKS);
    }
  }

  /** The cell after the one chosen last; it may be below the visible part. */
  private UiNode after(int number) {
    UiTree tree = screen.read();
    Optional<UiNode> next = following(number, tree);
    if (next.isEmpty()) {
      screen.swipeUp();
      screen.rest(CHOICE.dividedBy(5));
      next = following(number, screen.read());
    }
    return next.orElseThrow(() -> misled(number + 1));
  }

  private Optional<UiNode> following(int number, UiTree tree) {
    List<UiNode> cells = screen.findAllOn(tree, "gallery.cell", "");
    return cellWith(number, tree)
        .map(cells::indexOf)
        .filter(place -> place + 1 < cells.size())
        .map(place -> cells.get(place + 1));
  }

  /** Returns the cell with this selection number, which is on the cell or in its description. */
  private Optional<UiNode> cellWith(int number, UiTree tree) {
    return screen.findAllOn(tree, "gallery.chosen_mark", Integer.toString(number)).stream()
        .flatMap(
            mark ->
                screen.findAllOn(tree, "gallery.cell", "").stream()
                    .filter(cell -> cell.bounds().holdsCentreOf(mark.bounds())))
        .findFirst();
  }

  private FlowFailed misled(int number) {
    return new FlowFailed(
        FailureCode.ELEMENT_NOT_FOUND,
        "picture "
            + number
            + " can't be chosen in the app's gallery on phone "
            + context.serial()
            + "; if the app has changed, repair gallery.cell in "
            + screen.profile().repairFile());
  }
}
