package dev.drover.device.profile;

/**
 * Searches for a text within others, ignoring case, in time linear in both (Knuth, Morris and
 * Pratt), so that neither a phone nor a client can make it slow.
 */
public final class TextSearch {
  private final int[] part;

  /**
   * For each prefix of the text, the length of its longest proper prefix that is also its suffix.
   */
  private final int[] borders;

  public TextSearch(String part) {
    this.part = part.codePoints().map(TextSearch::folded).toArray();
    this.borders = borders(this.part);
  }

  private static int[] borders(int[] part) {
    int[] borders = new int[part.length];
    int border = 0;
    for (int i = 1; i < part.length; i++) {
      while (border > 0 && part[i] != part[border]) {
        border = borders[border - 1];
      }
      if (part[i] == part[border]) {
        border++;
      }
      borders[i] = border;
    }
    return borders;
  }

  public boolean isIn(CharSequence text) {
    int fitting = 0;
    int at = 0;
    while (fitting < part.length && at < text.length()) {
      int given = Character.codePointAt(text, at);
      at += Character.charCount(given);
      int character = folded(given);
      while (fitting > 0 && part[fitting] != character) {
        fitting = borders[fitting - 1];
      }
      if (part[fitting] == character) {
        fitting++;
      }
    }
    return fitting == part.length;
  }

  private static int folded(int character) {
    return Character.toLowerCase(Character.toUpperCase(character));
  }
}
