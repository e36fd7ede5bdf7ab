package dev.drover.virtualphone.paint;

import dev.drover.virtualphone.paint.Look.Style;
import dev.drover.virtualphone.paint.TextPainter.Align;
import dev.drover.virtualphone.paint.TextPainter.Caret;
import dev.drover.virtualphone.paint.TextPainter.Letters;
import dev.drover.virtualphone.paint.View.Bounds;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;
import java.util.Locale;

/** Draws single views and ornaments, on a light or a dark page. */
final class Widgets {
  private static final int GRID_WIDTH = 1080;

  /** A video begins again after this time. */
  private static final double LOOP_SECONDS = 20;

  private final Graphics2D canvas;
  private final TextPainter text;
  private final Frame frame;
  private final Bounds screen;
  private final double unit;
  private final boolean dark;
  private final Color accent;
  private final Color accentEnd;
  private final Color ink;
  private final Color quietInk;

  Widgets(Graphics2D canvas, Frame frame, Bounds screen, Look.Accent accent, boolean dark) {
    this.canvas = canvas;
    this.text = new TextPainter(canvas);
    this.frame = frame;
    this.screen = screen;
    this.unit = (double) screen.width() / GRID_WIDTH;
    this.dark = dark;
    this.ink = dark ? Palette.WHITE : Palette.INK;
    this.quietInk = dark ? new Color(0xd0d3da) : Palette.GREY_INK;
    this.accent = accent.begin();
    this.accentEnd = accent.end();
  }

  private int px(double grid) {
    return (int) Math.round(grid * unit);
  }

  private static double middleX(Bounds place) {
    return (place.left() + place.right()) / 2.0;
  }

  private static double middleY(Bounds place) {
    return (place.top() + place.bottom()) / 2.0;
  }

  private Bounds inset(Bounds place, double left, double top, double right, double bottom) {
    int newLeft = place.left() + px(left);
    int newTop = place.top() + px(top);
    return new Bounds(
        newLeft,
        newTop,
        Math.max(newLeft + 1, place.right() - px(right)),
        Math.max(newTop + 1, place.bottom() - px(bottom)));
  }

  private void fill(Bounds place, double round, Color color) {
    canvas.setColor(color);
    canvas.fill(rounded(place, round));
  }

  private RoundRectangle2D rounded(Bounds place, double round) {
    double corner = Math.min(round * unit * 2, Math.min(place.width(), place.height()));
    return new RoundRectangle2D.Double(
        place.left(), place.top(), place.width(), place.height(), corner, corner);
  }

  private void outline(Bounds place, double round, double thickness, Color color) {
    Stroke before = canvas.getStroke();
    canvas.setStroke(new BasicStroke((float) (thickness * unit)));
    canvas.setColor(color);
    canvas.draw(rounded(place, round));
    canvas.setStroke(before);
  }

  /** Dims everything that was drawn so far. */
  void shade() {
    canvas.setColor(Palette.SHADE);
    canvas.fillRect(0, 0, screen.right(), screen.bottom());
  }

  /** A sheet with round corners that stands on the bottom edge. */
  void sheet(Bounds place) {
    canvas.setColor(Palette.SHADE);
    canvas.fillRect(place.left(), place.top(), place.width(), px(36));
    fill(
        new Bounds(place.left(), place.top(), place.right(), place.bottom() + px(80)),
        36,
        Palette.PAGE);
    int middle = (place.left() + place.right()) / 2;
    fill(
        new Bounds(middle - px(42), place.top() + px(12), middle + px(42), place.top() + px(20)),
        5,
        Palette.LINE);
  }

  /** Draws an ornament. */
  void ornament(Ornament ornament) {
    switch (ornament) {
      case Ornament.Scene(Bounds place, String seed, String topic, Ornament.Motion motion) ->
          scene(place, seed, topic, motion);
      case Ornament.Wallpaper(Bounds place) ->
          new DevicePainter(canvas, frame, screen).wallpaper(place);
      case Ornament.Photo photo -> {
        Photos.paint(canvas, photo);
        shadeEdges(photo.bounds());
      }
      case Ornament.Avatar(Bounds place, String name, boolean ring) -> avatar(place, name, ring);
      case Ornament.Disc(Bounds place, String seed) -> disc(place, seed);
      case Ornament.Mark(Bounds place, Symbol symbol, boolean filled) ->
          symbol.draw(canvas, middleX(place), middleY(place), place.width(), ink, filled);
      case Ornament.Hollow(Bounds place, Symbol symbol) -> hollow(place, symbol);
      case Ornament.Bubble(Bounds place, String seed) -> bubble(place, seed);
      case Ornament.Card(Bounds place) -> {
        fill(inset(place, -2, 6, -2, -10), 44, new Color(0, 0, 0, 50));
        fill(place, 44, Palette.PAGE);
      }
      case Ornament.Emblem(Bounds place, Symbol symbol) -> {
        canvas.setPaint(
            new GradientPaint(
                place.left(), place.top(), accentEnd, place.right(), place.bottom(), accent));
        canvas.fill(rounded(place, 52));
        symbol.draw(
            canvas,
            middleX(place),
            middleY(place),
            place.width() * 0.52,
            Palette.WHITE,
            symbol == Symbol.PLAY);
      }
      case Ornament.Rule(Bounds place) -> {
        canvas.setColor(dark ? new Color(255, 255, 255, 40) : Palette.LINE);
        canvas.fillRect(place.left(), place.top(), place.width(), Math.max(place.height(), px(2)));
      }
      case Ornament.Shade(Bounds place) -> {
        canvas.setColor(Palette.SHADE);
        canvas.fillRect(place.left(), place.top(), place.width(), place.height());
      }
      case Ornament.Lettering(Bounds place, String words) ->
          text.write(words, place, Letters.of(place.height() * 0.68, true, ink, Align.LEFT));
      case Ornament.Clock(Bounds place) ->
          new DevicePainter(canvas, frame, screen).clock(place, Palette.WHITE);
    }
  }

  private void scene(Bounds place, String seed, String topic, Ornament.Motion motion) {
    double own = Math.floorMod(Palette.mixed(seed), 1_000) / 10.0;
    double time =
        switch (motion) {
          case Ornament.Still _ -> own;
          case Ornament.Playing _ -> own + frame.seconds();
          case Ornament.Stopped(var at) -> own + Frame.seconds(at);
        };
    Scenes.paint(canvas, place, seed, topic, time);
    shadeEdges(place);
    if (motion instanceof Ornament.Playing && place.height() > screen.height() / 2) {
      double played = time % LOOP_SECONDS / LOOP_SECONDS;
      canvas.setColor(new Color(255, 255, 255, 60));
      canvas.fillRect(place.left(), place.bottom() - px(6), place.width(), px(6));
      canvas.setColor(new Color(255, 255, 255, 200));
      canvas.fillRect(place.left(), place.bottom() - px(6), (int) (place.width() * played), px(6));
    }
    if (motion instanceof Ornament.Stopped) {
      Symbol.PLAY.draw(
          canvas, middleX(place), middleY(place), 170 * unit, new Color(255, 255, 255, 170), true);
    }
  }

  /** Words at the edges of a picture that fills the page stand on a shade. */
  private void shadeEdges(Bounds place) {
    if (place.height() <= screen.height() / 2) {
      return;
    }
    canvas.setColor(new Color(0, 0, 0, 24));
    canvas.fillRect(place.left(), place.top(), place.width(), place.height());
    for (int strip = 0; strip < 6; strip++) {
      // Each is a little narrower than the one before: the right edge becomes the darkest.
      int width = px(220 - strip * 28);
      canvas.setColor(new Color(0, 0, 0, 13));
      canvas.fillRect(place.right() - width, place.top(), width, place.height());
    }
    Brush brush = new Brush(canvas, place);
    brush.gradient(0, 0.14, new Color(0, 0, 0, 110), new Color(0, 0, 0, 0));
    brush.gradient(0.72, 1, new Color(0, 0, 0, 0), new Color(0, 0, 0, 140));
  }

  private void avatar(Bounds place, String name, boolean ring) {
    double size = Math.min(place.width(), place.height());
    double x = middleX(place) - size / 2;
    double y = middleY(place) - size / 2;
    double gap = 0;
    if (ring) {
      canvas.setPaint(
          new GradientPaint(
              (float) x, (float) y, accentEnd, (float) (x + size), (float) (y + size), accent));
      canvas.fill(new Ellipse2D.Double(x, y, size, size));
      gap = size * 0.045;
      canvas.setColor(dark ? Palette.DARK_PAGE : Palette.PAGE);
      canvas.fill(new Ellipse2D.Double(x + gap, y + gap, size - 2 * gap, size - 2 * gap));
      gap *= 2;
    } else if (dark) {
      canvas.setColor(Palette.WHITE);
      canvas.fill(new Ellipse2D.Double(x, y, size, size));
      gap = 4 * unit;
    }
    Color tone = Palette.tone(name);
    canvas.setPaint(
        new GradientPaint(
            0,
            (float) y,
            Palette.blend(tone, Color.WHITE, 0.28),
            0,
            (float) (y + size),
            Palette.blend(tone, Color.BLACK, 0.12)));
    canvas.fill(new Ellipse2D.Double(x + gap, y + gap, size - 2 * gap, size - 2 * gap));
    text.write(initials(name), place, Letters.of(size * 0.38, true, Palette.WHITE, Align.MIDDLE));
  }

  private static String initials(String name) {
    String letters =
        name.substring(0, Math.min(60, name.length())).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    if (letters.isEmpty()) {
      return "?";
    }
    int second = letters.indexOf(' ');
    String first = Character.toString(letters.codePointAt(0));
    return (second < 0 ? first : first + Character.toString(letters.codePointAt(second + 1)))
        .toUpperCase(Locale.ROOT);
  }

  /** A place where there is nothing yet. */
  private void hollow(Bounds place, Symbol symbol) {
    double radius = place.width() / 2.0;
    circle(middleX(place), middleY(place), radius, Palette.FIELD);
    symbol.draw(canvas, middleX(place), middleY(place), radius * 0.9, new Color(0xb4b9c4), false);
  }

  private void bubble(Bounds place, String seed) {
    double radius = place.width() / 2.0;
    circle(middleX(place), middleY(place), radius, Palette.LINE);
    circle(middleX(place), middleY(place), radius * 0.95, Palette.PAGE);
    Shape clip = canvas.getClip();
    canvas.clip(
        new Ellipse2D.Double(
            middleX(place) - radius * 0.87,
            middleY(place) - radius * 0.87,
            radius * 1.74,
            radius * 1.74));
    Scenes.paint(canvas, place, seed, "", 7);
    canvas.setClip(clip);
  }

  private void disc(Bounds place, String seed) {
    double x = middleX(place);
    double y = middleY(place);
    double radius = Math.min(place.width(), place.height()) / 2.0;
    circle(x, y, radius, new Color(0x202228));
    circle(x, y, radius * 0.8, new Color(0x33363e));
    circle(x, y, radius * 0.55, Palette.tone(seed));
    double turn = frame.seconds() * 1.4;
    circle(
        x + Math.cos(turn) * radius * 0.32,
        y + Math.sin(turn) * radius * 0.32,
        radius * 0.14,
        new Color(255, 255, 255, 200));
    circle(x, y, radius * 0.1, new Color(0x202228));
  }

  private void circle(double x, double y, double radius, Color color) {
    canvas.setColor(color);
    canvas.fill(new Ellipse2D.Double(x - radius, y - radius, radius * 2, radius * 2));
  }

  /** Draws a view without its children. */
  void draw(View view) {
    if (view.type().endsWith("SeekBar")) {
      seekBar(view);
      return;
    }
    if (view.type().endsWith("ProgressBar")) {
      progress(view);
      return;
    }
    Bounds place = view.bounds();
    String words =
        view.text().isEmpty() && view.look().style() != Style.PLAIN
            ? view.description()
            : view.text();
    switch (view.look().style()) {
      case PLAIN -> plain(view);
      case SCRIM -> {
        canvas.setColor(Palette.SHADE);
        canvas.fillRect(place.left(), place.top(), place.width(), place.height());
      }
      case TITLE -> text.write(words, place, type(46, true, ink, Align.MIDDLE));
      case MESSAGE -> text.write(words, place, type(42, false, quietInk, Align.MIDDLE));
      case MISTAKE -> text.write(words, place, type(35, false, Palette.HEART, Align.MIDDLE));
      case NAME -> text.write(words, place, type(40, true, ink, Align.LEFT));
      case CAPTION -> text.write(words, place, type(37, false, ink, Align.LEFT));
      case QUIET -> text.write(words, place, type(33, false, quietInk, Align.LEFT));
      case QUIET_CENTERED -> text.write(words, place, type(33, false, quietInk, Align.MIDDLE));
      case COUNT -> text.write(words, place, type(46, true, ink, Align.MIDDLE));
      case ROW -> row(view, words);
      case TOOL -> tool(view, words);
      case SEGMENT -> segment(view, words);
      case CHIP -> chip(view, words);
      case LIVE -> live(view, words);
      case BADGE -> {
        fill(place, 14, Palette.GLASS);
        text.write(
            words,
            place,
            Letters.of(
                Math.min(30 * unit, place.height() * 0.6), true, Palette.WHITE, Align.MIDDLE));
      }
      case CHOICE -> {
        circle(middleX(place), middleY(place), place.height() / 2.0, Palette.WHITE);
        circle(middleX(place), middleY(place), place.height() / 2.0 - 4 * unit, accent);
        text.write(words, place, Letters.of(34 * unit, true, Palette.WHITE, Align.MIDDLE));
      }
      case TAB -> tab(view);
      case PRIMARY -> primary(view, words);
      case SECONDARY -> {
        Bounds button = buttonOf(place);
        fill(button, 22, dark ? Palette.GLASS : Palette.BUTTON);
        text.write(
            words, inset(button, 12, 0, 12, 0), Letters.of(38 * unit, true, ink, Align.MIDDLE));
      }
      // The button around it has written them.
      case INNER -> {}
      case LINK -> text.write(words, place, type(38, true, dark ? ink : accent, Align.MIDDLE));
      case FIELD, HINT -> field(view);
      case APP -> app(view, words);
    }
    if (view.flags().selected() && view.look().ornaments().stream().anyMatch(this::isPicture)) {
      outline(inset(place, 4, 4, 4, 4), 2, 8, accent);
    }
  }

  private boolean isPicture(Ornament ornament) {
    return (ornament instanceof Ornament.Scene || ornament instanceof Ornament.Photo)
        && ornament.bounds().height() < screen.height() / 2;
  }

  private Letters type(double size, boolean bold, Color color, Align align) {
    return Letters.of(size * unit, bold, color, align).shadowed(dark);
  }

  private void plain(View view) {
    Bounds place = view.bounds();
    boolean icon = view.text().isEmpty();
    if (icon) {
      view.look().symbol().ifPresent(symbol -> icon(view, symbol));
      return;
    }
    boolean central =
        Math.abs(middleX(place) - middleX(screen)) < 20 * unit
            && place.width() < screen.width() * 0.9;
    double size = Math.clamp(place.height() * 0.62, 30 * unit, 40 * unit);
    text.write(
        view.text(),
        place,
        Letters.of(size, view.flags().selected(), ink, central ? Align.MIDDLE : Align.LEFT)
            .shadowed(dark));
  }

  private void icon(View view, Symbol symbol) {
    Bounds place = view.bounds();
    String note = view.look().note();
    boolean selected = view.flags().selected();
    double x = middleX(place);
    if (symbol == Symbol.PLUS && dark) {
      circle(x, middleY(place), 27 * unit, accent);
      symbol.draw(canvas, x, middleY(place), 34 * unit, Palette.WHITE, false);
      return;
    }
    double size = note.isEmpty() && !dark ? 62 * unit : 78 * unit;
    size = Math.min(size, Math.min(place.width(), place.height()) * 0.72);
    double y = note.isEmpty() ? middleY(place) : place.top() + size * 0.62;
    boolean filled = selected || !note.isEmpty();
    Color color =
        selected
            ? switch (symbol) {
              case HEART -> Palette.HEART;
              case BOOKMARK -> dark ? Palette.SAVED : ink;
              default -> accent;
            }
            : ink;
    if (dark) {
      symbol.drawShadow(canvas, x, y, size, filled);
    }
    symbol.draw(canvas, x, y, size, color, filled);
    if (!note.isEmpty()) {
      text.write(
          note,
          new Bounds(
              place.left() - px(20),
              (int) (y + size * 0.55),
              place.right() + px(20),
              (int) (y + size * 0.55) + px(38)),
          type(30, true, ink, Align.MIDDLE));
    }
  }

  private void row(View view, String words) {
    Bounds place = view.bounds();
    boolean avatar =
        view.look().ornaments().stream().anyMatch(ornament -> ornament instanceof Ornament.Avatar);
    int left = view.look().symbol().isPresent() || avatar ? 110 : 24;
    view.look()
        .symbol()
        .ifPresent(
            symbol ->
                symbol.draw(
                    canvas, place.left() + 56 * unit, middleY(place), 50 * unit, ink, false));
    if (view.children().isEmpty()) {
      text.write(words, inset(place, left, 0, 90, 0), type(40, false, ink, Align.LEFT));
    }
    boolean selected = view.flags().selected();
    (selected ? Symbol.CHECK : Symbol.CHEVRON)
        .draw(
            canvas,
            place.right() - 50 * unit,
            middleY(place),
            (selected ? 46 : 34) * unit,
            selected ? accent : Palette.GREY_INK,
            false);
    canvas.setColor(Palette.LINE);
    canvas.fillRect(
        place.left() + px(left), place.bottom() - px(2), place.width() - px(left), px(2));
  }

  private void tool(View view, String words) {
    Bounds place = view.bounds();
    double size = Math.min(60 * unit, place.height() * 0.5);
    double y = middleY(place) - 18 * unit;
    view.look()
        .symbol()
        .ifPresent(
            symbol -> {
              if (dark) {
                symbol.drawShadow(canvas, middleX(place), y, size, false);
              }
              symbol.draw(canvas, middleX(place), y, size, ink, false);
            });
    text.write(
        words,
        new Bounds(
            place.left(), (int) (y + size * 0.6), place.right(), (int) (y + size * 0.6) + px(42)),
        type(29, true, ink, Align.MIDDLE));
  }

  private void segment(View view, String words) {
    Bounds place = view.bounds();
    boolean selected = view.flags().selected();
    Color color = selected ? ink : dark ? new Color(255, 255, 255, 215) : Palette.GREY_INK;
    text.write(words, place, type(39, selected, color, Align.MIDDLE));
    if (selected) {
      double width = Math.min(place.width() * 0.5, 90 * unit);
      double y = middleY(place) + 34 * unit;
      canvas.setColor(ink);
      canvas.fill(
          new RoundRectangle2D.Double(
              middleX(place) - width / 2, y, width, 6 * unit, 6 * unit, 6 * unit));
    }
  }

  private void live(View view, String words) {
    Bounds place = view.bounds();
    double half = text.widthOf(words, 38 * unit, true) / 2 + 62 * unit;
    Bounds badge =
        new Bounds(
            (int) (middleX(place) - half),
            place.top(),
            (int) (middleX(place) + half),
            place.bottom());
    fill(badge, 18, accent);
    double pulse = 0.5 + 0.5 * Math.sin(frame.seconds() * 4);
    circle(
        badge.left() + 44 * unit,
        middleY(badge),
        11 * unit,
        Palette.faded(Palette.WHITE, (int) (110 + 145 * pulse)));
    text.write(
        words, inset(badge, 70, 0, 10, 0), Letters.of(38 * unit, true, Palette.WHITE, Align.LEFT));
  }

  private void chip(View view, String words) {
    Bounds place = view.bounds();
    double width =
        Math.min(
            place.width(),
            text.widthOf(words, 36 * unit, true)
                + (view.look().symbol().isPresent() ? 130 : 70) * unit);
    int left = (int) (middleX(place) - width / 2);
    Bounds chip =
        new Bounds(
            left,
            (int) (middleY(place) - 40 * unit),
            (int) (left + width),
            (int) (middleY(place) + 40 * unit));
    boolean selected = view.flags().selected();
    fill(chip, 40, selected ? accent : dark ? Palette.GLASS : Palette.BUTTON);
    Color color = selected ? Palette.WHITE : ink;
    int start = 34;
    if (view.look().symbol().isPresent()) {
      view.look()
          .symbol()
          .get()
          .draw(canvas, chip.left() + 52 * unit, middleY(chip), 40 * unit, color, false);
      start = 86;
    }
    text.write(words, inset(chip, start, 0, 20, 0), Letters.of(36 * unit, true, color, Align.LEFT));
  }

  private void tab(View view) {
    Bounds place = view.bounds();
    canvas.setColor(dark ? Palette.DARK_PAGE : Palette.PAGE);
    canvas.fillRect(place.left(), place.top(), place.width(), place.height());
    canvas.setColor(dark ? new Color(255, 255, 255, 30) : Palette.LINE);
    canvas.fillRect(place.left(), place.top(), place.width(), Math.max(1, px(2)));
    boolean selected = view.flags().selected();
    Color color = selected ? ink : dark ? new Color(0xa9adb8) : new Color(0x8b8f9a);
    double x = middleX(place);
    double y = place.top() + 54 * unit;
    view.look()
        .symbol()
        .ifPresent(
            symbol -> {
              if (symbol == Symbol.PLUS) {
                Bounds box =
                    new Bounds(
                        (int) (x - 50 * unit),
                        (int) (y - 20 * unit),
                        (int) (x + 50 * unit),
                        (int) (y + 46 * unit));
                canvas.setPaint(
                    new GradientPaint(
                        box.left(), box.top(), accent, box.right(), box.bottom(), accentEnd));
                canvas.fill(rounded(box, 20));
                symbol.draw(canvas, x, middleY(box), 42 * unit, Palette.WHITE, false);
              } else {
                symbol.draw(
                    canvas,
                    x,
                    view.look().note().isEmpty() ? y + 14 * unit : y - 4 * unit,
                    (view.look().note().isEmpty() ? 66 : 56) * unit,
                    color,
                    selected);
                if (!view.look().note().isEmpty()) {
                  text.write(
                      view.look().note(),
                      new Bounds(
                          place.left(), place.top() + px(84), place.right(), place.top() + px(118)),
                      Letters.of(25 * unit, selected, color, Align.MIDDLE));
                }
              }
            });
  }

  private Bounds buttonOf(Bounds place) {
    // A row from edge to edge becomes a button with space around it.
    return place.width() >= screen.width() - 2
        ? inset(place, 40, 14, 40, 14)
        : inset(
            place, 0, place.height() > 100 * unit ? 6 : 0, 0, place.height() > 100 * unit ? 6 : 0);
  }

  private void primary(View view, String words) {
    Bounds button = buttonOf(view.bounds());
    fill(button, 24, accent);
    text.write(
        words,
        inset(button, 12, 0, 12, 0),
        Letters.of(Math.min(41 * unit, button.height() * 0.5), true, Palette.WHITE, Align.MIDDLE));
  }

  private void field(View view) {
    Bounds place = view.bounds();
    boolean hint = view.look().style() == Style.HINT;
    boolean tall = place.height() > 160 * unit;
    fill(place, tall ? 24 : 34, Palette.FIELD);
    boolean focused = view.flags().focused();
    if (focused) {
      outline(place, tall ? 24 : 34, 4, accent);
    }
    double start = 34;
    if (view.look().symbol().isPresent()) {
      view.look()
          .symbol()
          .get()
          .draw(
              canvas, place.left() + 58 * unit, middleY(place), 44 * unit, Palette.GREY_INK, false);
      start = 100;
    }
    Bounds words = inset(place, start, tall ? 26 : 0, 30, tall ? 20 : 0);
    Letters type = Letters.of(38 * unit, false, hint ? Palette.GREY_INK : Palette.INK, Align.LEFT);
    Caret caret = text.write(view.text(), words, tall ? type.atTop() : type);
    if (focused) {
      double x = hint ? words.left() : Math.min(caret.x() + 4 * unit, words.right());
      canvas.setColor(accent);
      canvas.fill(
          new RoundRectangle2D.Double(
              x - 2 * unit,
              caret.top() - 4 * unit,
              5 * unit,
              caret.bottom() - caret.top() + 8 * unit,
              4,
              4));
    }
  }

  private void app(View view, String words) {
    Bounds place = view.bounds();
    double size = place.width() * 0.6;
    double x = middleX(place);
    double y = place.top() + size * 0.62;
    Bounds tile =
        new Bounds(
            (int) (x - size / 2), (int) (y - size / 2), (int) (x + size / 2), (int) (y + size / 2));
    Color tone = Palette.tone("app " + words);
    canvas.setPaint(
        new GradientPaint(
            tile.left(),
            tile.top(),
            Palette.blend(tone, Color.WHITE, 0.25),
            tile.right(),
            tile.bottom(),
            Palette.blend(tone, new Color(0x1a1440), 0.35)));
    canvas.fill(rounded(tile, 44));
    view.look().symbol().orElse(Symbol.STAR).draw(canvas, x, y, size * 0.52, Palette.WHITE, true);
    text.write(
        words,
        new Bounds(
            place.left(), (int) (y + size * 0.6), place.right(), (int) (y + size * 0.6) + px(44)),
        Letters.of(32 * unit, false, Palette.WHITE, Align.MIDDLE).shadowed(true));
  }

  private void seekBar(View view) {
    Bounds place = view.bounds();
    double y = middleY(place);
    double knob = place.left() + place.width() * Integer.parseInt(view.text()) / 100.0;
    Bounds bar =
        new Bounds(place.left(), (int) (y - 5 * unit), place.right(), (int) (y + 5 * unit));
    fill(bar, 6, Palette.LINE);
    fill(
        new Bounds(bar.left(), bar.top(), Math.max(bar.left() + 1, (int) knob), bar.bottom()),
        6,
        accent);
    circle(knob, y + 2 * unit, 24 * unit, Palette.SHADOW);
    circle(knob, y, 22 * unit, Palette.WHITE);
    circle(knob, y, 15 * unit, accent);
  }

  private void progress(View view) {
    Bounds place = view.bounds();
    if (place.width() > place.height() * 3) {
      fill(place, 10, Palette.LINE);
      double percent = view.text().isEmpty() ? 0 : Double.parseDouble(view.text());
      int end = place.left() + (int) (place.width() * Math.clamp(percent, 2, 100) / 100);
      fill(new Bounds(place.left(), place.top(), end, place.bottom()), 10, accent);
      return;
    }
    Stroke before = canvas.getStroke();
    canvas.setStroke(
        new BasicStroke((float) (10 * unit), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    canvas.setColor(accent);
    double size = Math.min(place.width(), place.height()) * 0.8;
    canvas.draw(
        new Arc2D.Double(
            middleX(place) - size / 2,
            middleY(place) - size / 2,
            size,
            size,
            -frame.seconds() * 300 % 360,
            260,
            Arc2D.OPEN));
    canvas.setStroke(before);
  }
}
