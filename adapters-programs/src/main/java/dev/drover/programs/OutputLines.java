package dev.drover.programs;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Makes lines of the bytes that a program writes. The bytes are UTF-8; others become U+FFFD. A line
 * ends at a line feed or a carriage return, as progress bars write it. Sequences that colour a
 * terminal and other control characters are left out, as are blank lines. Not thread-safe.
 */
final class OutputLines {
  /** The longest line, in characters; the rest of it is left out. */
  static final int LONGEST = 1_000;

  private static final Pattern TERMINAL =
      Pattern.compile(
          "\\u001B\\[[0-?]*+[ -/]*+[@-~]" // colours, cursor movements
              + "|\\u001B\\][^\\u0007\\u001B]*+(?:\\u0007|\\u001B\\\\)?" // window titles, links
              + "|\\u001B[ -/]*+[0-~]");

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\t]]");

  private final Consumer<String> output;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);

  /** Holds the bytes of a character whose end has not come yet. */
  private final ByteBuffer bytes = ByteBuffer.allocate(16 * 1024);

  private final CharBuffer characters = CharBuffer.allocate(bytes.capacity());
  private final StringBuilder line = new StringBuilder();
  private boolean cut;

  OutputLines(Consumer<String> output) {
    this.output = output;
  }

  /** Takes the next bytes. */
  void accept(byte[] given, int length) {
    int done = 0;
    while (done < length) {
      int piece = Math.min(bytes.remaining(), length - done);
      bytes.put(given, done, piece);
      done += piece;
      decode(false);
    }
  }

  /** No more bytes come. */
  void end() {
    decode(true);
    decoder.flush(characters);
    split();
    endLine();
  }

  private void decode(boolean last) {
    bytes.flip();
    decoder.decode(bytes, characters, last);
    bytes.compact();
    split();
  }

  private void split() {
    characters.flip();
    while (characters.hasRemaining()) {
      char next = characters.get();
      if (next == '\n' || next == '\r') {
        endLine();
      } else if (line.length() < LONGEST) {
        line.append(next);
      } else {
        cut = true;
      }
    }
    characters.clear();
  }

  private void endLine() {
    String text = CONTROL.matcher(TERMINAL.matcher(line).replaceAll("")).replaceAll("");
    if (!text.isBlank()) {
      output.accept(cut ? withoutHalf(text) + "…" : text.stripTrailing());
    }
    line.setLength(0);
    cut = false;
  }

  /** A character of two halves may have been cut in the middle. */
  private static String withoutHalf(String text) {
    return Character.isHighSurrogate(text.charAt(text.length() - 1))
        ? text.substring(0, text.length() - 1)
        : text;
  }
}
