package dev.drover.device.flow.warmup;

import dev.drover.device.flow.AccountNames;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.comment.CommentSheet;
import dev.drover.device.flow.warmup.WarmupTally.Action;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.screen.ElementNotFound;
import dev.drover.device.screen.Screen;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.script.Choice;
import java.time.Duration;
import java.util.Optional;

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
  private boolean underWay;
  private boolean confirmed;

  VideoActions(FlowContext context, WarmupTally tally) {
    this.context = context;
    this.screen = context.screen();
    this.tally = tally;
  }

  /** Returns whether the result of an action is still unknown. */
  boolean underWay() {
    return underWay;
  }

  void like() {
    Optional<UiNode> button = screen.find("video.like_button");
    if (button.isEmpty() || !context.spend(AccountAction.LIKE)) {
      return;
    }
    act(button.get(), "tap Like");
    end(Action.LIKE, comes("video.liked_button"));
  }

  void collect() {
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
    Optional<UiNode> button = screen.find("video.follow_button");
    if (button.isEmpty() || !context.spend(AccountAction.FOLLOW)) {
      return;
    }
    act(button.get(), "tap Follow");
    end(Action.FOLLOW, screen.awaitGone("video.follow_button", "", TAKES_EFFECT));
  }

  private boolean comes(String element) {
    try {
      screen.await(element, TAKES_EFFECT);
      return true;
    } catch (ElementNotFound unchanged) {
      return false;
    }
  }

  /** Leaves a comment; does nothing where comments are turned off. */
  void comment(String text, AccountNames own) {
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
    // A comment that was sent counts as posted, seen or not.
    settle(sent != CommentSheet.Sent.REFUSED);
    switch (sent) {
      case STANDS -> tally.done(Action.COMMENT);
      case REFUSED -> tally.refused(Action.COMMENT);
      case UNSEEN -> tally.unseenComment();
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
