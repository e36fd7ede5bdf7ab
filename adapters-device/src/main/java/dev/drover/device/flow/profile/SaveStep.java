package dev.drover.device.flow.profile;

import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.screen.ElementNotFound;
import dev.drover.device.screen.Screen;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Saves one field of a profile: one intent. What the app says meanwhile is kept, in its own words,
 * for the case that it refuses. Used once.
 */
final class SaveStep {
  private static final Duration CHECKED = Duration.ofSeconds(3);
  private static final Duration SAVED = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);
  private static final String CONFIRM = "profile_field.confirm_button";
  private static final int MOST_CHARACTERS = 200;

  private final FlowContext context;
  private final Screen screen;
  private final String field;
  private final String button;
  private final Set<String> before;
  private List<String> said = List.of();
  private boolean confirmed;
  private boolean dialogCame;

  private SaveStep(FlowContext context, String field, String button) {
    this.context = context;
    this.screen = context.screen();
    this.field = field;
    this.button = button;
    this.before = new HashSet<>(EditPage.texts(screen.read()));
  }

  /** Begins in a field's editor, before anything is written. */
  static SaveStep of(FlowContext context, ProfileField field) {
    return new SaveStep(context, field.words(), "profile_field.save_button");
  }

  /** Begins on the page that shows the chosen picture. */
  static SaveStep ofPicture(FlowContext context) {
    return new SaveStep(context, "picture", "profile_photo.save_button");
  }

  /**
   * Taps Save, and waits until the app leaves the editor or says something.
   *
   * @param sign an element of the editor
   * @throws FlowFailed if the app does not let the field be saved; nothing was tapped
   */
  void tap(String sign) {
    screen.hideKeyboard();
    screen.await(sign, CHECKED);
    UiNode save;
    try {
      save = screen.await(button, CHECKED);
    } catch (ElementNotFound none) {
      if (!screen.isOn(none.screen(), "profile_field.save_words")) {
        throw none;
      }
      said = saidOn(none.screen());
      throw refused(said.isEmpty() ? EditPage.texts(none.screen()) : said);
    }
    if (screen.restarted()) {
      throw new FlowFailed(
          FailureCode.DEVICE_ERROR,
          "the app on phone "
              + context.serial()
              + " crashed, and came up on another page; the "
              + field
              + " was not saved: retry");
    }
    before.addAll(EditPage.texts(screen.lastRead().orElseGet(screen::read)));
    context.decisiveTap(save, "tap Save for the " + field);
    long deadline = System.nanoTime() + SAVED.toNanos();
    boolean asked = false;
    while (true) {
      UiTree now = screen.read();
      Optional<UiNode> confirm =
          asked || !screen.profile().has(CONFIRM)
              ? Optional.empty()
              : screen.findOn(now, CONFIRM, "");
      said = saidOn(now);
      if (confirm.isPresent()) {
        asked = true;
        before.addAll(EditPage.texts(now));
        context.confirmDecisiveTap(confirm.get());
      } else if (!screen.isOn(now, sign) || !said.isEmpty() || System.nanoTime() > deadline) {
        confirmed = screen.tapConfirmed();
        dialogCame = screen.dialogCame();
        return;
      }
      screen.rest(BETWEEN_LOOKS);
    }
  }

  /**
   * Settles the intent by what the app shows of the field afterwards.
   *
   * @param kept whether it shows the wanted value
   * @throws FlowFailed if it does not
   */
  void settle(boolean kept) {
    if (kept) {
      context.settle(true);
      return;
    }
    if (!confirmed) {
      throw new FlowFailed(
          FailureCode.OUTCOME_UNKNOWN,
          Outcome.UNKNOWN,
          "the agent on phone "
              + context.serial()
              + " did not confirm the tap on Save, and the app does not show the new "
              + field
              + "; the tap may have come late: look at the profile, then retry");
    }
    context.settle(false);
    if (said.isEmpty() && dialogCame) {
      throw new FlowFailed(
          FailureCode.DEVICE_ERROR,
          "a dialog came in front of the app on phone "
              + context.serial()
              + " and took the tap on Save; it is dismissed, and the "
              + field
              + " was not saved: retry");
    }
    throw refused(said);
  }

  /** Returns what the app says now and did not say before. Counters of characters say nothing. */
  private List<String> saidOn(UiTree now) {
    return EditPage.texts(now).stream()
        .filter(text -> !before.contains(text))
        .filter(text -> text.codePoints().anyMatch(Character::isLetter))
        .toList();
  }

  private FlowFailed refused(List<String> words) {
    return new FlowFailed(
        FailureCode.ACTION_REFUSED,
        "the app on phone "
            + context.serial()
            + " did not save the "
            + field
            + (words.isEmpty()
                ? ", and does not say why; look at the account for a restriction"
                : ". It says: \"" + bounded(String.join(" ", words)) + "\""));
  }

  /** The words are the phone's: they are cut, and have no control characters. */
  private static String bounded(String words) {
    StringBuilder kept = new StringBuilder();
    words
        .codePoints()
        .map(character -> isPlain(character) ? character : ' ')
        .limit(MOST_CHARACTERS)
        .forEach(kept::appendCodePoint);
    return words.codePointCount(0, words.length()) > MOST_CHARACTERS ? kept + "…" : kept.toString();
  }

  private static boolean isPlain(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
