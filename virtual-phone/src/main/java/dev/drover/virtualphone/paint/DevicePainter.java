package dev.drover.virtualphone.paint;

import dev.drover.virtualphone.paint.TextPainter.Align;
import dev.drover.virtualphone.paint.TextPainter.Letters;
import dev.drover.virtualphone.paint.View.Bounds;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Draws what belongs to the phone: the status bar, the keyboard, touches and the lock screen. */
final class DevicePainter {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm", Locale.ROOT);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEEE, MMMM d", Locale.ENGLISH);
  private static final Duration TOUCH_SHOWS = Duration.ofMillis(500);
  private static final List<String> KEY_ROWS = List.of("qwertyuiop", "asdfghjkl", "zxcvbnm");
  private static final int GRID_WIDTH = 1080;

  /** What wallpapers show: scenes that icons can be seen on. */
  private static final List<String> WALLPAPERS = List.of("mountain", "sea", "city", "kite", "hill");

  private final Graphics2D canvas;
  private final TextPainter text;
  private final Frame frame;
  private final Bounds screen;
  private final double unit;

  DevicePainter(Graphics2D canvas, Frame frame, Bounds screen) {
    this.canvas = canvas;
    this.text = new TextPainter(canvas);
    this.frame = frame;
    this.screen = screen;
    this.unit = (double) screen.width() / GRID_WIDTH;
  }

  private Bounds at(double left, double top, double right, double bottom) {
    return new Bounds(
        (int) Math.round(left * unit),
        (int) Math.round(top * unit),
        (int) Math.round(right * unit),
        (int) Math.round(bottom * unit));
  }

  private void pill(double x, double y, double width, double height, double round, Color color) {
    canvas.setColor(color);
    canvas.fill(
        new RoundRectangle2D.Double(
            x * unit, y * unit, width * unit, height * unit, round * unit, round * unit));
  }

  /**
   * The time, the signal and the battery in the top edge, and the line of gestures at the bottom.
   */
  void bars(Color ink, Color lineInk) {
    text.write(
        TIME.format(frame.now()), at(54, 8, 300, 56), Letters.of(34 * unit, true, ink, Align.LEFT));
    for (int bar = 0; bar < 4; bar++) {
      pill(858 + bar * 11, 39 - bar * 6, 7, 8 + bar * 6, 3, ink);
    }
    double x = 928;
    for (int arc = 0; arc < 3; arc++) {
      Stroke before = canvas.getStroke();
      canvas.setStroke(
          new BasicStroke((float) (4.4 * unit), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      canvas.setColor(ink);
      double radius = (4 + arc * 9) * unit;
      canvas.draw(
          new java.awt.geom.Arc2D.Double(
              x * unit - radius, 44 * unit - radius, radius * 2, radius * 2, 48, 84, 0));
      canvas.setStroke(before);
    }
    Stroke before = canvas.getStroke();
    canvas.setStroke(new BasicStroke((float) (2.6 * unit)));
    canvas.draw(
        new RoundRectangle2D.Double(
            966 * unit, 20 * unit, 48 * unit, 26 * unit, 12 * unit, 12 * unit));
    canvas.setStroke(before);
    pill(970, 24, 40 * frame.battery() / 100.0, 18, 6, ink);
    pill(1017, 28, 4, 10, 3, ink);
    double bottom = screen.bottom() / unit;
    pill(360, bottom - 16, 360, 8, 8, lineInk);
  }

  /** The keyboard from its first line to the bottom of the screen. */
  void keyboard() {
    int top = frame.keyboardTop();
    if (top >= screen.bottom()) {
      return;
    }
    canvas.setColor(Palette.KEYS);
    canvas.fillRect(0, top, screen.width(), screen.bottom() - top);
    double first = top / unit;
    double height = screen.bottom() / unit - first;
    if (height < 300) {
      text.write(
          "ADB Keyboard {ON}",
          at(0, first, GRID_WIDTH, first + height - 14),
          Letters.of(34 * unit, false, Palette.GREY_INK, Align.MIDDLE));
      return;
    }
    double row = (height - 150) / 4;
    double y = first + 90;
    for (int tool = 0; tool < 5; tool++) {
      Symbol symbol =
          List.of(Symbol.SMILE, Symbol.STICKER, Symbol.PICTURE, Symbol.GLOBE, Symbol.MENU)
              .get(tool);
      symbol.draw(
          canvas,
          (108 + tool * 216) * unit,
          (first + 46) * unit,
          44 * unit,
          Palette.GREY_INK,
          false);
    }
    for (String keys : KEY_ROWS) {
      double x = (GRID_WIDTH - keys.length() * 106) / 2.0;
      for (int i = 0; i < keys.length(); i++) {
        key(x + i * 106, y, 96, row - 18, keys.substring(i, i + 1), Palette.KEY);
      }
      if (keys.length() < 9) {
        key(12, y, 140, row - 18, "⇧", Palette.KEY_OF_CONTROL);
        key(928, y, 140, row - 18, "⌫", Palette.KEY_OF_CONTROL);
      }
      y += row;
    }
    key(12, y, 150, row - 18, "?123", Palette.KEY_OF_CONTROL);
    key(172, y, 96, row - 18, ",", Palette.KEY_OF_CONTROL);
    key(278, y, 524, row - 18, "", Palette.KEY);
    key(812, y, 96, row - 18, ".", Palette.KEY_OF_CONTROL);
    pill(918, y, 150, row - 18, 60, new Color(0x4a6cf7));
    Symbol.CHECK.draw(
        canvas, 993 * unit, (y + (row - 18) / 2) * unit, 52 * unit, Color.WHITE, false);
    pill(360, screen.bottom() / unit - 16, 360, 8, 8, Palette.INK);
  }

  private void key(double x, double y, double width, double height, String letter, Color color) {
    pill(x, y + 4, width, height, 22, new Color(0, 0, 0, 40));
    pill(x, y, width, height, 22, color);
    if (!letter.isEmpty()) {
      text.write(
          letter,
          at(x, y, x + width, y + height),
          Letters.of((letter.length() > 1 ? 38 : 50) * unit, false, Palette.INK, Align.MIDDLE));
    }
  }

  /** The latest touch, which fades. */
  void touch() {
    frame
        .touch()
        .ifPresent(
            touch -> {
              Instant now = frame.now().toInstant();
              double age =
                  (double) Duration.between(touch.at(), now).toMillis() / TOUCH_SHOWS.toMillis();
              if (age >= 0 && age < 1) {
                double radius = (46 + 40 * age) * unit;
                canvas.setColor(new Color(120, 130, 150, (int) (150 * (1 - age))));
                canvas.fill(
                    new Ellipse2D.Double(
                        touch.x() - radius, touch.y() - radius, radius * 2, radius * 2));
              }
            });
  }

  /** The time and the date in large figures. */
  void clock(Bounds place, Color ink) {
    double size = 190 * unit;
    text.write(
        TIME.format(frame.now()),
        new Bounds(
            place.left(), place.top(), place.right(), place.top() + (int) Math.round(size * 1.1)),
        Letters.of(size, true, ink, Align.MIDDLE).shadowed(true));
    text.write(
        DATE.format(frame.now()),
        new Bounds(
            place.left(),
            place.top() + (int) Math.round(size * 1.12),
            place.right(),
            place.top() + (int) Math.round(size * 1.45)),
        Letters.of(44 * unit, false, ink, Align.MIDDLE).shadowed(true));
  }

  void wallpaper(Bounds place) {
    String seed = "wallpaper of " + frame.wallpaper();
    String topic = WALLPAPERS.get(Math.floorMod(Palette.mixed(seed), WALLPAPERS.size()));
    Scenes.paint(canvas, place, seed, topic, 12);
    canvas.setColor(new Color(0, 0, 0, 40));
    canvas.fillRect(place.left(), place.top(), place.width(), place.height());
  }

  /** The screen that shows until the phone is unlocked. */
  void lockScreen() {
    wallpaper(screen);
    canvas.setColor(new Color(0, 0, 0, 60));
    canvas.fillRect(0, 0, screen.width(), screen.bottom());
    double bottom = screen.bottom() / unit;
    Symbol.LOCK.draw(canvas, 540 * unit, 250 * unit, 56 * unit, Color.WHITE, false);
    clock(at(0, 330, GRID_WIDTH, 700), Color.WHITE);
    text.write(
        "Swipe up to unlock",
        at(0, bottom - 190, GRID_WIDTH, bottom - 120),
        Letters.of(38 * unit, false, Color.WHITE, Align.MIDDLE).shadowed(true));
    bars(Color.WHITE, Color.WHITE);
  }
}
