package dev.drover.virtualphone.paint;

import dev.drover.virtualphone.paint.View.Bounds;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** Draws a screen so that it looks like that of a phone. */
public final class ScreenPainter {
  /** A picture that covers this share of the screen makes the page around it a dark one. */
  private static final double MOST_OF_THE_SCREEN = 0.6;

  private final Graphics2D canvas;
  private final Bounds screen;
  private final Frame frame;
  private final Look.Accent accent;
  private final DevicePainter device;

  private ScreenPainter(Graphics2D canvas, View root) {
    this.canvas = canvas;
    this.screen = root.bounds();
    this.frame = root.look().frame().orElse(Frame.NONE);
    this.accent = root.look().accent();
    this.device = new DevicePainter(canvas, frame, screen);
  }

  /** The screen in full size. */
  public static byte[] png(View root) {
    return PngFile.of(picture(root, root.bounds().width()));
  }

  /**
   * The screen as a picture. A small one costs less than a large one that is scaled down.
   *
   * @param width of the picture in pixels, from 1; its height follows from the screen's shape
   */
  public static BufferedImage picture(View root, int width) {
    System.setProperty("java.awt.headless", "true");
    Bounds screen = root.bounds();
    int height = Math.max(1, Math.round((float) screen.height() * width / screen.width()));
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    canvas.scale((double) width / screen.width(), (double) height / screen.height());
    new ScreenPainter(canvas, root).screen(root);
    canvas.dispose();
    return image;
  }

  private void screen(View root) {
    switch (frame.light()) {
      // A picture of memory that nobody has written to is black.
      case OFF -> {}
      case LOCKED -> device.lockScreen();
      case ON -> window(root);
    }
  }

  private void window(View root) {
    boolean dark = isDark(root);
    canvas.setColor(dark ? Palette.DARK_PAGE : Palette.PAGE);
    canvas.fillRect(0, 0, screen.right(), screen.bottom());
    paint(root, dark);
    boolean shaded = dark || root.children().stream().anyMatch(this::isDialog);
    device.bars(
        shaded ? Color.WHITE : Palette.INK,
        shaded && root.children().stream().noneMatch(view -> view.flags().opaque())
            ? Color.WHITE
            : Palette.INK);
    device.keyboard();
    device.touch();
  }

  /** Whether the page is a picture with words on it. */
  private boolean isDark(View view) {
    if (view.flags().opaque()) {
      return false;
    }
    return view.look().ornaments().stream().anyMatch(this::coversTheScreen)
        || view.children().stream().anyMatch(this::isDark);
  }

  private boolean coversTheScreen(Ornament ornament) {
    return switch (ornament) {
      case Ornament.Scene(Bounds place, _, _, _) -> isMostOfTheScreen(place);
      case Ornament.Photo(Bounds place, _, _) -> isMostOfTheScreen(place);
      case Ornament.Wallpaper(Bounds place) -> isMostOfTheScreen(place);
      case Ornament.Shade(Bounds place) -> isMostOfTheScreen(place);
      case Ornament.Avatar _,
          Ornament.Disc _,
          Ornament.Mark _,
          Ornament.Card _,
          Ornament.Emblem _,
          Ornament.Hollow _,
          Ornament.Bubble _,
          Ornament.Rule _,
          Ornament.Lettering _,
          Ornament.Clock _ ->
          false;
    };
  }

  private boolean isMostOfTheScreen(Bounds place) {
    return (double) place.width() * place.height()
        > MOST_OF_THE_SCREEN * screen.width() * screen.height();
  }

  /** Whether the view covers what is below it but does not stand on the bottom edge. */
  private boolean isDialog(View view) {
    return view.flags().opaque() && view.bounds().bottom() < screen.bottom();
  }

  private void paint(View view, boolean dark) {
    Widgets widgets = new Widgets(canvas, frame, screen, accent, dark);
    view.look().ornaments().forEach(widgets::ornament);
    boolean card =
        view.look().ornaments().stream().anyMatch(ornament -> ornament instanceof Ornament.Card);
    boolean onDark = dark && !view.flags().opaque() && !card;
    if (view.flags().opaque()) {
      if (isDialog(view)) {
        widgets.shade();
        widgets.ornament(new Ornament.Card(view.bounds()));
      } else {
        widgets.sheet(view.bounds());
      }
    } else {
      widgets.draw(view);
    }
    List<View> children = view.children();
    children.forEach(child -> paint(child, onDark));
  }
}
