package dev.drover.virtualphone.system;

import dev.drover.virtualphone.paint.TextField;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** The effect of keys and of the screen keyboard on the field in focus. */
public final class Keyboard {
  /** The part of the screen that a usual keyboard covers, in percent from the bottom. */
  private static final int COVERED_PERCENT = 35;

  /** The part that ADBKeyBoard covers, which shows a single line of text. */
  private static final int COVERED_BY_ADB_KEYBOARD_PERCENT = 5;

  private final InputMethods methods;
  private final int screenHeight;

  public Keyboard(InputMethods methods, int screenHeight) {
    this.methods = methods;
    this.screenHeight = screenHeight;
  }

  /** Returns whether the keyboard, when it is shown, covers this line of the screen. */
  public boolean covers(int y) {
    return y >= top();
  }

  /** The first line of the screen that the keyboard covers when it is shown. */
  public int top() {
    int percent = methods.isAdbKeyboardInUse() ? COVERED_BY_ADB_KEYBOARD_PERCENT : COVERED_PERCENT;
    return screenHeight * (100 - percent) / 100;
  }

  /**
   * Presses a key.
   *
   * @param key its number or its name, without {@code KEYCODE_}
   * @param enter what Enter does in a field of one line
   */
  public void press(String key, TextField field, Runnable enter) {
    switch (key) {
      case "66", "ENTER", "160", "NUMPAD_ENTER" -> {
        if (field.isMultiline()) {
          field.type("\n");
        } else {
          enter.run();
        }
      }
      case "84", "SEARCH" -> enter.run();
      case "67", "DEL" -> field.backspace();
      case "112", "FORWARD_DEL" -> field.deleteForward();
      case "111", "ESCAPE" -> field.hideKeyboard();
      case "122", "MOVE_HOME" -> field.moveToStart();
      case "123", "MOVE_END" -> field.moveToEnd();
      case "21", "DPAD_LEFT" -> field.move(-1);
      case "22", "DPAD_RIGHT" -> field.move(1);
      case "62", "SPACE" -> field.type(" ");
      default -> {
        // No field of these apps reacts to other keys.
      }
    }
  }

  /** Handles a broadcast as ADBKeyBoard does, and ignores it while another keyboard is selected. */
  public void hear(String action, Map<String, String> extras, TextField field, Runnable enter) {
    if (!methods.isAdbKeyboardInUse()) {
      return;
    }
    switch (action) {
      case "ADB_INPUT_TEXT" -> field.type(extras.getOrDefault("msg", ""));
      case "ADB_INPUT_B64" -> field.type(decoded(extras.getOrDefault("msg", "")));
      case "ADB_CLEAR_TEXT" -> field.clear();
      case "ADB_INPUT_CODE" -> press(extras.getOrDefault("code", ""), field, enter);
      case "ADB_EDITOR_CODE" -> enter.run();
      default -> {
        // This keyboard ignores other broadcasts.
      }
    }
  }

  /** Decodes Base64; malformed input types nothing. */
  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return "";
    }
  }
}
