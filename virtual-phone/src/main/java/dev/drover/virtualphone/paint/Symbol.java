package dev.drover.virtualphone.paint;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The icons, as outlines on a grid of 24 by 24. */
public enum Symbol {
  HEART(
      "M12 20.6 C4.6 15 2.2 11.8 2.2 8.4 C2.2 5.4 4.5 3.2 7.3 3.2 C9.3 3.2 11 4.2 12 5.9"
          + " C13 4.2 14.7 3.2 16.7 3.2 C19.5 3.2 21.8 5.4 21.8 8.4 C21.8 11.8 19.4 15 12 20.6 Z"),
  COMMENT(
      "M12 3 C17.4 3 21.5 6.6 21.5 11.2 C21.5 15.8 17.4 19.4 12 19.4 C10.8 19.4 9.6 19.2 8.5"
          + " 18.9 L4 21 L4.9 17 C3.4 15.5 2.5 13.5 2.5 11.2 C2.5 6.6 6.6 3 12 3 Z"),
  ARROW(
      "M13.5 4 L21.5 11.3 L13.5 18.4 L13.5 14.3 C8.4 14.2 5.2 15.8 2.6 19.6 C3.2 13 6.6 8.8"
          + " 13.5 8.2 Z"),
  SEND("M21.5 2.8 L2.5 9.2 L10.4 13.4 L14.6 21.4 Z M10.4 13.4 L21.5 2.8"),
  BOOKMARK("M5.8 3 L18.2 3 L18.2 21 L12 16.4 L5.8 21 Z"),
  PLUS("M12 4 L12 20 M4 12 L20 12"),
  PLUS_BOX(
      "M7.5 3 L16.5 3 C19.5 3 21 4.5 21 7.5 L21 16.5 C21 19.5 19.5 21 16.5 21 L7.5 21 C4.5"
          + " 21 3 19.5 3 16.5 L3 7.5 C3 4.5 4.5 3 7.5 3 Z M12 7.6 L12 16.4 M7.6 12 L16.4 12"),
  CLOSE("M5 5 L19 19 M19 5 L5 19"),
  BACK("M10.5 4.5 L3.5 12 L10.5 19.5 M3.8 12 L21 12"),
  CHEVRON("M9 5 L16 12 L9 19"),
  SEARCH(
      "M10.5 3 C14.6 3 18 6.4 18 10.5 C18 14.6 14.6 18 10.5 18 C6.4 18 3 14.6 3 10.5 C3 6.4 6.4"
          + " 3 10.5 3 Z M16 16 L21.3 21.3"),
  HOME("M3.2 11 L12 3.2 L20.8 11 L20.8 21 L14.6 21 L14.6 14.6 L9.4 14.6 L9.4 21 L3.2 21 Z"),
  PERSON(
      "M12 2.8 C14.5 2.8 16.4 4.8 16.4 7.4 C16.4 10 14.5 12 12 12 C9.5 12 7.6 10 7.6 7.4 C7.6 4.8"
          + " 9.5 2.8 12 2.8 Z M3.4 21.2 C3.8 16.9 7.2 14.6 12 14.6 C16.8 14.6 20.2 16.9 20.6 21.2"
          + " Z"),
  PEOPLE(
      "M8.8 4 C10.9 4 12.5 5.6 12.5 7.8 C12.5 10 10.9 11.6 8.8 11.6 C6.7 11.6 5.1 10 5.1 7.8 C5.1"
          + " 5.6 6.7 4 8.8 4 Z M1.8 20 C2.1 16.4 4.8 14.2 8.8 14.2 C12.8 14.2 15.5 16.4 15.8 20 Z"
          + " M15.6 4.4 C17.4 4.7 18.6 6.1 18.6 7.9 C18.6 9.7 17.4 11.1 15.6 11.4 M18 14.6 C20.6"
          + " 15.4 22 17.2 22.2 20"),
  CAMERA(
      "M3 7.4 L7 7.4 L8.8 4.6 L15.2 4.6 L17 7.4 L21 7.4 L21 19.4 L3 19.4 Z M12 9.4 C14.1 9.4 15.8"
          + " 11.1 15.8 13.2 C15.8 15.3 14.1 17 12 17 C9.9 17 8.2 15.3 8.2 13.2 C8.2 11.1 9.9 9.4"
          + " 12 9.4 Z"),
  NOTE(
      "M9 17.6 L9 5.4 L20 3 L20 15.2 M9 17.6 C9 19.3 7.7 20.6 6 20.6 C4.3 20.6 3 19.4 3 17.8 C3"
          + " 16.2 4.3 15 6 15 C7.7 15 9 16 9 17.6 Z M20 15.2 C20 16.9 18.7 18.2 17 18.2 C15.3 18.2"
          + " 14 17 14 15.4 C14 13.8 15.3 12.6 17 12.6 C18.7 12.6 20 13.6 20 15.2 Z"),
  INBOX(
      "M4 4 L20 4 L21.4 14 L21.4 20 L2.6 20 L2.6 14 Z M2.8 14 L8.4 14 L9.8 16.4 L14.2 16.4 L15.6 14"
          + " L21.2 14"),
  REELS(
      "M7 3 L17 3 C19.6 3 21 4.4 21 7 L21 17 C21 19.6 19.6 21 17 21 L7 21 C4.4 21 3 19.6 3 17 L3"
          + " 7 C3 4.4 4.4 3 7 3 Z M10 8.4 L16 12 L10 15.6 Z"),
  PLAY("M7 3.6 L20 12 L7 20.4 Z"),
  MENU("M3.5 6 L20.5 6 M3.5 12 L20.5 12 M3.5 18 L20.5 18"),
  MORE("M12 4.4 L12 4.6 M12 11.9 L12 12.1 M12 19.4 L12 19.6"),
  SMILE(
      "M12 2.6 C17.2 2.6 21.4 6.8 21.4 12 C21.4 17.2 17.2 21.4 12 21.4 C6.8 21.4 2.6 17.2 2.6 12"
          + " C2.6 6.8 6.8 2.6 12 2.6 Z M8.6 9 L8.6 9.4 M15.4 9 L15.4 9.4 M7.4 13.8 C9.4 17.6 14.6"
          + " 17.6 16.6 13.8"),
  PICTURE(
      "M6 3.4 L18 3.4 C20 3.4 21 4.4 21 6.4 L21 17.6 C21 19.6 20 20.6 18 20.6 L6 20.6 C4 20.6 3"
          + " 19.6 3 17.6 L3 6.4 C3 4.4 4 3.4 6 3.4 Z M3.4 17.6 L9 11.4 L13.6 16 L16.4 13.4 L20.8"
          + " 17.4 M15.6 7.8 L15.8 8"),
  CHECK("M4.4 12.6 L9.8 18 L19.8 6.4"),
  FLIP(
      "M4 10 C5 6.2 8 3.8 12 3.8 C15 3.8 17.5 5.2 19 7.5 M19.6 3.4 L19.2 7.8 L14.8 7.4 M20 14 C19"
          + " 17.8 16 20.2 12 20.2 C9 20.2 6.5 18.8 5 16.5 M4.4 20.6 L4.8 16.2 L9.2 16.6"),
  TEXT("M4.4 6.6 L4.4 4 L19.6 4 L19.6 6.6 M12 4 L12 20 M9 20 L15 20"),
  STICKER(
      "M6 3 L18 3 C20 3 21 4 21 6 L21 13.4 L13.4 21 L6 21 C4 21 3 20 3 18 L3 6 C3 4 4 3 6 3 Z"
          + " M13.4 21 C13 16 15.6 13.2 21 13.4 M7.6 11.4 C8.8 14 12 14 13.4 11.8"),
  VOLUME(
      "M3 9 L7 9 L12 4.6 L12 19.4 L7 15 L3 15 Z M15.6 8.6 C17.4 10.4 17.4 13.6 15.6 15.4 M18.4"
          + " 5.8 C21.8 9.2 21.8 14.8 18.4 18.2"),
  PIN(
      "M12 2.6 C16.2 2.6 19.4 5.8 19.4 9.8 C19.4 14.6 15 18 12 21.6 C9 18 4.6 14.6 4.6 9.8 C4.6 5.8"
          + " 7.8 2.6 12 2.6 Z M12 7.2 C13.5 7.2 14.7 8.4 14.7 9.9 C14.7 11.4 13.5 12.6 12 12.6"
          + " C10.5 12.6 9.3 11.4 9.3 9.9 C9.3 8.4 10.5 7.2 12 7.2 Z"),
  LINK(
      "M9.6 14.4 L14.4 9.6 M10.8 7.4 L13.4 4.8 C15.4 2.8 18.2 2.8 19.8 4.4 C21.4 6 21.2 8.6 19.2"
          + " 10.6 L16.6 13.2 M13.2 16.6 L10.6 19.2 C8.6 21.2 5.8 21.2 4.2 19.6 C2.6 18 2.8 15.4"
          + " 4.8 13.4 L7.4 10.8"),
  GLOBE(
      "M12 2.8 C17 2.8 21.2 7 21.2 12 C21.2 17 17 21.2 12 21.2 C7 21.2 2.8 17 2.8 12 C2.8 7 7 2.8"
          + " 12 2.8 Z M2.8 12 L21.2 12 M12 2.8 C6.6 8 6.6 16 12 21.2 M12 2.8 C17.4 8 17.4 16 12"
          + " 21.2"),
  LOCK("M6 10.6 L18 10.6 L18 20.6 L6 20.6 Z M8.4 10.6 L8.4 7 C8.4 2 15.6 2 15.6 7 L15.6 10.6"),
  LAYERS("M9 3 L21 3 L21 15 L9 15 Z M15 18.6 L15 21 L3 21 L3 9 L5.4 9"),
  PEN("M4 20 L5 15.4 L16.2 4.2 L19.8 7.8 L8.6 19 Z"),
  EYE_OFF("M2.6 12 C6.4 4.6 17.6 4.6 21.4 12 C17.6 19.4 6.4 19.4 2.6 12 Z M4 20.4 L20 3.6"),
  BAG("M4.6 7.6 L19.4 7.6 L20.6 21 L3.4 21 Z M8.4 10.4 L8.4 7 C8.4 1.8 15.6 1.8 15.6 7 L15.6 10.4"),
  GRID_OF_PICTURES(
      "M3.4 3.4 L20.6 3.4 L20.6 20.6 L3.4 20.6 Z M9.1 3.4 L9.1 20.6 M14.9 3.4 L14.9 20.6 M3.4 9.1"
          + " L20.6 9.1 M3.4 14.9 L20.6 14.9"),
  SHUTTER(
      "M12 2.2 C17.4 2.2 21.8 6.6 21.8 12 C21.8 17.4 17.4 21.8 12 21.8 C6.6 21.8 2.2 17.4 2.2 12"
          + " C2.2 6.6 6.6 2.2 12 2.2 Z"),
  STAR(
      "M12 2.8 L14.9 8.8 L21.4 9.6 L16.6 14.2 L17.8 20.8 L12 17.6 L6.2 20.8 L7.4 14.2 L2.6 9.6 L9.1"
          + " 8.8 Z");

  private static final int GRID = 24;

  private static final Map<Symbol, Path2D> OUTLINES = outlines();

  private final String path;

  Symbol(String path) {
    this.path = path;
  }

  private static Map<Symbol, Path2D> outlines() {
    Map<Symbol, Path2D> outlines = new EnumMap<>(Symbol.class);
    for (Symbol symbol : values()) {
      outlines.put(symbol, parsed(symbol.path));
    }
    return outlines;
  }

  private static Path2D parsed(String path) {
    // Inner outlines are holes of a filled symbol.
    Path2D parsed = new Path2D.Float(Path2D.WIND_EVEN_ODD);
    String[] words = path.trim().split("\\s+");
    float[] numbers = new float[6];
    int i = 0;
    while (i < words.length) {
      char command = words[i].charAt(0);
      int count =
          switch (Character.toUpperCase(command)) {
            case 'M', 'L' -> 2;
            case 'C' -> 6;
            default -> 0;
          };
      String first = words[i].substring(1);
      for (int number = 0; number < count; number++) {
        String word = number == 0 && !first.isEmpty() ? first : words[++i];
        numbers[number] = Float.parseFloat(word);
      }
      i++;
      switch (command) {
        case 'M' -> parsed.moveTo(numbers[0], numbers[1]);
        case 'L' -> parsed.lineTo(numbers[0], numbers[1]);
        case 'C' ->
            parsed.curveTo(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
        case 'Z' -> parsed.closePath();
        default ->
            throw new IllegalArgumentException(
                String.format(Locale.ROOT, "a symbol's path has no command %c", command));
      }
    }
    return parsed;
  }

  /**
   * Draws the symbol.
   *
   * @param x its middle, in pixels
   * @param y its middle, in pixels
   * @param size its width and height, in pixels
   */
  void draw(Graphics2D canvas, double x, double y, double size, Color color, boolean filled) {
    AffineTransform place = AffineTransform.getTranslateInstance(x - size / 2, y - size / 2);
    place.scale(size / GRID, size / GRID);
    Shape shape = Objects.requireNonNull(OUTLINES.get(this)).createTransformedShape(place);
    canvas.setColor(color);
    if (filled && this != SEARCH) {
      canvas.fill(shape);
    }
    Stroke before = canvas.getStroke();
    canvas.setStroke(
        new BasicStroke(
            (float) (size / GRID * (this == MORE ? 3.6 : filled && this != SEARCH ? 1 : 1.9)),
            BasicStroke.CAP_ROUND,
            BasicStroke.JOIN_ROUND));
    canvas.draw(shape);
    canvas.setStroke(before);
  }

  /** Draws the filled symbol in a dark tone a little below, so that it stands out on a picture. */
  void drawShadow(Graphics2D canvas, double x, double y, double size, boolean filled) {
    draw(canvas, x, y + size / GRID, size * 1.06, Palette.SHADOW, filled);
  }
}
