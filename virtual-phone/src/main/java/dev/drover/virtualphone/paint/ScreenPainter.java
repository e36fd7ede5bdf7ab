package dev.drover.virtualphone.paint;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Draws a screen as a PNG that a person can read. */
public final class ScreenPainter {
  private static final Color ACCENT = new Color(0xfe2c55);
  private static final Color SURFACE = new Color(0xfafafa);
  private static final Color LINE = new Color(0xd0d0d4);
  private static final Color TAPPABLE = new Color(0x8a8a92);
  private static final Color CHOSEN = new Color(0xffe3e9);
  private static final Color PICTURE = new Color(0xe9eef4);
  private static final Color SHADE = new Color(0, 0, 0, 90);
  private static final Color WORDS = new Color(0x161823);
  private static final Color FAINT_WORDS = new Color(0x6b6b74);

  private final Graphics2D canvas;
  private final int unit;

  private ScreenPainter(Graphics2D canvas, int width) {
    this.canvas = canvas;
    this.unit = Math.max(4, width / 120);
  }

  public static byte[] png(View root) {
    System.setProperty("java.awt.headless", "true");
    View.Bounds screen = root.bounds();
    BufferedImage image =
        new BufferedImage(screen.right(), screen.bottom(), BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setColor(SURFACE);
    canvas.fillRect(0, 0, screen.right(), screen.bottom());
    new ScreenPainter(canvas, screen.width()).paint(root);
    canvas.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.setUseCache(false);
      ImageIO.write(image, "png", png);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return png.toByteArray();
  }

  private void paint(View view) {
    View.Bounds bounds = view.bounds();
    boolean screenful = bounds.height() > 100 * unit;
    if (view.flags().opaque()) {
      fill(bounds, Color.WHITE);
      outline(bounds, LINE);
    } else if (view.isButton()) {
      fill(bounds, ACCENT);
    } else if (view.type().endsWith("SeekBar")) {
      paintSeekBar(view);
    } else if (view.type().endsWith("ProgressBar")) {
      canvas.setColor(ACCENT);
      canvas.drawOval(bounds.left(), bounds.top(), bounds.width(), bounds.height());
    } else if (view.type().endsWith("EditText")) {
      fill(bounds, Color.WHITE);
      outline(bounds, view.flags().focused() ? ACCENT : TAPPABLE);
    } else if (view.flags().selected() && !screenful) {
      fill(bounds, CHOSEN);
      outline(bounds, ACCENT);
    } else if (view.type().endsWith("ViewGroup") && isScrim(view)) {
      canvas.setColor(SHADE);
      canvas.fillRect(bounds.left(), bounds.top(), bounds.width(), bounds.height());
      return;
    } else if (view.type().endsWith("ViewGroup") && !screenful) {
      fill(bounds, PICTURE);
      outline(bounds, LINE);
    } else if (view.onTap().isPresent() && !screenful) {
      outline(bounds, LINE);
    }
    write(view);
    view.children().forEach(this::paint);
  }

  /** Whether the view is the dimmed part of the page above a sheet. */
  private boolean isScrim(View view) {
    View.Bounds bounds = view.bounds();
    return view.children().isEmpty()
        && bounds.top() == 0
        && bounds.width() >= 119 * unit
        && view.id().isEmpty();
  }

  private void fill(View.Bounds bounds, Color color) {
    canvas.setColor(color);
    canvas.fillRoundRect(
        bounds.left(), bounds.top(), bounds.width(), bounds.height(), unit * 2, unit * 2);
  }

  private void outline(View.Bounds bounds, Color color) {
    canvas.setColor(color);
    canvas.drawRoundRect(
        bounds.left(), bounds.top(), bounds.width() - 1, bounds.height() - 1, unit * 2, unit * 2);
  }

  private void paintSeekBar(View view) {
    View.Bounds bounds = view.bounds();
    int middle = bounds.top() + bounds.height() / 2;
    int knob = bounds.left() + bounds.width() * Integer.parseInt(view.text()) / 100;
    canvas.setColor(LINE);
    canvas.fillRect(bounds.left(), middle - unit / 4, bounds.width(), unit / 2);
    canvas.setColor(ACCENT);
    canvas.fillRect(bounds.left(), middle - unit / 4, knob - bounds.left(), unit / 2);
    canvas.fillOval(knob - unit, middle - unit, unit * 2, unit * 2);
  }

  /**
   * Writes a view's text in the middle of its place; an icon's description is small, on several
   * lines.
   */
  private void write(View view) {
    boolean icon = view.text().isEmpty();
    String words = icon ? view.description() : view.text();
    if (words.isEmpty() || view.type().endsWith("SeekBar")) {
      return;
    }
    View.Bounds bounds = view.bounds();
    int size = icon ? unit * 5 / 2 : Math.clamp(bounds.height() / 2, unit * 2, unit * 4);
    Shape clip = canvas.getClip();
    canvas.clipRect(bounds.left(), bounds.top(), bounds.width(), bounds.height());
    canvas.setFont(
        new Font(Font.SANS_SERIF, view.flags().selected() ? Font.BOLD : Font.PLAIN, size));
    canvas.setColor(view.isButton() ? Color.WHITE : icon ? FAINT_WORDS : WORDS);
    FontMetrics metrics = canvas.getFontMetrics();
    List<String> lines = lines(words, metrics, bounds.width() - unit);
    int y = bounds.top() + (bounds.height() - lines.size() * metrics.getHeight()) / 2;
    for (String line : lines) {
      int x =
          icon || view.isButton()
              ? bounds.left() + (bounds.width() - metrics.stringWidth(line)) / 2
              : bounds.left() + unit / 2;
      canvas.drawString(line, x, y + metrics.getAscent());
      y += metrics.getHeight();
    }
    canvas.setClip(clip);
  }

  private static List<String> lines(String words, FontMetrics metrics, int width) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : words.split("\n", -1)) {
      StringBuilder line = new StringBuilder();
      for (String word : paragraph.split(" ")) {
        if (!line.isEmpty() && metrics.stringWidth(line + " " + word) > width) {
          lines.add(line.toString());
          line.setLength(0);
        }
        line.append(line.isEmpty() ? "" : " ").append(word);
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
