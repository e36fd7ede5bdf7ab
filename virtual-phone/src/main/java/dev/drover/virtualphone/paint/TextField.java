package dev.drover.virtualphone.paint;

/** A text field with a cursor. It keeps the focus when the keyboard is hidden. */
public final class TextField {
  private final boolean multiline;
  private final boolean secret;
  private final StringBuilder text = new StringBuilder();
  private int cursor;
  private boolean focused;
  private boolean keyboard;

  private TextField(boolean multiline, boolean secret) {
    this.multiline = multiline;
    this.secret = secret;
  }

  /** A field of one line: Enter runs the page's action. */
  public static TextField ofOneLine() {
    return new TextField(false, false);
  }

  /** A field of many lines: Enter begins a new line. */
  public static TextField ofManyLines() {
    return new TextField(true, false);
  }

  /** A field of one line that shows a dot for each character. */
  public static TextField ofPassword() {
    return new TextField(false, true);
  }

  /** What the screen shows of the text. */
  String shown() {
    return secret ? "•".repeat(text.codePointCount(0, text.length())) : text.toString();
  }

  boolean isSecret() {
    return secret;
  }

  public String text() {
    return text.toString();
  }

  public boolean isEmpty() {
    return text.isEmpty();
  }

  public boolean isFocused() {
    return focused;
  }

  public boolean isMultiline() {
    return multiline;
  }

  public boolean keyboardShown() {
    return focused && keyboard;
  }

  /** Puts the cursor at the end and brings the keyboard up. */
  public void focus() {
    focused = true;
    keyboard = true;
    cursor = text.length();
  }

  public void blur() {
    focused = false;
    keyboard = false;
  }

  public void hideKeyboard() {
    keyboard = false;
  }

  public void type(String typed) {
    text.insert(cursor, typed);
    cursor += typed.length();
  }

  public void clear() {
    text.setLength(0);
    cursor = 0;
  }

  /** Deletes the character before the cursor. */
  public void backspace() {
    if (cursor > 0) {
      int start = text.offsetByCodePoints(cursor, -1);
      text.delete(start, cursor);
      cursor = start;
    }
  }

  /** Deletes the character after the cursor. */
  public void deleteForward() {
    if (cursor < text.length()) {
      text.delete(cursor, text.offsetByCodePoints(cursor, 1));
    }
  }

  public void moveToEnd() {
    cursor = text.length();
  }

  public void moveToStart() {
    cursor = 0;
  }

  /**
   * @param characters to the right; negative to the left
   */
  public void move(int characters) {
    int inText = text.codePointCount(0, cursor) + characters;
    int target = Math.clamp(inText, 0, text.codePointCount(0, text.length()));
    cursor = text.offsetByCodePoints(0, target);
  }
}
