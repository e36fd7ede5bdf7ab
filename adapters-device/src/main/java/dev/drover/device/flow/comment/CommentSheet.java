package dev.drover.device.flow.comment;

import dev.drover.device.flow.AccountNames;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.screen.Screen;
import dev.drover.device.screen.Screen.Found;
import dev.drover.device.screen.TextEntry;
import dev.drover.domain.task.FailureCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The comments on the current video, and the field for a new one. Used for one comment. */
public final class CommentSheet {
  private static final Duration PAGE = Duration.ofSeconds(15);
  private static final Duration TAKES_EFFECT = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

  private final Screen screen;
  private final AccountNames own;
  private String text = "";
  private CommentList before = new CommentList(0, List.of(), Optional.empty(), false);
  private int complaints;

  private CommentSheet(Screen screen, AccountNames own) {
    this.screen = screen;
    this.own = own;
  }

  /** The result of sending a comment. */
  public sealed interface Sent {
    /**
     * The comment is in the list.
     *
     * @param by what shows that, as the end of a sentence that says so
     */
    record Stands(String by) implements Sent {}

    /** The app says that it was not posted. */
    record Refused() implements Sent {}

    /** The screen showed neither in time. */
    record Unseen() implements Sent {}
  }

  /**
   * Opens the comments of the video on the screen.
   *
   * @return empty where they are turned off
   */
  public static Optional<CommentSheet> open(FlowContext context, AccountNames own) {
    Screen screen = context.screen();
    screen.tap(screen.await("video.comments_button", PAGE));
    Found found = screen.awaitAny(PAGE, "comments.turned_off", "comments.field");
    return found.element().equals("comments.turned_off")
        ? Optional.empty()
        : Optional.of(new CommentSheet(screen, own));
  }

  /** Attaches the gallery's newest picture. */
  void attachNewestPhoto() {
    screen.tap(screen.await("comments.photo_button", PAGE));
    screen.tap(screen.awaitAll("gallery.cell", PAGE).getFirst());
    Found attached = screen.awaitAny(PAGE, "comments.photo_attached", "gallery.next_button");
    if (attached.element().equals("gallery.next_button")) {
      screen.tap(attached.node());
      screen.await("comments.photo_attached", PAGE);
    }
  }

  /** Types the comment. It is not sent yet. */
  public void write(String comment) {
    text = TextEntry.asShown(comment);
    Found field = screen.awaitAny(PAGE, "comments.field");
    // Count before the keyboard covers the list.
    before = CommentList.on(field.screen(), screen, own, text);
    complaints = complaintsOn(field.screen());
    screen.type(field.node(), comment);
  }

  /**
   * Sends the comment, and waits until the list shows it.
   *
   * @param decisiveTap taps a button whose effect can't be undone
   */
  public Sent send(Consumer<UiNode> decisiveTap) {
    decisiveTap.accept(screen.await("comments.send_button", PAGE));
    Optional<String> proof = Optional.empty();
    long deadline = System.nanoTime() + TAKES_EFFECT.toNanos();
    while (System.nanoTime() < deadline) {
      UiTree now = screen.read();
      CommentList list = CommentList.on(now, screen, own, text);
      if (list.own() > before.own()) {
        return new Sent.Stands("the list shows it under the name of @" + own.handle());
      }
      if (complaintsOn(now) > complaints) {
        return new Sent.Refused();
      }
      // Apps show a comment before the platform has taken it: look twice.
      Optional<String> shown = list.newSince(before, own);
      if (shown.isPresent() && shown.equals(proof)) {
        return new Sent.Stands(shown.get());
      }
      proof = shown;
      screen.rest(BETWEEN_LOOKS);
    }
    return new Sent.Unseen();
  }

  /**
   * Returns how many elements say that a comment was not posted. Comments may contain these words
   * too.
   */
  private int complaintsOn(UiTree tree) {
    return screen.findAllOn(tree, "comments.not_posted", "").size();
  }

  /** Closes the comments, whether they are turned off or not. */
  public static void close(FlowContext context) {
    Screen screen = context.screen();
    screen.hideKeyboard();
    screen.find("comments.close_button").ifPresentOrElse(screen::tap, screen::pressBack);
    if (!screen.awaitGone("comments.title", "", PAGE)) {
      throw new FlowFailed(
          FailureCode.DEVICE_ERROR,
          "the app on phone " + context.serial() + " does not close the comments; retry");
    }
  }
}
