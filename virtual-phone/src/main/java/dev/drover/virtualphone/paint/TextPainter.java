package dev.drover.virtualphone.paint;

import dev.drover.virtualphone.paint.View.Bounds;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes words in their places: on as many lines as there is room for, in bounded time whatever the
 * text is. Emoji are drawn, since Java paints no coloured fonts.
 */
final class TextPainter {
  /** The share of its height that a line is apart from the next. */
  private static final double LEADING = 1.28;

  /** No font writes more characters in a line as wide as it is high. */
  private static final int MOST_IN_A_SQUARE = 8;

  /** Letters shrink to this share of their size where a line is too long. */
  private static final double SMALLEST = 0.74;

  private static final int MOST_IN_ALL = 1_000;

  /** The faces of most systems are wider than those of phones. */
  private static final AffineTransform NARROWER = AffineTransform.getScaleInstance(0.9, 1);

  private static final Map<Integer, Font> FONTS = new ConcurrentHashMap<>();

  private final Graphics2D canvas;

  TextPainter(Graphics2D canvas) {
    this.canvas = canvas;
  }

  /** Where words stand in their place. */
  enum Align {
    LEFT,
    MIDDLE,
    RIGHT
  }

  /**
   * How words look.
   *
   * @param size of the letters, in pixels
   * @param shadow whether they stand on a picture
   * @param top whether the first line is at the top of the place, not in its middle
   */
  record Letters(double size, boolean bold, Color color, Align align, boolean shadow, boolean top) {
    static Letters of(double size, boolean bold, Color color, Align align) {
      return new Letters(size, bold, color, align, false, false);
    }

    Letters shadowed(boolean newShadow) {
      return new Letters(size, bold, color, align, newShadow, top);
    }

    Letters atTop() {
      return new Letters(size, bold, color, align, shadow, true);
    }
  }

  /** The place right of the last letter that was written. */
  record Caret(double x, double top, double bottom) {}

  private static Font font(double size, boolean bold) {
    int tenths = (int) Math.round(size * 10);
    return FONTS.computeIfAbsent(
        bold ? tenths : -tenths,
        key ->
            new Font(Font.SANS_SERIF, key > 0 ? Font.BOLD : Font.PLAIN, 1)
                .deriveFont(Math.abs(key) / 10f)
                .deriveFont(NARROWER));
  }

  /** Writes words; what has no room is left out, with an ellipsis. */
  Caret write(String words, Bounds place, Letters wanted) {
    Letters type = fitted(words, place, wanted);
    canvas.setFont(font(type.size(), type.bold()));
    FontMetrics metrics = canvas.getFontMetrics();
    double height = type.size() * LEADING;
    int most = Math.max(1, (int) (place.height() / height + 0.35));
    List<String> lines = lines(words, metrics, place.width(), most);
    double y =
        type.top()
            ? place.top()
            : place.top() + (place.height() - (lines.size() - 1) * height - type.size()) / 2;
    Shape clip = canvas.getClip();
    canvas.clipRect(place.left() - 4, place.top() - 8, place.width() + 8, place.height() + 16);
    double x = place.left();
    for (String line : lines) {
      double width = width(line, metrics);
      x =
          switch (type.align()) {
            case LEFT -> place.left();
            case MIDDLE -> place.left() + (place.width() - width) / 2;
            case RIGHT -> place.right() - width;
          };
      double base = y + type.size() * 0.88;
      if (type.shadow()) {
        canvas.setColor(Palette.SHADOW);
        line(line, x + 1, base + type.size() / 14, type.size(), metrics);
      }
      canvas.setColor(type.color());
      line(line, x, base, type.size(), metrics);
      x += width;
      y += height;
    }
    canvas.setClip(clip);
    return new Caret(x, y - height, y - height + type.size() * 1.1);
  }

  /** A single line that is a little too long is written in smaller letters. */
  private Letters fitted(String words, Bounds place, Letters wanted) {
    boolean single = place.height() < wanted.size() * LEADING * 1.65;
    if (!single || words.length() > 80 || words.indexOf('\n') >= 0) {
      return wanted;
    }
    double width = widthOf(words, wanted.size(), wanted.bold());
    if (width <= place.width()) {
      return wanted;
    }
    double size = wanted.size() * Math.max(SMALLEST, place.width() / width * 0.99);
    return new Letters(
        size, wanted.bold(), wanted.color(), wanted.align(), wanted.shadow(), wanted.top());
  }

  /** The width of a line, in pixels. */
  double widthOf(String words, double size, boolean bold) {
    canvas.setFont(font(size, bold));
    return width(shortened(words, MOST_IN_ALL), canvas.getFontMetrics());
  }

  private void line(String line, double x, double base, double size, FontMetrics metrics) {
    double at = x;
    for (String run : Emoji.runs(line)) {
      if (Emoji.isEmoji(run.codePointAt(0))) {
        Color color = canvas.getColor();
        if (color.getAlpha() == 255) {
          Emoji.draw(canvas, run.codePointAt(0), at + size * 0.05, base - size * 0.86, size);
          canvas.setColor(color);
        }
        at += size * 1.12;
      } else {
        canvas.drawString(run, (float) at, (float) base);
        at += metrics.stringWidth(run);
      }
    }
  }

  private static double width(String line, FontMetrics metrics) {
    double width = 0;
    for (String run : Emoji.runs(line)) {
      width +=
          Emoji.isEmoji(run.codePointAt(0))
              ? metrics.getFont().getSize2D() * 1.12
              : metrics.stringWidth(run);
    }
    return width;
  }

  /** The beginning of a text. It does not cut a character that consists of two. */
  private static String shortened(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }

  private static List<String> lines(String words, FontMetrics metrics, int width, int most) {
    int room =
        (int)
            Math.min(
                MOST_IN_ALL,
                (2L + width / Math.max(1, (int) metrics.getFont().getSize2D()))
                    * MOST_IN_A_SQUARE
                    * most);
    String text = shortened(words, room);
    boolean cut = text.length() < words.length();
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String paragraph : text.split("\\R", -1)) {
      for (String word : paragraph.split(" ")) {
        String rest = word;
        String tried = line.isEmpty() ? rest : line + " " + rest;
        if (!line.isEmpty() && width(tried, metrics) > width) {
          lines.add(line.toString());
          line.setLength(0);
          tried = rest;
        }
        while (lines.size() < most && width(tried, metrics) > width && tried.length() > 1) {
          int fitting = fitting(tried, metrics, width);
          lines.add(tried.substring(0, fitting));
          tried = tried.substring(fitting);
        }
        line.setLength(0);
        line.append(tried);
        if (lines.size() >= most) {
          return ended(lines, metrics, width, most);
        }
      }
      lines.add(line.toString());
      line.setLength(0);
      if (lines.size() > most) {
        return ended(lines, metrics, width, most);
      }
    }
    return cut || lines.size() > most ? ended(lines, metrics, width, most) : lines;
  }

  /** How many characters of a text fit in a line: at least one. */
  private static int fitting(String text, FontMetrics metrics, int width) {
    int low = 1;
    int high = text.length();
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (width(text.substring(0, middle), metrics) <= width) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    boolean cutsCharacter = low < text.length() && Character.isHighSurrogate(text.charAt(low - 1));
    return cutsCharacter ? (low == 1 ? 2 : low - 1) : low;
  }

  /** The lines that there is room for; the last one says that there is more. */
  private static List<String> ended(List<String> lines, FontMetrics metrics, int width, int most) {
    List<String> shown = new ArrayList<>(lines.subList(0, Math.min(most, lines.size())));
    String last = shown.removeLast();
    while (last.length() > 1 && width(last + "…", metrics) > width) {
      last = shortened(last, last.length() - 1);
    }
    shown.add(last + "…");
    return shown;
  }
}
