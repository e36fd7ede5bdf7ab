package dev.drover.domain.script.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** How a text becomes a caption. */
class CaptionTest {
  @Test
  void a_caption_is_split_into_title_and_description() {
    assertThat(Caption.of("A {b|b} ## c ## d", new Random(1)))
        .isEqualTo(new Caption("A b", "c ## d"));
    assertThat(Caption.of("only this", new Random(1))).isEqualTo(new Caption("", "only this"));
    assertThat(Caption.of("title##", new Random(1))).isEqualTo(new Caption("title", ""));
    assertThat(Caption.of("", new Random(1))).isEqualTo(new Caption("", ""));
  }
}
