package dev.drover.virtualphone.app;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Draws the present screen as a PNG that a person can read. */
public final class ScreenPainter {
  private ScreenPainter() {}

  public static byte[] png(View root) {
    System.setProperty("java.awt.headless", "true");
    View.Bounds screen = root.bounds();
    BufferedImage image =
        new BufferedImage(screen.right(), screen.bottom(), BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    canvas.setColor(Color.WHITE);
    canvas.fillRect(0, 0, screen.right(), screen.bottom());
    canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, Math.max(12, screen.right() / 30)));
    paint(canvas, root);
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

  private static void paint(Graphics2D canvas, View view) {
    View.Bounds bounds = view.bounds();
    int width = bounds.right() - bounds.left();
    int height = bounds.bottom() - bounds.top();
    if (view.type().endsWith("Button")) {
      canvas.setColor(new Color(0xfe2c55));
      canvas.fillRoundRect(bounds.left(), bounds.top(), width, height, 16, 16);
    }
    canvas.setColor(view.onTap().isPresent() ? new Color(0x333333) : new Color(0xdddddd));
    canvas.drawRect(bounds.left(), bounds.top(), width - 1, height - 1);
    String caption = view.text().isEmpty() ? view.description() : view.text();
    if (!caption.isEmpty()) {
      canvas.setColor(view.type().endsWith("Button") ? Color.WHITE : Color.BLACK);
      canvas.drawString(
          caption, bounds.left() + 8, bounds.top() + height / 2 + canvas.getFont().getSize() / 3);
    }
    view.children().forEach(child -> paint(canvas, child));
  }
}
