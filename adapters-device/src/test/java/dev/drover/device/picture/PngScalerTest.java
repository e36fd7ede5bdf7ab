package dev.drover.device.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PngScalerTest {
  private static final int WIDTH = 90;
  private static final int HEIGHT = 200;

  private static BufferedImage drawn(int type) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
    Graphics2D canvas = image.createGraphics();
    canvas.setPaint(new GradientPaint(0, 0, Color.ORANGE, WIDTH, HEIGHT, Color.BLUE));
    canvas.fillRect(0, 0, WIDTH, HEIGHT);
    canvas.setColor(Color.WHITE);
    canvas.fillOval(20, 40, 50, 50);
    canvas.dispose();
    return image;
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  /** Writes a PNG whose rows are filtered as told. */
  private static byte[] filtered(int filter, byte[] pixels, int width, int height) {
    int stride = width * 3;
    byte[] rows = new byte[(stride + 1) * height];
    for (int y = 0; y < height; y++) {
      rows[y * (stride + 1)] = (byte) filter;
      for (int x = 0; x < stride; x++) {
        int at = y * stride + x;
        int left = x < 3 ? 0 : pixels[at - 3] & 0xff;
        int above = y == 0 ? 0 : pixels[at - stride] & 0xff;
        int corner = x < 3 || y == 0 ? 0 : pixels[at - stride - 3] & 0xff;
        int guess =
            switch (filter) {
              case 0 -> 0;
              case 1 -> left;
              case 2 -> above;
              case 3 -> (left + above) / 2;
              default -> paeth(left, above, corner);
            };
        rows[y * (stride + 1) + 1 + x] = (byte) (pixels[at] - guess);
      }
    }
    return png(width, height, rows);
  }

  private static int paeth(int left, int above, int corner) {
    int plane = left + above - corner;
    int toLeft = Math.abs(plane - left);
    int toAbove = Math.abs(plane - above);
    int toCorner = Math.abs(plane - corner);
    if (toLeft <= toAbove && toLeft <= toCorner) {
      return left;
    }
    return toAbove <= toCorner ? above : corner;
  }

  private static byte[] png(int width, int height, byte[] rows) {
    Deflater deflater = new Deflater();
    deflater.setInput(rows);
    deflater.finish();
    byte[] data = new byte[rows.length + 1024];
    int length = deflater.deflate(data);
    deflater.end();
    return ByteBuffer.allocate(8 + 25 + 12 + length + 12)
        .putLong(0x89504e470d0a1a0aL)
        .putInt(13)
        .putInt(0x49484452)
        .putInt(width)
        .putInt(height)
        .put(new byte[] {8, 2, 0, 0, 0})
        .putInt(0)
        .putInt(length)
        .putInt(0x49444154)
        .put(data, 0, length)
        .putInt(0)
        .putInt(0)
        .putInt(0x49454e44)
        .putInt(0)
        .array();
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB})
  void a_picture_of_full_size_is_exact(int type) throws Exception {
    BufferedImage image = drawn(type);

    Pixels pixels = PngScaler.of(png(image)).scaled(WIDTH);

    assertThat(pixels.width()).isEqualTo(WIDTH);
    assertThat(pixels.height()).isEqualTo(HEIGHT);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        assertThat(rgb(pixels, x, y)).isEqualTo(image.getRGB(x, y) & 0xffffff);
      }
    }
  }

  private static int rgb(Pixels pixels, int x, int y) {
    int at = (y * pixels.width() + x) * 3;
    return (pixels.rgb()[at] & 0xff) << 16
        | (pixels.rgb()[at + 1] & 0xff) << 8
        | (pixels.rgb()[at + 2] & 0xff);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void every_filter_is_undone(int filter) throws Exception {
    byte[] noise = new byte[31 * 17 * 3];
    new Random(7).nextBytes(noise);

    assertThat(PngScaler.of(filtered(filter, noise, 31, 17)).scaled(31).rgb()).isEqualTo(noise);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 20, 30, 45, 60, 89})
  void a_smaller_picture_has_the_same_colours_in_the_same_places(int width) throws Exception {
    BufferedImage image = drawn(BufferedImage.TYPE_INT_RGB);

    Pixels pixels = PngScaler.of(png(image)).scaled(width);

    assertThat(pixels.width()).isEqualTo(width);
    assertThat(pixels.height()).isEqualTo(Math.round((float) HEIGHT * width / WIDTH));
    if (width >= 20) {
      int[][] places = {{5, 5}, {45, 65}, {80, 150}, {10, 190}};
      for (int[] place : places) {
        int there = rgb(pixels, place[0] * width / WIDTH, place[1] * pixels.height() / HEIGHT);
        Color was = new Color(image.getRGB(place[0], place[1]));
        assertThat(there >> 16 & 0xff).isCloseTo(was.getRed(), within(12));
        assertThat(there >> 8 & 0xff).isCloseTo(was.getGreen(), within(12));
        assertThat(there & 0xff).isCloseTo(was.getBlue(), within(12));
      }
    }
  }

  @Test
  void a_picture_is_never_enlarged() throws Exception {
    assertThat(PngScaler.of(png(drawn(BufferedImage.TYPE_INT_RGB))).scaled(5_000).width())
        .isEqualTo(WIDTH);
  }

  @Test
  void the_jpeg_shows_the_same_colours() throws Exception {
    BufferedImage image = drawn(BufferedImage.TYPE_INT_RGB);

    byte[] jpeg = JpegEncoder.encode(PngScaler.of(png(image)).scaled(WIDTH));

    BufferedImage read = ImageIO.read(new ByteArrayInputStream(jpeg));
    assertThat(JpegSize.of(jpeg)).isEqualTo(new JpegSize(WIDTH, HEIGHT));
    Color was = new Color(image.getRGB(80, 150));
    Color is = new Color(read.getRGB(80, 150));
    assertThat(is.getRed()).isCloseTo(was.getRed(), within(16));
    assertThat(is.getBlue()).isCloseTo(was.getBlue(), within(16));
  }

  @Test
  void a_huge_screen_is_refused_by_its_header() throws Exception {
    byte[] png = png(1, 1, new byte[4]);
    int[][] sizes = {{0, 5}, {5, 0}, {-1, 5}, {9_000, 1}, {1, 9_000}, {8_192, 8_192}};
    for (int[] size : sizes) {
      ByteBuffer.wrap(png).putInt(16, size[0]).putInt(20, size[1]);
      assertThatThrownBy(() -> PngScaler.of(png))
          .isInstanceOf(PictureUnreadable.class)
          .hasMessageContaining("pixels");
    }
  }

  @Test
  void other_kinds_of_png_are_refused() throws Exception {
    byte[] png = png(1, 1, new byte[4]);
    for (int at : new int[] {24, 25, 26, 27, 28}) {
      byte[] changed = png.clone();
      changed[at] = 1;
      assertThatThrownBy(() -> PngScaler.of(changed)).isInstanceOf(PictureUnreadable.class);
    }
  }

  @Test
  void whatever_is_cut_off_or_damaged_is_refused() throws Exception {
    byte[] png = png(drawn(BufferedImage.TYPE_INT_RGB));
    for (int length = 0; length < png.length - 12; length += 97) {
      byte[] cut = Arrays.copyOf(png, length);
      assertThatThrownBy(() -> PngScaler.of(cut).scaled(30)).isInstanceOf(PictureUnreadable.class);
    }
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      byte[] damaged = png.clone();
      for (int i = 0; i < 5; i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(PngScaler.of(damaged).scaled(30).rgb()).isNotEmpty();
      } catch (PictureUnreadable refused) {
        assertThat(refused).hasMessageMatching(".+");
      }
    }
  }

  @Test
  void a_jpeg_that_does_not_tell_its_size_or_lies_is_refused() {
    byte[] huge = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xc0, 0, 17, 8, 0x7f, 1, 0x7f, 1};
    byte[] none = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xd9, 0, 0, 0, 0, 0, 0, 0, 0};
    for (byte[] jpeg : new byte[][] {new byte[0], new byte[100], huge, none}) {
      assertThatThrownBy(() -> JpegSize.of(jpeg)).isInstanceOf(IOException.class);
    }
  }
}
