package dev.drover.virtualphone.paint;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Draws emoji: faces as faces, hearts as hearts, and the others as badges of their own colour. */
final class Emoji {
  private static final Color FACE = new Color(0xffcf3f);
  private static final Color FACE_INK = new Color(0x6b4300);
  private static final Color TEAR = new Color(0x4aa8ff);
  private static final Color FLAME = new Color(0xff7a1a);
  private static final Color FLAME_HEART = new Color(0xffd34d);

  private Emoji() {}

  static boolean isEmoji(int character) {
    return (character >= 0x1f300 && character <= 0x1faff)
        || (character >= 0x2600 && character <= 0x27bf);
  }

  /** Characters that only change the one before them. */
  private static boolean isSilent(int character) {
    return character == 0x200d
        || (character >= 0xfe00 && character <= 0xfe0f)
        || (character >= 0x1f3fb && character <= 0x1f3ff)
        || (character >= 0x200e && character <= 0x200f)
        || Character.isISOControl(character);
  }

  /** Cuts a line into texts and single emoji. */
  static List<String> runs(String line) {
    if (line.chars().allMatch(character -> character >= ' ' && character < 0x2000)) {
      return line.isEmpty() ? List.of() : List.of(line);
    }
    List<String> runs = new ArrayList<>();
    StringBuilder run = new StringBuilder();
    line.codePoints()
        .filter(character -> !isSilent(character))
        .forEach(
            character -> {
              if (isEmoji(character)) {
                if (!run.isEmpty()) {
                  runs.add(run.toString());
                  run.setLength(0);
                }
                runs.add(Character.toString(character));
              } else {
                run.appendCodePoint(character);
              }
            });
    if (!run.isEmpty()) {
      runs.add(run.toString());
    }
    return runs;
  }

  /** Draws an emoji with its corner at this place. */
  static void draw(Graphics2D canvas, int character, double x, double y, double size) {
    switch (character) {
      case 0x2764, 0x1f493, 0x1f495, 0x1f496, 0x1f497, 0x2665 ->
          Symbol.HEART.draw(canvas, x + size / 2, y + size / 2, size * 0.9, Palette.HEART, true);
      case 0x2b50, 0x1f31f, 0x2728 ->
          Symbol.STAR.draw(canvas, x + size / 2, y + size / 2, size * 0.9, FACE, true);
      case 0x1f525 -> flame(canvas, x, y, size);
      case 0x1f389, 0x1f38a -> confetti(canvas, x, y, size);
      case 0x1f44f, 0x1f44d, 0x1f64c, 0x1f44b, 0x1f64f -> hand(canvas, x, y, size);
      default -> {
        if ((character >= 0x1f600 && character <= 0x1f64f)
            || (character >= 0x1f910 && character <= 0x1f97a)) {
          face(canvas, character, x, y, size);
        } else {
          badge(canvas, character, x, y, size);
        }
      }
    }
  }

  private static void face(Graphics2D canvas, int character, double x, double y, double size) {
    canvas.setColor(FACE);
    canvas.fill(new Ellipse2D.Double(x, y, size, size));
    boolean loving = character == 0x1f60d || character == 0x1f970;
    for (double eye : new double[] {0.32, 0.68}) {
      if (loving) {
        Symbol.HEART.draw(canvas, x + size * eye, y + size * 0.4, size * 0.3, Palette.HEART, true);
      } else {
        canvas.setColor(FACE_INK);
        canvas.fill(
            new Ellipse2D.Double(
                x + size * (eye - 0.06), y + size * 0.3, size * 0.12, size * 0.17));
      }
    }
    canvas.setColor(FACE_INK);
    canvas.fill(
        new Arc2D.Double(
            x + size * 0.22, y + size * 0.34, size * 0.56, size * 0.5, 180, 180, Arc2D.CHORD));
    if (character == 0x1f602 || character == 0x1f62d || character == 0x1f923) {
      canvas.setColor(TEAR);
      canvas.fill(new Ellipse2D.Double(x + size * 0.02, y + size * 0.5, size * 0.18, size * 0.28));
      canvas.fill(new Ellipse2D.Double(x + size * 0.8, y + size * 0.5, size * 0.18, size * 0.28));
    }
  }

  private static void flame(Graphics2D canvas, double x, double y, double size) {
    canvas.setColor(FLAME);
    canvas.fill(drop(x + size / 2, y, size * 0.9, size));
    canvas.setColor(FLAME_HEART);
    canvas.fill(drop(x + size / 2, y + size * 0.42, size * 0.46, size * 0.55));
  }

  private static Path2D drop(double x, double top, double width, double height) {
    Path2D drop = new Path2D.Double();
    drop.moveTo(x, top);
    drop.curveTo(
        x + width * 0.2,
        top + height * 0.35,
        x + width / 2,
        top + height * 0.4,
        x + width / 2,
        top + height * 0.65);
    drop.curveTo(
        x + width / 2,
        top + height * 1.1,
        x - width / 2,
        top + height * 1.1,
        x - width / 2,
        top + height * 0.65);
    drop.curveTo(x - width / 2, top + height * 0.45, x - width * 0.15, top + height * 0.3, x, top);
    return drop;
  }

  private static void confetti(Graphics2D canvas, double x, double y, double size) {
    canvas.setColor(FACE);
    Path2D cone = new Path2D.Double();
    cone.moveTo(x + size * 0.05, y + size * 0.95);
    cone.lineTo(x + size * 0.3, y + size * 0.35);
    cone.lineTo(x + size * 0.65, y + size * 0.7);
    cone.closePath();
    canvas.fill(cone);
    for (int i = 0; i < 6; i++) {
      canvas.setColor(Palette.tone("confetti" + i));
      canvas.fill(
          new Rectangle2D.Double(
              x + size * (0.4 + 0.1 * (i * 7 % 6)),
              y + size * (0.02 + 0.11 * (i * 5 % 6)),
              size * 0.12,
              size * 0.12));
    }
  }

  private static void hand(Graphics2D canvas, double x, double y, double size) {
    canvas.setColor(FACE);
    for (int finger = 0; finger < 4; finger++) {
      canvas.fill(
          new Ellipse2D.Double(
              x + size * (0.2 + 0.16 * finger), y + size * 0.05, size * 0.18, size * 0.6));
    }
    canvas.fill(new Ellipse2D.Double(x + size * 0.18, y + size * 0.4, size * 0.68, size * 0.58));
    canvas.fill(new Ellipse2D.Double(x, y + size * 0.48, size * 0.4, size * 0.2));
  }

  private static void badge(Graphics2D canvas, int character, double x, double y, double size) {
    canvas.setColor(Palette.tone("emoji" + character));
    canvas.fill(new Ellipse2D.Double(x, y, size, size));
    canvas.setColor(Palette.faded(Color.WHITE, 230));
    Symbol[] marks = {Symbol.STAR, Symbol.NOTE, Symbol.HEART, Symbol.PIN, Symbol.CAMERA};
    marks[character % marks.length].draw(
        canvas, x + size / 2, y + size / 2, size * 0.52, canvas.getColor(), false);
  }
}
