package dev.drover.device.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.device.picture.ScreenSize.Size;
import org.junit.jupiter.api.Test;

class ScreenSizeTest {
  @Test
  void a_size_that_was_changed_counts_because_taps_are_given_in_it() {
    assertThat(ScreenSize.sizeIn("Physical size: 1080x2400\n")).contains(new Size(1080, 2400));
    assertThat(ScreenSize.sizeIn("Physical size: 1080x2400\nOverride size: 720x1600\n"))
        .contains(new Size(720, 1600));
  }

  @Test
  void what_is_no_size_tells_none() {
    for (String output :
        new String[] {"", "wm: not found", "Physical size: 0x0", "Physical size: 999999x1"}) {
      assertThat(ScreenSize.sizeIn(output)).isEmpty();
    }
  }

  @Test
  void the_picture_tells_how_the_screen_is_turned() {
    Size phone = new Size(1080, 2400);
    assertThat(phone.turnedLike(240, 533)).isEqualTo(phone);
    assertThat(phone.turnedLike(533, 240)).isEqualTo(new Size(2400, 1080));

    Size tablet = new Size(2000, 1200);
    assertThat(tablet.turnedLike(400, 240)).isEqualTo(tablet);
    assertThat(tablet.turnedLike(240, 400)).isEqualTo(new Size(1200, 2000));
  }
}
