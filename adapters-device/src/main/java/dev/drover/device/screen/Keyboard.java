package dev.drover.device.screen;

import dev.drover.device.adb.DadbPhone;
import dev.drover.device.adb.PhoneSession;
import dev.drover.device.adb.ShellCommand;
import dev.drover.device.adb.ShellResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Types text into the focused field. {@code input text} supports printable ASCII only, and reads
 * {@code %s} as a blank; other text goes to the ADBKeyBoard input method by broadcast. The phone's
 * own input method is noted on the phone before it is replaced, so that even a later attempt can
 * restore it.
 */
public final class Keyboard {
  private static final Duration COMMAND_DEADLINE = Duration.ofSeconds(10);

  /** Typing takes one key event a character. */
  private static final Duration TYPE_DEADLINE = Duration.ofSeconds(60);

  private static final String INPUT_METHOD = "com.android.adbkeyboard/.AdbIME";

  /** The file on the phone that names its own input method while that is replaced. */
  private static final String NOTE = "/data/local/tmp/drover_input_method";

  private static final Pattern COMPONENT = Pattern.compile("[A-Za-z0-9_.]+/[A-Za-z0-9_.$]+");
  private static final Pattern PLAIN = Pattern.compile("[\\x20-\\x7e]*");

  /** The most bytes of a chunk, so that the command in base64 is short enough for old phones. */
  private static final int CHUNK_BYTES = 2_700;

  /**
   * The most characters of a chunk. In a shell word a quote takes four characters, and a blank two.
   */
  private static final int CHUNK_CHARACTERS = 900;

  private static final int MOVE_END = 123;
  private static final int DELETE = 67;
  private static final int DELETES_A_COMMAND = 500;

  private final PhoneSession phone;
  private Optional<String> replaced = Optional.empty();
  private boolean ready;

  public Keyboard(PhoneSession phone) {
    this.phone = phone;
  }

  /**
   * Signals that a text can't be typed on this phone. Nothing was typed. A retry fails until the
   * phone is changed.
   */
  public static final class CannotType extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotType(String message) {
      super(message);
    }
  }

  /** Returns the phone's own input method, if it was replaced. */
  public Optional<String> replaced() {
    return replaced;
  }

  /**
   * Removes characters that can't be typed: control characters except line feeds, halves of
   * surrogate pairs, and code points that are no characters. A tab becomes a blank, since it would
   * leave the field.
   */
  static String typeable(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.replace("\r\n", "\n")
        .replace('\r', '\n')
        .replace('\t', ' ')
        .codePoints()
        .filter(Keyboard::isTypeable)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  /** Returns whether a text needs no other input method than the phone's own. */
  static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches() && !text.contains("%s");
  }

  private static boolean isTypeable(int character) {
    return character == '\n'
        || !(Character.isISOControl(character)
            || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE)
            || (character & 0xfffe) == 0xfffe
            || (character >= 0xfdd0 && character <= 0xfdef));
  }

  /**
   * Types into the focused field.
   *
   * @param text a result of {@link #typeable}
   * @param holds the number of characters in the field, which are deleted first
   * @throws CannotType if the text needs an input method that the phone lacks
   */
  void type(String text, int holds) {
    if (isPlain(text)) {
      // The field may contain invisible marks, so delete more than the visible characters.
      delete(holds == 0 ? 0 : holds + holds / 2 + 8);
      for (String chunk : chunks(text, CHUNK_CHARACTERS)) {
        phone.shell(ShellCommand.of("input", "text", chunk.replace(" ", "%s")), TYPE_DEADLINE);
      }
      return;
    }
    replaceInputMethod();
    if (holds > 0) {
      phone.shell(ShellCommand.of("am", "broadcast", "-a", "ADB_CLEAR_TEXT"), COMMAND_DEADLINE);
    }
    for (String chunk : chunks(text, CHUNK_BYTES)) {
      String encoded = Base64.getEncoder().encodeToString(chunk.getBytes(StandardCharsets.UTF_8));
      phone.shell(
          ShellCommand.of("am", "broadcast", "-a", "ADB_INPUT_B64", "--es", "msg", encoded),
          COMMAND_DEADLINE);
    }
  }

  /** Hides the keyboard if it is shown. Otherwise BACK would leave the page. */
  void hide() {
    ShellCommand look = ShellCommand.of("dumpsys", "input_method");
    if (!isShown(phone.shell(look, COMMAND_DEADLINE))) {
      return;
    }
    ShellCommand escape = ShellCommand.of("input", "keyevent", 111);
    if (isShown(phone.shell(escape.then(look), COMMAND_DEADLINE))) {
      phone.shell(ShellCommand.of("input", "keyevent", 4), COMMAND_DEADLINE);
    }
  }

  private static boolean isShown(ShellResult inputMethods) {
    return inputMethods.output().contains("mInputShown=true");
  }

  private void delete(int characters) {
    for (int left = characters; left > 0; left -= DELETES_A_COMMAND) {
      List<Object> keys = new ArrayList<>(List.of("keyevent", MOVE_END));
      keys.addAll(Collections.nCopies(Math.min(left, DELETES_A_COMMAND), DELETE));
      phone.shell(ShellCommand.of("input", keys.toArray()), TYPE_DEADLINE);
    }
  }

  private void replaceInputMethod() {
    if (ready) {
      return;
    }
    ShellResult state =
        phone.shell(
            ShellCommand.of("settings", "get", "secure", "default_input_method")
                .then(ShellCommand.of("ime", "list", "-s", "-a")),
            COMMAND_DEADLINE);
    List<String> lines = state.output().lines().map(String::strip).toList();
    if (lines.stream().skip(1).noneMatch(INPUT_METHOD::equals)) {
      throw new CannotType(
          "the phone at "
              + phone.address()
              + " can type plain ASCII only; for other text install ADBKeyBoard on it"
              + " (ADBKeyboard.apk of github.com/senzhk/ADBKeyBoard)");
    }
    String own = lines.getFirst();
    if (!own.equals(INPUT_METHOD)) {
      ShellCommand replace =
          ShellCommand.of("ime", "enable", INPUT_METHOD)
              .then(ShellCommand.of("ime", "set", INPUT_METHOD));
      if (isInputMethod(own)) {
        replaced = Optional.of(own);
        replace = ShellCommand.of("echo", own).into(NOTE).then(replace);
      }
      phone.shell(replace, COMMAND_DEADLINE);
    } else {
      // An earlier attempt did not restore the phone's own, and noted it.
      replaced =
          Optional.of(phone.shell(readNote(), COMMAND_DEADLINE).output().strip())
              .filter(Keyboard::isInputMethod);
    }
    ready = true;
  }

  /**
   * Returns a command that prints the input method that an earlier attempt did not restore, if
   * there is one.
   */
  static ShellCommand readNote() {
    return ShellCommand.of("cat", NOTE);
  }

  /**
   * Restores a phone's own input method.
   *
   * @param own the input method from {@link Screen#replacedInputMethod()} or from an earlier
   *     attempt's note
   * @throws dev.drover.device.adb.PhoneLost if the phone is gone; a later attempt restores it
   */
  public static void giveBack(DadbPhone phone, String own, Duration deadline) {
    phone.shell(giveBack(own), deadline);
  }

  /**
   * Returns a command that restores a phone's own input method.
   *
   * @param own the input method from {@link #replaced}
   */
  public static ShellCommand giveBack(String own) {
    return ShellCommand.of("ime", "set", own).andIfSuccessful(ShellCommand.of("rm", "-f", NOTE));
  }

  /** Returns whether a text names an input method, such as {@code com.example/.Keyboard}. */
  static boolean isInputMethod(String text) {
    return COMPONENT.matcher(text).matches();
  }

  /** Splits a text between characters into parts of at most {@code bytes} UTF-8 bytes. */
  static List<String> chunks(String text, int bytes) {
    List<String> chunks = new ArrayList<>();
    int start = 0;
    int size = 0;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      int length = Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
      if (size + length > bytes) {
        chunks.add(text.substring(start, i));
        start = i;
        size = 0;
      }
      size += length;
      i += Character.charCount(character);
    }
    if (start < text.length()) {
      chunks.add(text.substring(start));
    }
    return chunks;
  }
}
