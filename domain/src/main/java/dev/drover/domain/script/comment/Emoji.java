package dev.drover.domain.script.comment;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Puts an emoji into a text, between two of its words or at an end. */
public final class Emoji {
  /** Friendly emoji that every Android version since 7 can draw; each is one code point. */
  static final List<String> CHOICE =
      List.of(
          "😀", "😁", "😂", "😃", "😄", "😅", "😆", "😉", "😊", "😋", "😎", "😍", "😘", "🙂", "🤗",
          "🤩", "😇", "🥳", "👍", "👏", "🙌", "💪", "🔥", "✨", "🌟", "💯", "🎉", "💖", "💙", "💚",
          "💛", "💜", "🌈", "🌸");

  private Emoji() {}

  /** Returns the text with one emoji added; the words and their order stay the same. */
  public static String insert(String text, RandomGenerator random) {
    List<String> words = new ArrayList<>(List.of(text.strip().split(" +")));
    words.add(random.nextInt(words.size() + 1), CHOICE.get(random.nextInt(CHOICE.size())));
    return String.join(" ", words).strip();
  }
}
