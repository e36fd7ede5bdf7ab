package dev.drover.device.flow.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.device.hierarchy.Bounds;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a screen shows a file. */
class LikenessTest {
  private static final Bounds SCREEN = new Bounds(0, 0, 540, 1200);
  private static final Bounds PLACE = new Bounds(205, 135, 335, 265);

  private static BufferedImage picture(Color from, Color to) {
    BufferedImage image = new BufferedImage(900, 600, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setPaint(new GradientPaint(100, 0, from, 800, 600, to));
    canvas.fillRect(0, 0, 900, 600);
    canvas.setColor(Color.DARK_GRAY);
    canvas.fillOval(300, 120, 160, 200);
    canvas.dispose();
    return image;
  }

  private static byte[] encoded(BufferedImage image, String form) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, form, bytes)).isTrue();
    return bytes.toByteArray();
  }

  /** A page that shows the middle of a picture in a circle, as apps do. */
  private static byte[] screenWith(BufferedImage picture) throws IOException {
    BufferedImage screen = new BufferedImage(1080, 2400, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = screen.createGraphics();
    canvas.setColor(Color.WHITE);
    canvas.fillRect(0, 0, 1080, 2400);
    canvas.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    canvas.setClip(new Ellipse2D.Double(410, 270, 260, 260));
    int side = Math.min(picture.getWidth(), picture.getHeight());
    int left = (picture.getWidth() - side) / 2;
    int top = (picture.getHeight() - side) / 2;
    canvas.drawImage(picture, 410, 270, 670, 530, left, top, left + side, top + side, null);
    canvas.dispose();
    return encoded(screen, "png");
  }

  private static boolean shows(byte[] file, byte[] screen) {
    Likeness wanted = Likeness.ofFile(file).orElseThrow();
    return wanted.isShownAs(Likeness.onScreen(screen, PLACE, SCREEN).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg"})
  void a_file_is_recognised_where_an_app_shows_its_middle_in_a_circle(String form)
      throws IOException {
    BufferedImage picture = picture(Color.ORANGE, Color.BLUE);

    assertThat(shows(encoded(picture, form), screenWith(picture))).isTrue();
  }

  @Test
  void a_file_that_is_to_be_turned_is_recognised() throws IOException {
    BufferedImage picture = picture(Color.ORANGE, Color.BLUE);
    BufferedImage turned = new BufferedImage(600, 900, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 900; x++) {
      for (int y = 0; y < 600; y++) {
        turned.setRGB(599 - y, x, picture.getRGB(x, y));
      }
    }

    assertThat(shows(encoded(picture, "png"), screenWith(turned))).isTrue();
  }

  @Test
  void another_picture_is_another() throws IOException {
    byte[] file = encoded(picture(Color.ORANGE, Color.BLUE), "png");

    assertThat(shows(file, screenWith(picture(Color.GREEN, Color.MAGENTA)))).isFalse();
    assertThat(shows(file, screenWith(picture(Color.ORANGE, Color.RED)))).isFalse();
    assertThat(shows(file, screenWith(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB))))
        .isFalse();
  }

  @Test
  void what_is_no_picture_or_off_the_screen_is_none() throws IOException {
    assertThat(Likeness.ofFile("no picture".getBytes(StandardCharsets.UTF_8))).isEmpty();
    byte[] screen = screenWith(picture(Color.ORANGE, Color.BLUE));
    assertThat(Likeness.onScreen(screen, new Bounds(500, 135, 600, 265), SCREEN)).isEmpty();
    assertThat(Likeness.onScreen(screen, new Bounds(0, 0, 3, 3), SCREEN)).isEmpty();
  }
}
