package dev.drover.device.script;

import dev.drover.device.script.WarmupTally.Action;
import dev.drover.device.ui.ElementNotFound;
import dev.drover.device.ui.Screen;
import dev.drover.device.ui.UiNode;
import dev.drover.domain.device.AccountAction;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What an account does about the video on the screen. Each action is seen through: it counts when
 * the screen shows it. What is so already stays as it is, since a second tap would take it back.
 */
final class VideoActions {
  private static final Duration TAKES_EFFECT = Duration.ofSeconds(6);

  private final PhoneAtWork phone;
  private final Screen screen;
  private final WarmupTally tally;
  private final Predicate<AccountAction> mayDo;
  private final Runnable decisive;
  private boolean underWay;
  private boolean confirmed;

  /**
   * @param mayDo counts an action that is about to be taken; it is left out when it says no
   * @param decisive is run right before each tap that changes something
   */
  VideoActions(
      PhoneAtWork phone, WarmupTally tally, Predicate<AccountAction> mayDo, Runnable decisive) {
    this.phone = phone;
    this.screen = phone.screen();
    this.tally = tally;
    this.mayDo = mayDo;
    this.decisive = decisive;
  }

  /** Whether an action was begun whose result was not seen yet. */
  boolean underWay() {
    return underWay;
  }

  void like() {
    Optional<UiNode> button = screen.find("video.like_button");
    if (button.isEmpty() || !mayDo.test(AccountAction.LIKE)) {
      return;
    }
    act(button.get());
    end(Action.LIKE, comes("video.liked_button"));
  }

  void collect() {
    openMenu();
    Optional<UiNode> button = screen.find("video.favorite_button");
    if (button.isPresent()) {
      act(button.get());
      openMenuAgain();
      end(Action.COLLECT, comes("video.favorited_button"));
    }
    closeMenu();
  }

  /** Some apps have collecting in a menu. */
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
   * A menu goes when something in it was tapped. Where that tap was lost it is still there, and a
   * tap on the button behind it would be one on whatever it has at that place.
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
    if (button.isEmpty() || !mayDo.test(AccountAction.FOLLOW)) {
      return;
    }
    act(button.get());
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
  void comment(String text, OwnNames own) {
    CommentSheet.open(phone, own).ifPresent(sheet -> send(text, sheet));
    CommentSheet.close(phone);
  }

  private void send(String text, CommentSheet sheet) {
    if (!mayDo.test(AccountAction.COMMENT)) {
      return;
    }
    sheet.write(text);
    CommentSheet.Sent sent = sheet.send(this::begin);
    underWay = false;
    switch (sent) {
      case STANDS -> tally.done(Action.COMMENT);
      case REFUSED -> tally.refused(Action.COMMENT);
      case UNSEEN -> tally.unseenComment();
    }
  }

  private void begin() {
    decisive.run();
    underWay = true;
  }

  /** Does what can't be taken back. */
  private void act(UiNode button) {
    begin();
    screen.tapOnce(button);
    confirmed = screen.tapConfirmed();
    screen.expectVideo();
  }

  private void end(Action action, boolean seen) {
    underWay = false;
    if (seen) {
      tally.done(action);
    } else if (confirmed) {
      tally.refused(action);
    } else {
      tally.unconfirmed(action);
    }
  }
}
