package dev.drover.device.flow.like;

import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.flow.VideoPage;
import dev.drover.device.hierarchy.Bounds;
import dev.drover.device.hierarchy.Controls;
import dev.drover.device.hierarchy.PagePart;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.screen.ElementNotFound;
import dev.drover.device.screen.Screen;
import dev.drover.domain.account.Username;
import dev.drover.domain.script.like.LikeScript;
import dev.drover.domain.task.FailureCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The post that its address has opened, and its heart. Other posts may be on the page too: the next
 * one of a list. Their hearts, and those of comments, look the same.
 */
final class OpenedPost {
  private static final List<String> HEARTS = List.of("video.liked_button", "video.like_button");

  private static final Duration PAGE = Duration.ofSeconds(15);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

  /** From here to the right edge, in percent of the width, a video has its buttons in a column. */
  private static final int COLUMN = 75;

  private final Screen screen;
  private final Optional<String> author;
  private final Heart heart;

  private OpenedPost(Screen screen, Optional<String> author, Heart heart) {
    this.screen = screen;
    this.author = author;
    this.heart = heart;
  }

  /**
   * The button by which a post is liked.
   *
   * @param liked as the whole control says
   * @param likes the number of likes that the control says, if it says one
   */
  record Heart(UiNode button, boolean liked, OptionalLong likes) {}

  /**
   * Waits until the page shows the post with its heart.
   *
   * @throws FlowFailed if it does not show the post, or the post of another author, or which heart
   *     is the post's can't be told; nothing was done
   * @throws ElementNotFound if it shows no heart
   */
  static OpenedPost await(LikeScript script, FlowContext context) {
    Screen screen = context.screen();
    long deadline = System.nanoTime() + PAGE.toNanos();
    while (true) {
      UiTree page = screen.read();
      if (VideoPage.isUnavailable(page, context)) {
        throw VideoPage.unavailable(script.post(), context);
      }
      Optional<String> shown = authorOn(page, screen);
      boolean other = shown.filter(name -> isAnother(name, script.author())).isPresent();
      Optional<Heart> heart = heartOn(page, screen);
      if (!other && heart.isPresent()) {
        return new OpenedPost(screen, shown, heart.get());
      }
      if (System.nanoTime() > deadline) {
        if (HEARTS.stream().noneMatch(element -> screen.isOn(page, element))) {
          screen.awaitAny(Duration.ZERO, HEARTS.toArray(String[]::new));
        }
        throw other ? elsewhere(script, shown.orElseThrow(), context) : unclear(script, context);
      }
      screen.rest(BETWEEN_LOOKS);
    }
  }

  /** Returns the heart as it was when the post was opened. */
  Heart heart() {
    return heart;
  }

  /** Returns the post's heart on a later screen; empty if that shows another post, or none. */
  Optional<Heart> heartOn(UiTree page) {
    return authorOn(page, screen).equals(author) ? heartOn(page, screen) : Optional.empty();
  }

  /** The author's name over the highest post, as the page writes it. */
  private static Optional<String> authorOn(UiTree page, Screen screen) {
    return ofUpperPost(page, screen, "video.author").stream()
        .map(node -> node.text().isEmpty() ? node.description() : node.text())
        .findFirst();
  }

  /** A page that shows the author's display name tells nothing; it has no {@code @}. */
  static boolean isAnother(String shown, Optional<Username> wanted) {
    return wanted.isPresent()
        && shown.startsWith("@")
        && !shown.equalsIgnoreCase(wanted.get().handle());
  }

  /**
   * Returns what fits an element in the post at the top. An address opens a list at its post, which
   * may be shorter than the next one; which of the two fills the screen says nothing here.
   */
  private static List<UiNode> ofUpperPost(UiTree page, Screen screen, String element) {
    List<PagePart> posts = screen.partsOn(page, element);
    return posts.size() < 2
        ? screen.findAllOn(page, element, "")
        : screen.findAllInPart(page, posts.getFirst(), element);
  }

  static Optional<Heart> heartOn(UiTree page, Screen screen) {
    Controls controls = new Controls(page);
    List<UiNode> liked = ofUpperPost(page, screen, "video.liked_button");
    List<UiNode> hearts = new ArrayList<>();
    Stream.concat(liked.stream(), ofUpperPost(page, screen, "video.like_button").stream())
        .filter(
            node ->
                hearts.stream().noneMatch(heart -> heart.is(node) || controls.areOne(heart, node)))
        .forEach(hearts::add);
    return ofOpenedPost(hearts, page, screen)
        .map(
            heart ->
                new Heart(
                    heart,
                    liked.stream().anyMatch(heart::is) || isOn(heart, controls),
                    likes(controls.kin(heart))));
  }

  private static boolean isOn(UiNode heart, Controls controls) {
    return controls.any(heart, part -> part.selected() || part.traits().checked());
  }

  /**
   * Chooses the heart of the post that was opened: the highest one beside a button for comments. A
   * comment's heart is beside none. In a list, a post's author is above it; a heart whose author is
   * not on the screen is another post's.
   */
  private static Optional<UiNode> ofOpenedPost(List<UiNode> hearts, UiTree page, Screen screen) {
    List<UiNode> comments = ofUpperPost(page, screen, "video.comments_button");
    if (comments.isEmpty()) {
      // Where comments are turned off there are no others' hearts either.
      return hearts.size() == 1 ? Optional.of(hearts.getFirst()) : Optional.empty();
    }
    List<UiNode> beside =
        hearts.stream()
            .filter(heart -> comments.stream().anyMatch(button -> areBeside(heart, button)))
            .sorted(Comparator.comparingInt(heart -> heart.bounds().top()))
            .toList();
    if (beside.isEmpty()) {
      return Optional.empty();
    }
    UiNode highest = beside.getFirst();
    if (isInColumn(highest.bounds(), page)) {
      // Of two videos on the screen, the pager is on its way from one to the other.
      return beside.size() == 1 && screen.partsOn(page, "video.like_button").size() < 2
          ? Optional.of(highest)
          : Optional.empty();
    }
    return ofUpperPost(page, screen, "video.author").stream()
            .anyMatch(name -> name.bounds().bottom() <= highest.bounds().top())
        ? Optional.of(highest)
        : Optional.empty();
  }

  private static boolean areBeside(UiNode heart, UiNode button) {
    return heart.bounds().sharesRowWith(button.bounds())
        || heart.bounds().sharesColumnWith(button.bounds());
  }

  private static boolean isInColumn(Bounds heart, UiTree page) {
    return 100L * heart.centerX() > (long) COLUMN * page.screen().right();
  }

  /** Returns the only whole number that the parts of a control say. */
  private static OptionalLong likes(List<UiNode> parts) {
    long[] numbers =
        parts.stream()
            .flatMap(part -> Stream.of(part.text(), part.description()))
            .map(OpenedPost::number)
            .flatMapToLong(OptionalLong::stream)
            .distinct()
            .toArray();
    return numbers.length == 1 ? OptionalLong.of(numbers[0]) : OptionalLong.empty();
  }

  /** Reads {@code 1,204} out of {@code Like video. 1,204 likes}; nothing out of {@code 1.2M}. */
  private static OptionalLong number(String words) {
    int start = 0;
    while (start < words.length() && !isDigit(words.charAt(start))) {
      start++;
    }
    StringBuilder digits = new StringBuilder();
    int end = start;
    while (end < words.length() && isPartOfNumber(words.charAt(end))) {
      if (isDigit(words.charAt(end))) {
        digits.append(words.charAt(end));
      }
      end++;
    }
    boolean rounded = end < words.length() && Character.isLetter(words.charAt(end));
    return digits.isEmpty() || digits.length() > 15 || rounded
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(digits.toString()));
  }

  private static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }

  private static boolean isPartOfNumber(char letter) {
    return isDigit(letter) || letter == ',' || letter == '.';
  }

  private static FlowFailed elsewhere(LikeScript script, String shown, FlowContext context) {
    return new FlowFailed(
        FailureCode.TARGET_NOT_FOUND,
        "the app on phone "
            + context.serial()
            + " shows a post of "
            + shown.toLowerCase(Locale.ROOT)
            + " in the place of "
            + script.post()
            + "; check the address");
  }

  private static FlowFailed unclear(LikeScript script, FlowContext context) {
    return new FlowFailed(
        FailureCode.ELEMENT_NOT_FOUND,
        "on phone "
            + context.serial()
            + " it can't be told which heart is that of "
            + script.post()
            + ": look at video.like_button, video.liked_button, video.comments_button and"
            + " video.author in "
            + context.screen().profile().repairFile());
  }
}
