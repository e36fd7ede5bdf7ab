package dev.drover.domain.script.comment;

import java.util.List;
import java.util.random.RandomGenerator;

/** Puts an emoji behind a text. */
public final class Emoji {
  /** Friendly emoji that every Android version since 7 can draw; each is one code point. */
  static final List<String> CHOICE =
      List.of(
          "😀", "😁", "😂", "😃", "😄", "😅", "😆", "😉", "😊", "😋", "😎", "😍", "😘", "🙂", "🤗",
          "🤩", "😇", "🥳", "👍", "👏", "🙌", "💪", "🔥", "✨", "🌟", "💯", "🎉", "💖", "💙", "💚",
          "💛", "💜", "🌈", "🌸");

  private Emoji() {}

  /** Returns the text with one emoji behind it. */
  public static String append(String text, RandomGenerator random) {
    return text.strip() + " " + CHOICE.get(random.nextInt(CHOICE.size()));
  }
}
