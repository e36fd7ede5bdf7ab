package dev.drover.virtualphone.paint;

import dev.drover.virtualphone.paint.View.Bounds;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.function.DoubleUnaryOperator;

/** Simple shapes in shares of a place: 0 is its left or top edge, 1 its right or bottom edge. */
final class Brush {
  private final Graphics2D canvas;
  private final double left;
  private final double top;
  private final double width;
  private final double height;

  Brush(Graphics2D canvas, Bounds place) {
    this.canvas = canvas;
    this.left = place.left();
    this.top = place.top();
    this.width = place.width();
    this.height = place.height();
  }

  double x(double share) {
    return left + share * width;
  }

  double y(double share) {
    return top + share * height;
  }

  /** A length in shares of the width. */
  double length(double share) {
    return share * width;
  }

  /** The height in shares of the width. */
  double tallness() {
    return height / width;
  }

  /** A circle; the radius is a share of the width. */
  void circle(double x, double y, double radius, Color color) {
    canvas.setColor(color);
    double size = length(radius) * 2;
    canvas.fill(new Ellipse2D.Double(x(x) - size / 2, y(y) - size / 2, size, size));
  }

  /** An ellipse; its radii are shares of the width. */
  void ellipse(double x, double y, double radiusX, double radiusY, Color color) {
    canvas.setColor(color);
    canvas.fill(
        new Ellipse2D.Double(
            x(x) - length(radiusX),
            y(y) - length(radiusY),
            length(radiusX) * 2,
            length(radiusY) * 2));
  }

  /** A rectangle with its corner at a place; its size is in shares of the width. */
  void box(double x, double y, double boxWidth, double boxHeight, Color color) {
    canvas.setColor(color);
    canvas.fill(new Rectangle2D.Double(x(x), y(y), length(boxWidth), length(boxHeight)));
  }

  /** A rectangle with round corners. */
  void pill(double x, double y, double boxWidth, double boxHeight, double round, Color color) {
    canvas.setColor(color);
    canvas.fill(
        new RoundRectangle2D.Double(
            x(x), y(y), length(boxWidth), length(boxHeight), length(round), length(round)));
  }

  /** A closed shape of points; x and y by turns. */
  void shape(Color color, double... points) {
    Path2D path = new Path2D.Double();
    path.moveTo(x(points[0]), y(points[1]));
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(x(points[i]), y(points[i + 1]));
    }
    path.closePath();
    canvas.setColor(color);
    canvas.fill(path);
  }

  /** Everything below a line. */
  void ground(Color color, DoubleUnaryOperator line) {
    int steps = 28;
    Path2D path = new Path2D.Double();
    path.moveTo(x(0), y(1));
    for (int i = 0; i <= steps; i++) {
      double share = (double) i / steps;
      path.lineTo(x(share), y(line.applyAsDouble(share)));
    }
    path.lineTo(x(1), y(1));
    path.closePath();
    canvas.setColor(color);
    canvas.fill(path);
  }

  /** A line of points that is not closed; the thickness is a share of the width. */
  void beam(double fromX, double fromY, double toX, double toY, double thickness, Color color) {
    double away = Math.hypot(toX - fromX, toY - fromY);
    if (away == 0) {
      return;
    }
    double acrossX = (toY - fromY) / away * thickness / 2;
    double acrossY = -(toX - fromX) / away * thickness / 2 / tallness();
    shape(
        color,
        fromX + acrossX,
        fromY + acrossY,
        toX + acrossX,
        toY + acrossY,
        toX - acrossX,
        toY - acrossY,
        fromX - acrossX,
        fromY - acrossY);
  }

  /**
   * Fills a part from top to bottom, with colours at equal distances. It paints whole lines of the
   * picture, which is many times faster than a gradient of Java's.
   */
  void gradient(double fromY, double toY, Color... colors) {
    AffineTransform before = canvas.getTransform();
    Point2D from = before.transform(new Point2D.Double(x(0), y(fromY)), null);
    Point2D to = before.transform(new Point2D.Double(x(1), y(toY)), null);
    Object smooth = canvas.getRenderingHint(RenderingHints.KEY_ANTIALIASING);
    canvas.setTransform(new AffineTransform());
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
    int x = (int) Math.floor(from.getX());
    int lineWidth = (int) Math.ceil(to.getX()) - x;
    int y = (int) Math.floor(from.getY());
    int end = (int) Math.ceil(to.getY());
    // Neighbouring lines of one colour are painted together.
    int begun = y;
    Color color = at(colors, 0);
    for (int line = y; line < end; line++) {
      Color next = at(colors, (double) (line - y) / Math.max(1, end - y - 1));
      if (!next.equals(color)) {
        canvas.setColor(color);
        canvas.fillRect(x, begun, lineWidth, line - begun);
        begun = line;
        color = next;
      }
    }
    canvas.setColor(color);
    canvas.fillRect(x, begun, lineWidth, end - begun);
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, smooth);
    canvas.setTransform(before);
  }

  private static Color at(Color[] colors, double share) {
    double place = share * (colors.length - 1);
    int first = Math.min((int) place, Math.max(0, colors.length - 2));
    Color one = colors[first];
    Color other = colors[Math.min(first + 1, colors.length - 1)];
    Color mixed = Palette.blend(one, other, place - first);
    return one.getAlpha() == 255 && other.getAlpha() == 255
        ? mixed
        : Palette.faded(
            mixed,
            (int)
                Math.round(one.getAlpha() + (other.getAlpha() - one.getAlpha()) * (place - first)));
  }
}
