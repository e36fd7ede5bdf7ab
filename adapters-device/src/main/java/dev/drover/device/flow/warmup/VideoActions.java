package dev.drover.device.flow.warmup;

import dev.drover.device.flow.AccountNames;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.comment.CommentSheet;
import dev.drover.device.flow.warmup.WarmupTally.Action;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.screen.ElementNotFound;
import dev.drover.device.screen.Screen;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.script.Choice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Likes, collects and comments on the current video, and follows its author. An action counts if
 * the screen shows its result. A video that is already liked or collected is left alone, since a
 * tap would undo that.
 */
final class VideoActions {
  private static final Duration TAKES_EFFECT = Duration.ofSeconds(6);
  private final FlowContext context;
  private final Screen screen;
  private final WarmupTally tally;
  private final IntSupplier progress;
  private boolean underWay;
  private boolean confirmed;
  private String watched = "";

  /**
   * @param progress of the warm-up, 0..100
   */
  VideoActions(FlowContext context, WarmupTally tally, IntSupplier progress) {
    this.progress = progress;
    this.context = context;
    this.screen = context.screen();
    this.tally = tally;
  }

  /** Returns whether the result of an action is still unknown. */
  boolean underWay() {
    return underWay;
  }

  void like() {
    Optional<UiNode> button = ofWatched("video.like_button");
    if (button.isEmpty() || !context.spend(AccountAction.LIKE)) {
      return;
    }
    act(button.get(), "tap Like");
    end(Action.LIKE, comes("video.liked_button"));
  }

  void collect() {
    if (isInMenu() ? ofWatched("video.more_button").isEmpty() : hasGoneOn(screen.read())) {
      return;
    }
    openMenu();
    Optional<UiNode> button = screen.find("video.favorite_button");
    if (button.isPresent()) {
      act(button.get(), "tap Add to Favorites");
      openMenuAgain();
      end(Action.COLLECT, comes("video.favorited_button"));
    }
    closeMenu();
  }

  /** Some apps have the button for collecting in a menu. */
  private boolean isInMenu() {
    return screen.profile().has("video.more_button");
  }

  private void openMenu() {
    if (isInMenu()) {
      screen.tap(screen.await("video.more_button", TAKES_EFFECT));
      screen.awaitAny(TAKES_EFFECT, "video.favorite_button", "video.favorited_button");
    }
  }

  /**
   * Opens the menu again unless it is still open. A tap in the menu closes it; if that tap was
   * lost, a tap on the button behind the menu would hit an entry of the menu.
   */
  private void openMenuAgain() {
    if (isInMenu()
        && screen.awaitGone("video.favorite_button", "", TAKES_EFFECT)
        && screen.find("video.favorited_button").isEmpty()) {
      openMenu();
    }
  }

  private void closeMenu() {
    if (isInMenu()) {
      screen.pressBack();
      screen.expectVideo();
    }
  }

  void follow() {
    Optional<UiNode> button = ofWatched("video.follow_button");
    if (button.isEmpty() || !context.spend(AccountAction.FOLLOW)) {
      return;
    }
    act(button.get(), "tap Follow");
    boolean gone = screen.awaitGone("video.follow_button", "", TAKES_EFFECT);
    end(Action.FOLLOW, gone && isStillWatched(screen.lastRead()));
  }

  private boolean comes(String element) {
    try {
      return isStillWatched(Optional.of(screen.awaitAny(TAKES_EFFECT, element).screen()));
    } catch (ElementNotFound unchanged) {
      return false;
    }
  }

  /** What another video shows tells nothing of this one: the tap may have taken effect or not. */
  private boolean isStillWatched(Optional<UiTree> now) {
    boolean still = now.filter(this::isOther).isEmpty();
    confirmed &= still;
    return still;
  }

  /**
   * Notes whose video is watched.
   *
   * @param author as the screen shows it; empty if it shows none
   */
  void watch(String author) {
    watched = author;
  }

  /** Finds a button of the video that was watched: what shows another one's is left alone. */
  private Optional<UiNode> ofWatched(String element) {
    UiTree now = screen.read();
    return hasGoneOn(now) ? Optional.empty() : screen.findOn(now, element, "");
  }

  /** Apps go on to the next video by themselves. */
  private boolean hasGoneOn(UiTree now) {
    boolean other = isOther(now);
    if (other) {
      context.step(
          "the app has gone on from the video by " + watched + ": leave the next one alone",
          progress.getAsInt());
    }
    return other;
  }

  private boolean isOther(UiTree now) {
    String author = author(screen, now);
    return !watched.isEmpty() && !author.isEmpty() && !author.equals(watched);
  }

  /** Returns whose video a screen shows; empty if it shows that of none, or of several. */
  static String author(Screen screen, UiTree page) {
    List<UiNode> authors = screen.findAllOn(page, "video.author", "");
    return authors.size() == 1 ? words(authors.getFirst()) : "";
  }

  static String words(UiNode node) {
    return node.text().isEmpty() ? node.description() : node.text();
  }

  /** Leaves a comment; does nothing where comments are turned off. */
  void comment(String text, AccountNames own) {
    if (hasGoneOn(screen.read())) {
      return;
    }
    CommentSheet.open(context, own).ifPresent(sheet -> send(text, sheet));
    CommentSheet.close(context);
  }

  private void send(String text, CommentSheet sheet) {
    if (!context.spend(AccountAction.COMMENT)) {
      return;
    }
    context.chose(Choice.Name.COMMENTS, text);
    sheet.write(text);
    CommentSheet.Sent sent = sheet.send(button -> tap(button, "tap Post comment"));
    switch (sent) {
      case CommentSheet.Sent.Stands stands -> {
        settle(true);
        context.step("the comment stands: " + stands.by(), progress.getAsInt());
        tally.done(Action.COMMENT);
      }
      case CommentSheet.Sent.Refused refused -> {
        settle(false);
        tally.refused(Action.COMMENT);
      }
      case CommentSheet.Sent.Unseen unseen -> {
        // It may have been posted, and is not written again.
        underWay = false;
        tally.unseenComment();
      }
    }
  }

  private void tap(UiNode button, String step) {
    underWay = true;
    context.decisiveTap(button, step);
  }

  private void settle(boolean tookEffect) {
    underWay = false;
    context.settle(tookEffect);
  }

  /** Makes a tap that can't be undone. */
  private void act(UiNode button, String step) {
    tap(button, step);
    confirmed = screen.tapConfirmed();
    screen.expectVideo();
  }

  private void end(Action action, boolean seen) {
    if (seen) {
      settle(true);
      tally.done(action);
    } else if (confirmed) {
      settle(false);
      tally.refused(action);
    } else {
      underWay = false;
      tally.unconfirmed(action);
    }
  }
}
