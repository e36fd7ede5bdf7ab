package dev.drover.device.flow.comment;

import dev.drover.device.flow.AccountNames;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.hierarchy.Bounds;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.screen.Screen;
import dev.drover.device.screen.Screen.Found;
import dev.drover.device.screen.TextEntry;
import dev.drover.domain.task.FailureCode;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;

/** The comments on the current video, and the field for a new one. Used for one comment. */
public final class CommentSheet {
  private static final Duration PAGE = Duration.ofSeconds(15);
  private static final Duration TAKES_EFFECT = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

  /**
   * A name and the comment below it are in one column if their left edges differ by at most the
   * width divided by this.
   */
  private static final int SAME_COLUMN = 12;

  private final Screen screen;
  private final AccountNames own;
  private String text = "";
  private int standing;
  private int complaints;

  private CommentSheet(Screen screen, AccountNames own) {
    this.screen = screen;
    this.own = own;
  }

  /** The result of sending a comment. */
  public enum Sent {
    /** The list shows it under the account's own name. */
    STANDS,
    /** The app says that it was not posted. */
    REFUSED,
    /** The screen showed neither in time. */
    UNSEEN
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
    standing = ownOn(field.screen());
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
    long deadline = System.nanoTime() + TAKES_EFFECT.toNanos();
    while (System.nanoTime() < deadline) {
      UiTree now = screen.read();
      if (ownOn(now) > standing) {
        return Sent.STANDS;
      }
      if (complaintsOn(now) > complaints) {
        return Sent.REFUSED;
      }
      screen.rest(BETWEEN_LOOKS);
    }
    return Sent.UNSEEN;
  }

  /**
   * Returns how many elements say that a comment was not posted. Comments may contain these words
   * too.
   */
  private int complaintsOn(UiTree tree) {
    return screen.findAllOn(tree, "comments.not_posted", "").size();
  }

  /** Returns how often the list shows the comment under the account's own name. */
  private int ownOn(UiTree tree) {
    return (int)
        screen.findAllOn(tree, "comments.text", text).stream()
            .filter(row -> nameAbove(row, tree).filter(own::are).isPresent())
            .count();
  }

  /** Returns the name right above the comment, however the app groups the elements. */
  private static Optional<String> nameAbove(UiNode row, UiTree tree) {
    Bounds comment = row.bounds();
    int tolerance = tree.screen().right() / SAME_COLUMN;
    return tree.nodes().stream()
        .filter(node -> !node.text().isEmpty() && !node.bounds().isEmpty())
        .filter(node -> node.bounds().centerY() < comment.top())
        .filter(node -> Math.abs(node.bounds().left() - comment.left()) <= tolerance)
        .max(Comparator.comparingInt(node -> node.bounds().centerY()))
        .map(UiNode::text);
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
