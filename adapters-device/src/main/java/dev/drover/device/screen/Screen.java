package dev.drover.device.screen;

import dev.drover.device.adb.PhoneSession;
import dev.drover.device.hierarchy.Bounds;
import dev.drover.device.hierarchy.PagePart;
import dev.drover.device.hierarchy.ParsingThreads;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.Selector;
import dev.drover.device.screen.driver.DriverChoice;
import dev.drover.device.screen.driver.Pause;
import dev.drover.device.screen.driver.ScreenDrivers;
import dev.drover.device.screen.driver.ScreenUnreadable;
import dev.drover.domain.app.PackageName;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A phone's screen: finds elements by an app's profile, waits for them, and taps them. Used by one
 * thread.
 */
public final class Screen implements TextEntry.Surface {
  private static final Duration COMMAND_DEADLINE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);

  private static final int MOST_DIALOGS = 6;
  private static final Duration AFTER_DIALOG = Duration.ofMillis(300);

  /** A changing page may show an element twice for a moment. */
  private static final int AMBIGUOUS_LOOKS = 3;

  private static final Duration AFTER_GESTURE = Duration.ofMillis(400);

  private final PhoneSession phone;
  private final AppProfile profile;
  private final Pause pause;
  private final Consumer<String> notes;
  private final ScreenDrivers drivers;
  private final Gestures gestures;
  private final Keyboard keyboard;
  private final TextEntry typing;
  private final AppStarter apps;
  private Optional<UiTree> last = Optional.empty();
  private Optional<AppProfile.Look> lastLook = Optional.empty();
  private Optional<PackageName> opened = Optional.empty();
  private boolean videoPaused;
  private boolean videoMayPlay;
  private Optional<Tapped> lastTap = Optional.empty();
  private boolean dialogCame;
  private boolean tapConfirmed = true;
  private boolean restarted;

  /**
   * @param notes receives, in plain words, unrequested changes of the screen, such as a dialog that
   *     was dismissed
   */
  public Screen(PhoneSession phone, AppProfile profile, Pause pause, Consumer<String> notes) {
    this(phone, profile, pause, notes, ScreenDrivers.stockOnly(phone, pause, notes));
  }

  /** Creates a screen that uses the agent if the phone has it. */
  public Screen(
      PhoneSession phone,
      AppProfile profile,
      Pause pause,
      Consumer<String> notes,
      DriverChoice choice) {
    this(phone, profile, pause, notes, new ScreenDrivers(phone, pause, notes, choice));
  }

  private Screen(
      PhoneSession phone,
      AppProfile profile,
      Pause pause,
      Consumer<String> notes,
      ScreenDrivers drivers) {
    this.phone = phone;
    this.profile = profile;
    this.pause = pause;
    this.notes = notes;
    this.drivers = drivers;
    this.gestures = new Gestures(phone, drivers);
    this.keyboard = new Keyboard(phone);
    this.typing = new TextEntry(this, phone.address(), drivers, keyboard, pause);
    this.apps = new AppStarter(phone, new OpenedApps());
  }

  /** Forgets what was known of the screen when another app is opened. */
  private final class OpenedApps implements AppStarter.Watcher {
    @Override
    public void opens(PackageName app, boolean withVideo) {
      opened = Optional.of(app);
      videoPaused = false;
      videoMayPlay = withVideo;
      forgetTap();
      restarted = false;
    }

    @Override
    public void ends() {
      videoPaused = false;
    }
  }

  /**
   * An element that was found.
   *
   * @param screen the screen with the element, for looking at its surroundings without reading
   *     again
   */
  public record Found(String element, UiNode node, UiTree screen) {}

  /** An element that was tapped, and the screen at that time. */
  private record Tapped(UiNode node, Optional<UiTree> before) {}

  /** Returns the profile by which elements are found. */
  public AppProfile profile() {
    return profile;
  }

  /** Opens and ends apps. */
  public AppStarter apps() {
    return apps;
  }

  /** Returns the screen that was read last, as evidence after a failure. */
  public Optional<UiTree> lastRead() {
    return last;
  }

  /** Takes a picture of the screen, as a PNG. It tells more than the hierarchy, and costs more. */
  public byte[] picture() {
    return phone.screenshot();
  }

  /** Returns the phone's own input method, if it was replaced for typing. */
  public Optional<String> replacedInputMethod() {
    return keyboard.replaced();
  }

  /**
   * Reads the screen, and first dismisses dialogs that the profile knows. A dialog that appeared
   * right before the last tap received that tap; if the screen is otherwise unchanged, the tap is
   * repeated. A tap that the phone did not confirm is repeated in the same way.
   *
   * @throws AppBlocked if the screen needs a person
   * @throws ScreenUnreadable if the phone can't report what is on its screen
   */
  @Override
  public UiTree read() {
    for (int dismissed = 0; ; dismissed++) {
      UiTree tree = drivers.read(this::pauseVideo);
      last = Optional.of(tree);
      ParsingThreads.process(() -> look(tree).blocking())
          .ifPresent(
              blocked -> {
                throw new AppBlocked(blocked);
              });
      Optional<AppProfile.Obstacle> obstacle = ParsingThreads.process(() -> look(tree).obstacle());
      if (obstacle.isEmpty() && (dismissed > 0 || !tapConfirmed) && wasLostOn(tree)) {
        repeatTap(dismissed > 0 ? "the dialog took" : "the phone did not do");
      } else if (obstacle.isEmpty() || dismissed == MOST_DIALOGS) {
        return tree;
      } else {
        dismiss(obstacle.get());
      }
      pause.of(AFTER_DIALOG);
    }
  }

  private void dismiss(AppProfile.Obstacle obstacle) {
    notes.accept(obstacle.rule().says() + ": tap " + obstacle.button().describe());
    dialogCame = true;
    restarted |= obstacle.rule().restarts();
    tapConfirmed = gestures.tapMiddle(obstacle.button());
  }

  private boolean wasLostOn(UiTree tree) {
    return lastTap
        .flatMap(Tapped::before)
        .filter(before -> before.roots().equals(tree.roots()))
        .isPresent();
  }

  private void repeatTap(String lostBy) {
    UiNode node = lastTap.orElseThrow().node();
    forgetTap();
    notes.accept(lostBy + " the tap on " + node.describe() + ": tap it again");
    tapConfirmed = gestures.tapMiddle(node);
  }

  /**
   * Declares that the current or next page may play a video. A tap in the middle then pauses the
   * video so that the screen can be read; on other pages such a tap might act. Holds until the next
   * tap.
   */
  public void expectVideo() {
    videoMayPlay = true;
  }

  /** Android can't read a moving screen. If the app is in front, a tap on the video pauses it. */
  private void pauseVideo() {
    if (profile.pauses().isPresent() && videoMayPlay && !videoPaused && appIsInFront()) {
      tapVideo();
      videoPaused = true;
    }
  }

  /** Resumes a video that was paused for reading the screen; otherwise does nothing. */
  public void resumeVideo() {
    if (videoPaused) {
      videoPaused = false;
      tapVideo();
    }
  }

  private void tapVideo() {
    Bounds size = size();
    profile
        .pauses()
        .ifPresent(
            place -> gestures.tap(size.right() * place.x() / 100, size.bottom() * place.y() / 100));
  }

  private boolean appIsInFront() {
    return opened.filter(app -> apps.foreground().contains(app.value())).isPresent();
  }

  /**
   * Reads the screen and looks for an element on it.
   *
   * @throws Selector.Ambiguous if several elements fit
   */
  public Optional<UiNode> find(String element) {
    return find(element, "");
  }

  /**
   * Reads the screen and looks for an element on it.
   *
   * @param argument replaces {@code {}} in its texts
   * @throws Selector.Ambiguous if several elements fit
   */
  public Optional<UiNode> find(String element, String argument) {
    return findOn(read(), element, argument);
  }

  /**
   * Looks for an element on a screen that was read before. This costs nothing, while reading does.
   *
   * @throws Selector.Ambiguous if several elements fit
   */
  public Optional<UiNode> findOn(UiTree screen, String element, String argument) {
    return ParsingThreads.process(() -> look(screen).find(element, argument));
  }

  /**
   * Returns all elements on a screen that fit an element's first fitting candidate, from top to
   * bottom and from left to right: the rows of a list, the cells of a grid.
   */
  public List<UiNode> findAllOn(UiTree screen, String element, String argument) {
    return inOrder(findAll(screen, element, argument).map(Selector.Match::nodes).orElse(List.of()));
  }

  private static List<UiNode> inOrder(List<UiNode> nodes) {
    return nodes.stream()
        .sorted(
            Comparator.<UiNode>comparingInt(node -> node.bounds().top())
                .thenComparingInt(node -> node.bounds().left()))
        .toList();
  }

  /**
   * Looks for an element in the same part of the page, such as the same post or row, as another one
   * that was found on that screen.
   *
   * @throws Selector.Ambiguous if several elements of that part fit
   */
  public Optional<UiNode> findBesideOn(
      UiTree screen, UiNode known, String element, String argument) {
    return ParsingThreads.process(() -> look(screen).findBeside(known, element, argument));
  }

  /** Returns all elements of one part of a page that fit, ordered as by {@link #findAllOn}. */
  public List<UiNode> findAllInPart(UiTree screen, PagePart part, String element) {
    return part.nodes().stream()
        .findAny()
        .flatMap(
            known -> ParsingThreads.process(() -> look(screen).findAllBeside(known, element, "")))
        .map(match -> inOrder(match.nodes()))
        .orElse(List.of());
  }

  /**
   * Returns the parts of a page, such as posts or rows, that an element is looked for in, from top
   * to bottom; empty where the profile tells of none.
   */
  public List<PagePart> partsOn(UiTree screen, String element) {
    return ParsingThreads.process(() -> look(screen).partsWith(element));
  }

  private Optional<Selector.Match> findAll(UiTree screen, String element, String argument) {
    return ParsingThreads.process(() -> look(screen).findAll(element, argument));
  }

  /**
   * Waits until one of these elements is on the screen. If several are, the first in this order
   * counts.
   *
   * @param elements element names, each with the argument that replaces {@code {}} in its texts
   * @throws ElementNotFound if none appears in time; it names all of them
   * @throws Selector.Ambiguous if several elements fit one name, repeatedly
   * @throws AppBlocked if the screen needs a person
   */
  public Found awaitAny(SequencedMap<String, String> elements, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    int ambiguous = 0;
    while (true) {
      UiTree tree = read();
      try {
        Optional<Found> found = firstOn(tree, elements);
        if (found.isPresent()) {
          return found.get();
        }
        ambiguous = 0;
      } catch (Selector.Ambiguous several) {
        ambiguous++;
        if (ambiguous == AMBIGUOUS_LOOKS) {
          throw several;
        }
      }
      if (System.nanoTime() > deadline) {
        throw notFound(elements.keySet(), tree, atMost);
      }
      pause.of(BETWEEN_LOOKS);
    }
  }

  private Optional<Found> firstOn(UiTree tree, SequencedMap<String, String> elements) {
    for (Map.Entry<String, String> element : elements.entrySet()) {
      Optional<UiNode> node = findOn(tree, element.getKey(), element.getValue());
      if (node.isPresent()) {
        return Optional.of(new Found(element.getKey(), node.get(), tree));
      }
    }
    return Optional.empty();
  }

  /**
   * Waits until one of these elements is on the screen, as {@link #awaitAny(SequencedMap,
   * Duration)}.
   */
  public Found awaitAny(Duration atMost, String... elements) {
    SequencedMap<String, String> named = new LinkedHashMap<>();
    for (String element : elements) {
      named.put(element, "");
    }
    return awaitAny(named, atMost);
  }

  /**
   * Waits until an element is on the screen.
   *
   * @throws ElementNotFound if it does not appear in time
   * @throws Selector.Ambiguous if several elements fit, repeatedly
   * @throws AppBlocked if the screen needs a person
   */
  public UiNode await(String element, Duration atMost) {
    return await(element, "", atMost);
  }

  /**
   * Waits as {@link #await(String, Duration)} does, with an argument that replaces {@code {}} in
   * the texts.
   */
  public UiNode await(String element, String argument, Duration atMost) {
    SequencedMap<String, String> one = new LinkedHashMap<>();
    one.put(element, argument);
    return awaitAny(one, atMost).node();
  }

  /**
   * Waits until elements of this kind are on the screen: the rows of a list, the cells of a grid.
   *
   * @return the elements, ordered as by {@link #findAllOn}; at least one
   * @throws ElementNotFound if none appears in time
   * @throws AppBlocked if the screen needs a person
   */
  public List<UiNode> awaitAll(String element, Duration atMost) {
    return awaitAll(element, Optional.empty(), atMost);
  }

  /**
   * Waits as {@link #awaitAll(String, Duration)} does, on a page that may say that there are no
   * such elements.
   *
   * @param none the element that says so
   * @return the elements; empty if the page says that there are none
   */
  public List<UiNode> awaitAll(String element, String none, Duration atMost) {
    return awaitAll(element, Optional.of(none), atMost);
  }

  private List<UiNode> awaitAll(String element, Optional<String> none, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      UiTree tree = read();
      List<UiNode> found = findAllOn(tree, element, "");
      if (!found.isEmpty() || none.filter(sign -> isOn(tree, sign)).isPresent()) {
        return found;
      }
      if (System.nanoTime() > deadline) {
        throw notFound(Set.of(element), tree, atMost);
      }
      pause.of(BETWEEN_LOOKS);
    }
  }

  /** Returns whether an element is on a screen that was read before, once or several times. */
  public boolean isOn(UiTree screen, String element) {
    return findAll(screen, element, "").isPresent();
  }

  /** Looks at a screen once for all that is asked of it. */
  private AppProfile.Look look(UiTree screen) {
    AppProfile.Look look =
        lastLook.filter(known -> known.isAt(screen)).orElseGet(() -> profile.on(screen));
    lastLook = Optional.of(look);
    return look;
  }

  /**
   * Returns whether an app shows a page that the profile does not know. Nobody can say what a tap
   * does there.
   */
  public boolean isUnknown(UiTree screen, PackageName app) {
    return ParsingThreads.process(() -> look(screen).isUnknown(app));
  }

  private ElementNotFound notFound(Collection<String> elements, UiTree tree, Duration after) {
    return new ElementNotFound(
        elements.stream().map(profile::selector).toList(),
        profile,
        tree,
        " of the phone at " + phone.address() + " after " + after.toSeconds() + " s");
  }

  /**
   * Waits until an element is no longer on the screen.
   *
   * @return false if it was still there at the end
   * @throws AppBlocked if the screen needs a person
   */
  public boolean awaitGone(String element, String argument, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (findAll(read(), element, argument).isPresent()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      pause.of(BETWEEN_LOOKS);
    }
    return true;
  }

  /**
   * Looks for an element, and swipes up until it appears or the page stops moving.
   *
   * @param swipes the most swipes
   * @throws Selector.Ambiguous if several elements fit
   * @throws AppBlocked if the screen needs a person
   */
  public Optional<UiNode> scrollTo(String element, String argument, int swipes) {
    UiTree tree = read();
    for (int swiped = 0; ; swiped++) {
      Optional<UiNode> found = findOn(tree, element, argument);
      if (found.isPresent() || swiped == swipes) {
        return found;
      }
      swipeUp();
      pause.of(AFTER_GESTURE);
      UiTree before = tree;
      tree = read();
      if (tree.roots().equals(before.roots())) {
        return Optional.empty();
      }
    }
  }

  /** Taps the middle of an element, and once more if a dialog received the tap. */
  @Override
  public void tap(UiNode node) {
    videoMayPlay = false;
    tapConfirmed = gestures.tapMiddle(node);
    lastTap = Optional.of(new Tapped(node, last));
  }

  /**
   * Taps the middle of an element once, for a tap that can't be undone. Flows call {@link
   * dev.drover.device.flow.FlowContext#decisiveTap} instead.
   *
   * @param commit records the intent; if it throws, nothing is tapped
   */
  public void tapOnce(UiNode node, Runnable commit) {
    commit.run();
    videoMayPlay = false;
    forgetTap();
    dialogCame = false;
    tapConfirmed = gestures.tapMiddle(node);
  }

  /**
   * Returns whether a dialog was dismissed since {@link #tapOnce}; it may have received the tap.
   */
  public boolean dialogCame() {
    return dialogCame;
  }

  /** Declares that the right page is shown, whatever the app did on the way to it. */
  public void arrived() {
    restarted = false;
  }

  /**
   * Returns whether the app has restarted since it was opened, or since {@link #arrived}. It then
   * shows another page, which may look alike.
   */
  public boolean restarted() {
    return restarted;
  }

  /**
   * Returns whether the phone confirmed the last tap on an element. If not, it may still carry it
   * out.
   */
  public boolean tapConfirmed() {
    return tapConfirmed;
  }

  /**
   * Taps a place on an element, such as on a seek bar.
   *
   * @param fractionX 0 for its left edge to 1 for its right one
   * @param fractionY 0 for its top edge to 1 for its bottom one
   */
  public void tapAt(UiNode node, double fractionX, double fractionY) {
    videoMayPlay = false;
    forgetTap();
    gestures.tapAt(node, fractionX, fractionY);
  }

  public void longPress(UiNode node) {
    forgetTap();
    gestures.longPress(node);
  }

  /** Moves the page up to show what is below; on a feed, shows the next video. */
  public void swipeUp() {
    swipe(72, 26);
  }

  /** Moves the page down to show what is above. */
  public void swipeDown() {
    swipe(28, 74);
  }

  private void swipe(int from, int to) {
    Bounds size = size();
    videoPaused = false;
    forgetTap();
    gestures.swipe(size, from, to);
  }

  /** Returns the screen's extent as it was read last, or else as the phone reports it. */
  private Bounds size() {
    return last.map(UiTree::screen).orElseGet(gestures::size);
  }

  public void pressBack() {
    videoPaused = false;
    press(Gestures.KEY_BACK);
  }

  public void pressEnter() {
    press(Gestures.KEY_ENTER);
  }

  /** Shows the phone's home screen, and leaves the app as it is. */
  public void goHome() {
    press(Gestures.KEY_HOME);
  }

  private void press(int keyCode) {
    forgetTap();
    gestures.press(keyCode);
  }

  /** Prevents the repetition of the last tap. */
  @Override
  public void forgetTap() {
    lastTap = Optional.empty();
  }

  /**
   * Replaces a field's content by a text, and checks the result. A text of blanks alone empties the
   * field. Characters that can't be typed (control characters except line feeds) are left out, and
   * a tab becomes a blank.
   *
   * @param field the field as it was read last
   * @throws Keyboard.CannotType if the phone lacks what the text needs, or the field does not
   *     accept the text as typed
   */
  public void type(UiNode field, String text) {
    typing.type(field, text);
  }

  /**
   * Replaces a field's content as {@link #type} does, where the app may not tell what a field has.
   *
   * @return false if the field is as before, so that nothing shows whether it has the text
   * @throws Keyboard.CannotType if the phone lacks what the text needs, or the field has other text
   */
  public boolean typeUnlessUnseen(UiNode field, String text) {
    return typing.typeUnlessUnseen(field, text);
  }

  /** Hides the keyboard, if it is shown. */
  public void hideKeyboard() {
    keyboard.hide();
  }

  /** Lets time pass. */
  public void rest(Duration duration) {
    pause.of(duration);
  }

  /**
   * Wakes the screen, and removes a lock that needs no secret. Takes one round trip if the screen
   * is already on and unlocked.
   *
   * @return false if it is still off or locked
   */
  public boolean wake() {
    if (isUsable()) {
      return true;
    }
    gestures.wake();
    return isUsable();
  }

  private boolean isUsable() {
    return PhoneState.isUsable(phone.shell(PhoneState.LOOK_AT_SCREEN, COMMAND_DEADLINE).output());
  }
}
