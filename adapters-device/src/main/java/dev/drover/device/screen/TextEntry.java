package dev.drover.device.screen;

import dev.drover.device.hierarchy.HierarchyParser;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.screen.driver.Pause;
import dev.drover.device.screen.driver.ScreenDrivers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** Types into the fields of one screen, and checks their content afterwards. Used by one thread. */
public final class TextEntry {
  private static final Duration FOCUS = Duration.ofSeconds(5);
  private static final int TYPING_ATTEMPTS = 3;
  private static final Duration AFTER_TYPING = Duration.ofMillis(400);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);

  private final Surface screen;
  private final String address;
  private final ScreenDrivers drivers;
  private final Keyboard keyboard;
  private final Pause pause;

  /** The screen that has the fields. */
  public interface Surface {
    /** Reads the screen. */
    UiTree read();

    /** Taps the middle of an element. */
    void tap(UiNode node);

    /** Told when the last tap has done its work, so that it is not repeated. */
    void forgetTap();
  }

  /**
   * @param address the phone's address, for messages
   */
  public TextEntry(
      Surface screen, String address, ScreenDrivers drivers, Keyboard keyboard, Pause pause) {
    this.screen = screen;
    this.address = address;
    this.drivers = drivers;
    this.keyboard = keyboard;
    this.pause = pause;
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
    String wanted = Keyboard.typeable(text);
    Typed typed = typed(field, wanted, _ -> false);
    if (!typed.seen()) {
      throw refused(typed.field(), wanted);
    }
  }

  /**
   * Replaces a field's content as {@link #type} does, where the app may not tell what a field has.
   *
   * @return false if the field says the same as before, and nothing else on the screen shows the
   *     text
   * @throws Keyboard.CannotType as {@link #type} does, where the field says something else
   */
  public boolean typeUnlessUnseen(UiNode field, String text) {
    String wanted = Keyboard.typeable(text);
    int shown = shows(screen.read(), wanted);
    Typed typed = typed(field, wanted, tree -> shows(tree, wanted) > shown);
    if (!typed.seen() && !typed.field().text().equals(typed.before())) {
      throw refused(typed.field(), wanted);
    }
    return typed.seen();
  }

  /**
   * What came of typing.
   *
   * @param seen whether the screen shows the text
   * @param before what the field said before
   */
  private record Typed(boolean seen, UiNode field, String before) {}

  /**
   * @param elsewhere whether a screen shows the text outside of the field
   */
  private Typed typed(UiNode field, String wanted, Predicate<UiTree> elsewhere) {
    UiNode now = focus(field);
    screen.forgetTap();
    String before = now.text();
    if (asShown(wanted).isEmpty()) {
      empty(now);
      return new Typed(true, now, before);
    }
    for (int attempt = 1; attempt <= TYPING_ATTEMPTS; attempt++) {
      if (attempt > 1) {
        // The keyboard may have disappeared.
        screen.tap(now);
        pause.of(AFTER_TYPING);
      }
      if (attempt > 1 || !drivers.replaceText(wanted)) {
        // A field that does not tell what it has may have the text of the attempt before.
        keyboard.type(wanted, attempt == 1 ? holds(now) : Math.max(holds(now), wanted.length()));
      }
      for (int look = 1; look <= 2; look++) {
        UiTree tree = screen.read();
        now = fieldInFocus(tree).orElse(now);
        if (asShown(now.text()).equals(asShown(wanted)) || elsewhere.test(tree)) {
          return new Typed(true, now, before);
        }
        pause.of(AFTER_TYPING);
      }
    }
    return new Typed(false, now, before);
  }

  /** Returns how often a screen shows a text outside of the field in focus. */
  private static int shows(UiTree screen, String text) {
    String wanted = asShown(text);
    return (int)
        screen.nodes().stream()
            .filter(node -> !node.focused())
            .filter(
                node ->
                    asShown(node.text()).equals(wanted)
                        || asShown(node.description()).equals(wanted))
            .count();
  }

  private Keyboard.CannotType refused(UiNode now, String wanted) {
    return new Keyboard.CannotType(
        "the phone at "
            + address
            + " took "
            + quoted(now.text())
            + " for the typed "
            + quoted(wanted)
            + "; check its keyboard, and how long a text the app takes there");
  }

  /**
   * Types at the cursor of whatever has the focus, and leaves what is there. Characters that can't
   * be typed are left out. Plain ASCII is typed as by keys, without a check; other text is checked
   * where the screen shows the field.
   *
   * @throws Keyboard.CannotType if the phone lacks what the text needs, or the field does not
   *     change
   */
  public void typeAtCursor(String text) {
    String wanted = Keyboard.typeable(text);
    if (Keyboard.isPlain(wanted)) {
      keyboard.type(wanted, 0);
      return;
    }
    Optional<UiNode> field = fieldInFocus(screen.read());
    if (field.isPresent() && drivers.appendText(wanted)) {
      return;
    }
    // Another input method may miss the first text while it comes up.
    for (int attempt = 1; attempt <= TYPING_ATTEMPTS; attempt++) {
      keyboard.type(wanted, 0);
      if (field.isEmpty()) {
        return;
      }
      pause.of(AFTER_TYPING);
      if (!fieldInFocus(screen.read()).map(UiNode::text).equals(field.map(UiNode::text))) {
        return;
      }
    }
    throw new Keyboard.CannotType(
        "the field in focus of the phone at "
            + address
            + " did not change when "
            + quoted(wanted)
            + " was typed; check its keyboard");
  }

  /**
   * Most phones report an empty field's hint as its text, so a field counts as empty when deleting
   * does not change it.
   */
  private void empty(UiNode field) {
    UiNode now = field;
    for (int attempt = 1; attempt <= TYPING_ATTEMPTS && holds(now) > 0; attempt++) {
      String before = now.text();
      keyboard.type("", holds(now));
      pause.of(AFTER_TYPING);
      now = fieldInFocus(screen.read()).orElse(now);
      if (now.text().equals(before)) {
        return;
      }
    }
  }

  /** Returns how many characters a field may contain; a field that shows its hint contains none. */
  private static int holds(UiNode field) {
    return field.text().equals(field.hint()) ? 0 : field.text().length();
  }

  /** Returns a text as the hierarchy shows it after it was typed. */
  public static String asShown(String text) {
    return HierarchyParser.visible(Keyboard.typeable(text)).replace('\n', ' ');
  }

  private static String quoted(String text) {
    return '"' + (text.length() <= 60 ? text : text.substring(0, 57) + "...") + '"';
  }

  /** Tapping a field may open another one on a sheet, which then has the focus. */
  private UiNode focus(UiNode field) {
    if (field.focused()) {
      return field;
    }
    screen.tap(field);
    long deadline = System.nanoTime() + FOCUS.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<UiNode> focused = fieldInFocus(screen.read());
      if (focused.isPresent()) {
        return focused.get();
      }
      pause.of(BETWEEN_LOOKS);
    }
    throw new Keyboard.CannotType(
        "no field of the phone at "
            + address
            + " takes text after a tap on "
            + field.describe()
            + "; look at its screen, and retry");
  }

  private static Optional<UiNode> fieldInFocus(UiTree screen) {
    return screen.nodes().stream().filter(node -> node.focused() && node.isField()).findFirst();
  }
}
