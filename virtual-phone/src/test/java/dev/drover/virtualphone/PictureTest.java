package dev.drover.virtualphone;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {
  private static final String VIDEO = "https://www.tiktok.com/@ann/video/7300000000000000001";
  private static final int HOSTILE_LENGTH = 10_000;

  private final PhoneInHand phone = PhoneInHand.withAccounts("my_account");

  private BufferedImage picture() {
    return phone.phone().screen().picture(270);
  }

  /** The share of the pixels that differ, in percent. */
  private static int difference(BufferedImage one, BufferedImage other) {
    int different = 0;
    for (int y = 0; y < one.getHeight(); y++) {
      for (int x = 0; x < one.getWidth(); x++) {
        if (one.getRGB(x, y) != other.getRGB(x, y)) {
          different++;
        }
      }
    }
    return different * 100 / (one.getWidth() * one.getHeight());
  }

  @Test
  void a_picture_has_the_width_that_was_asked_for_and_the_shape_of_the_screen() {
    BufferedImage picture = picture();

    assertThat(picture.getWidth()).isEqualTo(270);
    assertThat(picture.getHeight()).isEqualTo(600);
  }

  @Test
  void a_screenshot_is_a_png_of_the_full_size() throws IOException {
    phone.launch();

    BufferedImage decoded =
        ImageIO.read(new ByteArrayInputStream(phone.phone().screen().screenshot()));

    assertThat(decoded.getWidth()).isEqualTo(1080);
    assertThat(decoded.getHeight()).isEqualTo(2400);
    assertThat(difference(decoded, phone.phone().screen().picture(1080))).isZero();
  }

  @Test
  void a_video_moves_until_it_is_paused() {
    phone.open(VIDEO);
    BufferedImage first = picture();
    phone.waitFor(Duration.ofMillis(500));
    assertThat(difference(first, picture())).isPositive();

    phone.tap(540, 900);
    phone.waitFor(Duration.ofSeconds(1));
    BufferedImage paused = picture();
    phone.waitFor(Duration.ofSeconds(5));
    assertThat(difference(paused, picture())).isZero();
  }

  @Test
  void two_videos_look_different_and_one_video_always_the_same() {
    phone.open(VIDEO);
    BufferedImage first = picture();
    phone.open("https://www.tiktok.com/@bob/video/7300000000000000002");
    assertThat(difference(first, picture())).isGreaterThan(50);
    phone.open(VIDEO);
    assertThat(difference(first, picture())).isZero();
  }

  @Test
  void a_screen_that_is_off_is_black_and_a_locked_one_is_not() {
    phone.launch();
    BufferedImage on = picture();

    phone.phone().screen().fallAsleep();
    BufferedImage off = picture();
    phone.phone().screen().key("WAKEUP");
    BufferedImage locked = picture();
    phone.phone().screen().unlock();

    assertThat(off.getRGB(0, 0, 270, 600, new int[270 * 600], 0, 270))
        .containsOnly(Color.BLACK.getRGB());
    assertThat(difference(locked, off)).isGreaterThan(90);
    assertThat(difference(locked, on)).isGreaterThan(50);
    assertThat(difference(on, picture())).isZero();
  }

  @Test
  void the_keyboard_is_drawn_where_it_takes_the_taps() {
    phone.launch();
    phone.tap("Search");
    BufferedImage shown = picture();
    phone.key(4);

    BufferedImage hidden = picture();

    assertThat(difference(shown.getSubimage(0, 0, 270, 380), hidden.getSubimage(0, 0, 270, 380)))
        .isZero();
    assertThat(
            difference(shown.getSubimage(0, 400, 270, 180), hidden.getSubimage(0, 400, 270, 180)))
        .isGreaterThan(20);
  }

  @Test
  void the_gallery_shows_the_picture_that_was_pushed() throws IOException {
    BufferedImage green = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = green.createGraphics();
    canvas.setColor(Color.GREEN);
    canvas.fillRect(0, 0, 64, 48);
    canvas.dispose();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(green, "png", file);
    phone.phone().files().write("/sdcard/DCIM/green.png", file.toByteArray());
    phone.addMedia("/sdcard/DCIM/broken.jpg", "no picture");
    phone.phone().media().scan("/sdcard/DCIM");
    phone.waitFor(Duration.ofSeconds(30));
    phone.launch();
    phone.tap("Create");
    phone.tap("Upload");

    BufferedImage gallery = picture();

    // The cells of the first row are a third of the width; the order follows from the time.
    assertThat(new int[] {gallery.getRGB(45, 135), gallery.getRGB(135, 135)})
        .contains(Color.GREEN.getRGB());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "<script>alert(1)</script> ",
        "\u202eا ل",
        "a\u0301\u0302",
        "测试",
        "😀",
        "\n",
        "\ud83d",
        "\u0000\u001b[2J"
      })
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void a_long_text_of_anything_is_drawn(String part) {
    phone.open(VIDEO);
    phone.tap(phone.find(seen -> seen.description().startsWith("Read or add"), "comments"));
    phone.tap("Add comment...");
    BufferedImage empty = picture();
    phone.phone().screen().setText(part.repeat(HOSTILE_LENGTH / part.length()), true);

    BufferedImage full = picture();

    // The sheet above the composer, and the keyboard below it, stay as they were.
    assertThat(difference(full.getSubimage(0, 0, 270, 300), empty.getSubimage(0, 0, 270, 300)))
        .isZero();
    assertThat(difference(full.getSubimage(0, 400, 270, 200), empty.getSubimage(0, 400, 270, 200)))
        .isZero();
  }
}
