package dev.drover.device.screen;

import dev.drover.device.adb.PhoneSession;
import dev.drover.device.adb.ShellCommand;
import dev.drover.device.adb.ShellResult;
import dev.drover.device.hierarchy.Bounds;
import dev.drover.device.hierarchy.HierarchyParser;
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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A phone's screen: what is on it by an app's profile, and what a finger can do. Used by one
 * thread.
 */
public final class Screen {
  private static final Duration COMMAND_DEADLINE = Duration.ofSeconds(10);
  private static final Duration LAUNCH_DEADLINE = Duration.ofSeconds(20);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);

  private static final int MOST_DIALOGS = 6;
  private static final Duration AFTER_DIALOG = Duration.ofMillis(300);

  /** A page that comes or goes may show an element twice for a moment. */
  private static final int AMBIGUOUS_LOOKS = 3;

  private static final Duration AFTER_GESTURE = Duration.ofMillis(400);
  private static final int LONG_PRESS_MILLIS = 800;
  private static final int SWIPE_MILLIS = 250;

  private static final Duration FOCUS = Duration.ofSeconds(5);
  private static final int TYPING_ATTEMPTS = 3;
  private static final Duration AFTER_TYPING = Duration.ofMillis(400);

  private static final int KEY_HOME = 3;
  private static final int KEY_BACK = 4;
  private static final int KEY_ENTER = 66;

  private static final Pattern SIZE =
      Pattern.compile("(?:Override|Physical) size: (\\d{1,5})x(\\d{1,5})");

  private final PhoneSession phone;
  private final AppProfile profile;
  private final Pause pause;
  private final Consumer<String> notes;
  private final ScreenDrivers drivers;
  private final Keyboard keyboard;
  private Optional<UiTree> last = Optional.empty();
  private Optional<PackageName> opened = Optional.empty();
  private boolean videoPaused;
  private boolean videoMayPlay;
  private Optional<Tapped> lastTap = Optional.empty();
  private boolean dialogCame;
  private boolean tapConfirmed = true;
  private boolean restarted;

  /**
   * @param notes is told in plain words of what was done to the screen without being asked for,
   *     such as a dialog that was waved off
   */
  public Screen(PhoneSession phone, AppProfile profile, Pause pause, Consumer<String> notes) {
    this(phone, profile, pause, notes, ScreenDrivers.stockOnly(phone, pause, notes));
  }

  /**
   * As {@link #Screen(PhoneSession, AppProfile, Pause, Consumer)}, by the agent where the phone has
   * it.
   */
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
    this.keyboard = new Keyboard(phone);
  }

  /**
   * An element that was looked for, and where it is.
   *
   * @param screen that it is on, for looking at its surroundings without reading again
   */
  public record Found(String element, UiNode node, UiTree screen) {}

  /** What was tapped, and the screen that it was tapped on. */
  private record Tapped(UiNode node, Optional<UiTree> before) {}

  /** The profile that it finds elements by. */
  public AppProfile profile() {
    return profile;
  }

  /** What was read last: evidence when something fails. */
  public Optional<UiTree> lastRead() {
    return last;
  }

  /** The phone's own input method, if it was replaced for typing. */
  public Optional<String> replacedInputMethod() {
    return keyboard.replaced();
  }

  /**
   * Reads the screen. Dialogs that the profile knows are waved off first. One that came between a
   * look and the tap that followed took that tap: where the screen is as before, it is repeated. So
   * is one that the phone did not confirm.
   *
   * @throws AppBlocked if it shows what needs a person
   * @throws ScreenUnreadable if the phone can't tell what is on it
   */
  public UiTree read() {
    for (int dismissed = 0; ; dismissed++) {
      UiTree tree = drivers.read(this::pauseVideo);
      last = Optional.of(tree);
      ParsingThreads.process(() -> profile.blockingOn(tree))
          .ifPresent(
              blocked -> {
                throw new AppBlocked(blocked);
              });
      Optional<AppProfile.Obstacle> obstacle =
          ParsingThreads.process(() -> profile.obstacleOn(tree));
      if (obstacle.isEmpty() && (dismissed > 0 || !tapConfirmed) && wasLostOn(tree)) {
        repeatTap(dismissed > 0 ? "the dialog took" : "the phone did not do");
      } else if (obstacle.isEmpty() || dismissed == MOST_DIALOGS) {
        return tree;
      } else {
        waveOff(obstacle.get());
      }
      pause.of(AFTER_DIALOG);
    }
  }

  private void waveOff(AppProfile.Obstacle obstacle) {
    notes.accept(obstacle.rule().says() + ": tap " + obstacle.button().describe());
    dialogCame = true;
    restarted |= obstacle.rule().restarts();
    tapMiddle(obstacle.button());
  }

  private boolean wasLostOn(UiTree tree) {
    return lastTap
        .flatMap(Tapped::before)
        .filter(before -> before.roots().equals(tree.roots()))
        .isPresent();
  }

  private void repeatTap(String lostBy) {
    UiNode node = lastTap.orElseThrow().node();
    lastTap = Optional.empty();
    notes.accept(lostBy + " the tap on " + node.describe() + ": tap it again");
    tapMiddle(node);
  }

  /**
   * Says that the page that comes, or came, may play a video: there a tap in the middle stops it so
   * that it can be read. On any other page such a tap would do something. Holds until something is
   * tapped.
   */
  public void expectVideo() {
    videoMayPlay = true;
  }

  /** Android reads no screen that moves. A tap on the video stops it, where the app is in front. */
  private void pauseVideo() {
    if (profile.pauses().isPresent() && videoMayPlay && !videoPaused && appIsInFront()) {
      tapVideo();
      videoPaused = true;
    }
  }

  /** Has a video go on that was paused to read the screen; does nothing where none was. */
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
        .ifPresent(place -> tap(size.right() * place.x() / 100, size.bottom() * place.y() / 100));
  }

  private boolean appIsInFront() {
    return opened.filter(app -> foreground().contains(app.value())).isPresent();
  }

  /**
   * Reads the screen and looks for an element on it.
   *
   * @throws Selector.Ambiguous if several fit
   */
  public Optional<UiNode> find(String element) {
    return find(element, "");
  }

  /**
   * Reads the screen and looks for an element on it.
   *
   * @param argument stands for {@code {}} in its texts
   * @throws Selector.Ambiguous if several fit
   */
  public Optional<UiNode> find(String element, String argument) {
    return findOn(read(), element, argument);
  }

  /**
   * Looks for an element on a screen that was read before: looking is free, reading is not.
   *
   * @throws Selector.Ambiguous if several fit
   */
  public Optional<UiNode> findOn(UiTree screen, String element, String argument) {
    return ParsingThreads.process(() -> profile.selector(element).find(screen, argument));
  }

  /**
   * Everything on a screen that fits an element's first candidate that fits anything, from the top
   * to the bottom and from the left to the right: the rows of a list, the cells of a grid.
   */
  public List<UiNode> findAllOn(UiTree screen, String element, String argument) {
    return findAll(screen, element, argument).map(Selector.Match::nodes).orElse(List.of()).stream()
        .sorted(
            Comparator.<UiNode>comparingInt(node -> node.bounds().top())
                .thenComparingInt(node -> node.bounds().left()))
        .toList();
  }

  private Optional<Selector.Match> findAll(UiTree screen, String element, String argument) {
    return ParsingThreads.process(() -> profile.selector(element).findAll(screen, argument));
  }

  /**
   * Waits until one of these elements is on the screen. Where several are, the first in this order
   * counts.
   *
   * @param elements logical names with what stands for {@code {}} in their texts
   * @throws ElementNotFound if none comes in time; it tells of the first
   * @throws Selector.Ambiguous if several fit one element, and keep to
   * @throws AppBlocked if the screen shows what needs a person
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
        throw notFound(elements.firstEntry().getKey(), tree, atMost);
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
   * @throws ElementNotFound if it does not come in time
   * @throws Selector.Ambiguous if several fit, and keep to
   * @throws AppBlocked if the screen shows what needs a person
   */
  public UiNode await(String element, Duration atMost) {
    return await(element, "", atMost);
  }

  /** As {@link #await(String, Duration)}, with what stands for {@code {}} in its texts. */
  public UiNode await(String element, String argument, Duration atMost) {
    SequencedMap<String, String> one = new LinkedHashMap<>();
    one.put(element, argument);
    return awaitAny(one, atMost).node();
  }

  /**
   * Waits until elements of this kind are on the screen: the rows of a list, the cells of a grid.
   *
   * @return them, as {@link #findAllOn} does; never none
   * @throws ElementNotFound if none comes in time
   * @throws AppBlocked if the screen shows what needs a person
   */
  public List<UiNode> awaitAll(String element, Duration atMost) {
    return awaitAll(element, Optional.empty(), atMost);
  }

  /**
   * As {@link #awaitAll(String, Duration)}, where the screen may say that there are none.
   *
   * @param none the element that says so
   * @return none, if that is said
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
        throw notFound(element, tree, atMost);
      }
      pause.of(BETWEEN_LOOKS);
    }
  }

  /** Whether an element is on a screen that was read before, once or several times. */
  public boolean isOn(UiTree screen, String element) {
    return findAll(screen, element, "").isPresent();
  }

  private ElementNotFound notFound(String element, UiTree tree, Duration after) {
    return new ElementNotFound(
        profile.selector(element),
        profile,
        tree,
        " of the phone at " + phone.address() + " after " + after.toSeconds() + " s");
  }

  /**
   * Waits until an element is not on the screen any more.
   *
   * @return whether it went in time
   * @throws AppBlocked if the screen shows what needs a person
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
   * Looks for an element, swiping up the page until it comes or the page does not move any more.
   *
   * @param swipes at most
   * @throws Selector.Ambiguous if several fit
   * @throws AppBlocked if the screen shows what needs a person
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

  /** Taps the middle of an element, once more if a dialog took the tap. */
  public void tap(UiNode node) {
    videoMayPlay = false;
    tapMiddle(node);
    lastTap = Optional.of(new Tapped(node, last));
  }

  /**
   * Taps the middle of an element once: what the tap does can't be taken back. Flows call {@link
   * dev.drover.device.flow.FlowContext#decisiveTap} instead.
   *
   * @param commit records the intent; where it throws, nothing is tapped
   */
  public void tapOnce(UiNode node, Runnable commit) {
    commit.run();
    videoMayPlay = false;
    lastTap = Optional.empty();
    dialogCame = false;
    tapMiddle(node);
  }

  /** Whether a dialog was waved off since {@link #tapOnce}: it may have taken the tap. */
  public boolean dialogCame() {
    return dialogCame;
  }

  /** Says that the page is seen to be the right one: what the app did on the way is no matter. */
  public void arrived() {
    restarted = false;
  }

  /**
   * Whether the app has come up anew since it was opened, or {@link #arrived}: its page is then
   * another one, which may look alike.
   */
  public boolean restarted() {
    return restarted;
  }

  /** Whether the phone said that it did the last tap on an element; else it may do it yet. */
  public boolean tapConfirmed() {
    return tapConfirmed;
  }

  private void tapMiddle(UiNode node) {
    tapConfirmed = tap(node.bounds().centerX(), node.bounds().centerY());
  }

  /**
   * Taps a place on an element, such as on a seek bar.
   *
   * @param fractionX 0 for its left edge to 1 for its right one
   * @param fractionY 0 for its top edge to 1 for its bottom one
   */
  public void tapAt(UiNode node, double fractionX, double fractionY) {
    Bounds bounds = node.bounds();
    videoMayPlay = false;
    lastTap = Optional.empty();
    tap(
        between(bounds.left(), bounds.right() - 1, fractionX),
        between(bounds.top(), bounds.bottom() - 1, fractionY));
  }

  private static int between(int first, int last, double fraction) {
    return (int) Math.round(first + (last - first) * Math.clamp(fraction, 0.0, 1.0));
  }

  private boolean tap(int x, int y) {
    return drivers.tap(x, y);
  }

  public void longPress(UiNode node) {
    int x = node.bounds().centerX();
    int y = node.bounds().centerY();
    swipe(x, y, x, y, LONG_PRESS_MILLIS);
  }

  /** Moves the page up, to what is below; on a feed, to the next video. */
  public void swipeUp() {
    Bounds size = size();
    videoPaused = false;
    int x = size.centerX();
    swipe(x, size.bottom() * 72 / 100, x, size.bottom() * 26 / 100, SWIPE_MILLIS);
  }

  /** Moves the page down, to what is above. */
  public void swipeDown() {
    Bounds size = size();
    videoPaused = false;
    int x = size.centerX();
    swipe(x, size.bottom() * 28 / 100, x, size.bottom() * 74 / 100, SWIPE_MILLIS);
  }

  private void swipe(int fromX, int fromY, int toX, int toY, int millis) {
    lastTap = Optional.empty();
    phone.shell(
        ShellCommand.of("input", "swipe", fromX, fromY, toX, toY, millis), COMMAND_DEADLINE);
  }

  /** The screen's extent: as it was read last, or as the phone tells it. */
  private Bounds size() {
    if (last.isPresent()) {
      return last.get().screen();
    }
    Matcher size =
        SIZE.matcher(phone.shell(ShellCommand.of("wm", "size"), COMMAND_DEADLINE).output());
    Bounds told = new Bounds(0, 0, 0, 0);
    // An override stands after the physical size, and counts.
    while (size.find()) {
      told = new Bounds(0, 0, Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
    }
    if (told.isEmpty()) {
      throw new ScreenUnreadable(
          "the phone at " + phone.address() + " does not tell the size of its screen");
    }
    return told;
  }

  public void pressBack() {
    videoPaused = false;
    pressKey(KEY_BACK);
  }

  public void pressEnter() {
    pressKey(KEY_ENTER);
  }

  /** Leaves the app as it is and shows the phone's home screen. */
  public void goHome() {
    pressKey(KEY_HOME);
  }

  private void pressKey(int keyCode) {
    lastTap = Optional.empty();
    phone.shell(ShellCommand.of("input", "keyevent", keyCode), COMMAND_DEADLINE);
  }

  /**
   * Makes a text the content of a field, and checks that it is. What the field holds is deleted
   * first; a text of blanks alone empties it. Characters that no keyboard has (control characters
   * but line feeds) are left out, and a tab becomes a blank.
   *
   * @param field as it was read last
   * @throws Keyboard.CannotType if the phone lacks what it needs for the text, or the field takes
   *     another text than the typed one
   */
  public void type(UiNode field, String text) {
    String wanted = Keyboard.typeable(text);
    UiNode now = focus(field);
    lastTap = Optional.empty();
    if (asShown(wanted).isEmpty()) {
      empty(now);
      return;
    }
    for (int attempt = 1; attempt <= TYPING_ATTEMPTS; attempt++) {
      if (attempt > 1) {
        // The keyboard may have been away.
        tap(now);
        pause.of(AFTER_TYPING);
      }
      if (attempt > 1 || !drivers.replaceText(wanted)) {
        keyboard.type(wanted, holds(now));
      }
      for (int look = 1; look <= 2; look++) {
        now = fieldInFocus(read()).orElse(now);
        if (asShown(now.text()).equals(asShown(wanted))) {
          return;
        }
        pause.of(AFTER_TYPING);
      }
    }
    throw new Keyboard.CannotType(
        "the phone at "
            + phone.address()
            + " took "
            + quoted(now.text())
            + " for the typed "
            + quoted(wanted)
            + "; check its keyboard, and how long a text the app takes there");
  }

  /** Most phones show an empty field's hint as its text: empty is what deleting does not change. */
  private void empty(UiNode field) {
    UiNode now = field;
    for (int attempt = 1; attempt <= TYPING_ATTEMPTS && holds(now) > 0; attempt++) {
      String before = now.text();
      keyboard.type("", holds(now));
      pause.of(AFTER_TYPING);
      now = fieldInFocus(read()).orElse(now);
      if (now.text().equals(before)) {
        return;
      }
    }
  }

  /** How many characters a field may hold; one that shows its hint holds none. */
  private static int holds(UiNode field) {
    return field.text().equals(field.hint()) ? 0 : field.text().length();
  }

  /** A text as a screen's hierarchy has it: what to look for once it was typed. */
  public static String asShown(String text) {
    return HierarchyParser.visible(Keyboard.typeable(text)).replace('\n', ' ');
  }

  private static String quoted(String text) {
    return '"' + (text.length() <= 60 ? text : text.substring(0, 57) + "...") + '"';
  }

  /** Tapping a field may open another one, on a sheet of its own, which has the focus then. */
  private UiNode focus(UiNode field) {
    if (field.focused()) {
      return field;
    }
    tap(field);
    long deadline = System.nanoTime() + FOCUS.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<UiNode> focused = fieldInFocus(read());
      if (focused.isPresent()) {
        return focused.get();
      }
      pause.of(BETWEEN_LOOKS);
    }
    throw new Keyboard.CannotType(
        "no field of the phone at "
            + phone.address()
            + " takes text after a tap on "
            + field.describe());
  }

  private static Optional<UiNode> fieldInFocus(UiTree screen) {
    return screen.nodes().stream().filter(node -> node.focused() && node.isField()).findFirst();
  }

  /** Lets time pass. */
  public void rest(Duration duration) {
    pause.of(duration);
  }

  /** Takes the keyboard away, if it is shown. */
  public void hideKeyboard() {
    keyboard.hide();
  }

  /**
   * Wakes the screen and takes a lock away that needs no secret; one round trip where nothing is to
   * do.
   */
  public boolean wake() {
    if (isUsable()) {
      return true;
    }
    phone.shell(
        ShellCommand.of("input", "keyevent", 224).then(ShellCommand.of("wm", "dismiss-keyguard")),
        COMMAND_DEADLINE);
    return isUsable();
  }

  private boolean isUsable() {
    return PhoneState.isUsable(phone.shell(PhoneState.LOOK_AT_SCREEN, COMMAND_DEADLINE).output());
  }

  /**
   * Opens a link in an app.
   *
   * @return false if the app can't open it, because it is not installed, say
   */
  public boolean openLink(String url, PackageName app) {
    opens(app);
    ShellResult result =
        phone.shell(
            ShellCommand.of(
                "am", "start", "-W", "-a", "android.intent.action.VIEW", "-d", url, app.value()),
            LAUNCH_DEADLINE);
    return result.exitCode() == 0 && !result.everything().contains("unable to resolve");
  }

  /**
   * Shares a file of the phone's media store to an app.
   *
   * @param contentUri such as {@code content://media/external/video/media/42}
   * @return false if the app takes no such files, because it is not installed, say
   */
  public boolean share(String contentUri, String mimeType, PackageName app) {
    opens(app);
    ShellResult result =
        phone.shell(
            ShellCommand.of(
                "am",
                "start",
                "-W",
                "-a",
                "android.intent.action.SEND",
                "-t",
                mimeType,
                "--eu",
                "android.intent.extra.STREAM",
                contentUri,
                "--grant-read-uri-permission",
                "-p",
                app.value()),
            LAUNCH_DEADLINE);
    return result.exitCode() == 0 && !result.everything().contains("Error");
  }

  /**
   * Starts an app by its icon's activity. It comes up with its feed, which plays videos, or where
   * it was left.
   *
   * @return false if it is not installed
   */
  public boolean launch(PackageName app) {
    opens(app);
    expectVideo();
    // One garbled answer is not to pass for an app that is not there.
    Optional<String> activity = launcherOf(app).or(() -> launcherOf(app));
    if (activity.isEmpty()) {
      return false;
    }
    ShellResult result =
        phone.shell(ShellCommand.of("am", "start", "-W", "-n", activity.get()), LAUNCH_DEADLINE);
    return result.exitCode() == 0 && !result.everything().contains("Error");
  }

  private Optional<String> launcherOf(PackageName app) {
    return phone
        .shell(
            ShellCommand.of("cmd", "package", "resolve-activity", "--brief", app.value()),
            COMMAND_DEADLINE)
        .output()
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith(app.value() + "/"))
        .reduce((_, last) -> last);
  }

  /** The apps that have the focus; while windows change there can be two. */
  public List<String> foreground() {
    String dump =
        phone.shell(ShellCommand.of("dumpsys", "window", "displays"), COMMAND_DEADLINE).output();
    return ParsingThreads.process(() -> Foreground.appsIn(dump));
  }

  private void opens(PackageName app) {
    opened = Optional.of(app);
    videoPaused = false;
    videoMayPlay = false;
    lastTap = Optional.empty();
    restarted = false;
  }

  /** Ends an app with all that it does. */
  public void forceStop(PackageName app) {
    videoPaused = false;
    phone.shell(ShellCommand.of("am", "force-stop", app.value()), COMMAND_DEADLINE);
  }

  /** An app's version, such as {@code 34.5.3}; empty when it is not installed. */
  public Optional<String> appVersion(PackageName app) {
    return PhoneState.versionIn(
        phone.shell(ShellCommand.of("dumpsys", "package", app.value()), COMMAND_DEADLINE).output());
  }
}
