package dev.drover.domain.control;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;

/**
 * Chooses nodes of the screen's hierarchy: those that meet every condition that is given. It has
 * the conditions of UiAutomator's UiSelector that programs use. Texts of the screen are compared
 * without invisible marks, such as those for direction, and without outer blanks.
 *
 * @param index chooses one among the nodes that meet the rest, in document order, from 0; the first
 *     by default
 */
public record NodeSelector(
    Optional<TextCondition> text,
    Optional<TextCondition> description,
    Optional<TextCondition> className,
    Optional<TextCondition> packageName,
    Optional<TextCondition> resourceId,
    Optional<Boolean> clickable,
    Optional<Boolean> longClickable,
    Optional<Boolean> checkable,
    Optional<Boolean> checked,
    Optional<Boolean> enabled,
    Optional<Boolean> focusable,
    Optional<Boolean> focused,
    Optional<Boolean> scrollable,
    Optional<Boolean> selected,
    OptionalInt index) {

  public NodeSelector {
    if (index.isPresent() && index.getAsInt() < 0) {
      throw new IllegalArgumentException("an index is 0 or more");
    }
  }

  /** Chooses the nodes with exactly this text. */
  public static NodeSelector ofText(String text) {
    return of(Optional.of(new TextCondition(Comparison.EQUALS, text)), Optional.empty());
  }

  /** Chooses the nodes of exactly this class, such as {@code android.widget.EditText}. */
  public static NodeSelector ofClass(String className) {
    return of(Optional.empty(), Optional.of(new TextCondition(Comparison.EQUALS, className)));
  }

  private static NodeSelector of(Optional<TextCondition> text, Optional<TextCondition> className) {
    return new NodeSelector(
        text,
        Optional.empty(),
        className,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty());
  }

  /** How a text is compared. */
  public enum Comparison {
    EQUALS("is"),
    /** Ignores case. */
    CONTAINS("contains"),
    /** Ignores case. */
    STARTS_WITH("starts with"),
    /**
     * The whole text matches a regular expression of RE2's syntax, which runs in linear time. A dot
     * matches line ends, too.
     */
    MATCHES("matches");

    private final String words;

    Comparison(String words) {
      this.words = words;
    }
  }

  /**
   * @param value 0 to 2,000 characters
   */
  public record TextCondition(Comparison comparison, String value) {
    private static final int MOST = 2_000;

    public TextCondition {
      if (value.length() > MOST) {
        throw new IllegalArgumentException("must have at most " + MOST + " characters");
      }
    }

    /** Returns the condition in words, for messages. */
    @Override
    public String toString() {
      return comparison.words + " \"" + value + "\"";
    }
  }

  /** Returns the conditions in words, for messages: {@code text is "Follow", clickable}. */
  @Override
  public String toString() {
    StringJoiner words = new StringJoiner(", ");
    words.setEmptyValue("any node");
    text.ifPresent(condition -> words.add("text " + condition));
    description.ifPresent(condition -> words.add("description " + condition));
    className.ifPresent(condition -> words.add("class " + condition));
    packageName.ifPresent(condition -> words.add("package " + condition));
    resourceId.ifPresent(condition -> words.add("resource id " + condition));
    say(clickable, "clickable", words);
    say(longClickable, "long-clickable", words);
    say(checkable, "checkable", words);
    say(checked, "checked", words);
    say(enabled, "enabled", words);
    say(focusable, "focusable", words);
    say(focused, "focused", words);
    say(scrollable, "scrollable", words);
    say(selected, "selected", words);
    index.ifPresent(number -> words.add("instance " + number));
    return words.toString();
  }

  private static void say(Optional<Boolean> wanted, String state, StringJoiner words) {
    wanted.ifPresent(is -> words.add(is ? state : "not " + state));
  }
}
