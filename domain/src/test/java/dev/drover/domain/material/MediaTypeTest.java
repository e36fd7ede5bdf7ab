package dev.drover.domain.material;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {

  private static byte[] hex(String text) {
    return HexFormat.ofDelimiter(" ").parseHex(text);
  }

  @Test
  void a_file_is_told_by_its_first_bytes() {
    assertThat(MediaType.ofContent(hex("00 00 00 18 66 74 79 70 6d 70 34 32")))
        .contains(MediaType.MP4);
    assertThat(MediaType.ofContent(hex("ff d8 ff e0 00 10 4a 46 49 46 00 01")))
        .contains(MediaType.JPEG);
    assertThat(MediaType.ofContent(hex("89 50 4e 47 0d 0a 1a 0a 00 00 00 0d")))
        .contains(MediaType.PNG);
  }

  @Test
  void anything_else_is_none_of_them() {
    assertThat(MediaType.ofContent(new byte[0])).isEmpty();
    assertThat(MediaType.ofContent("#!/bin/sh\nreboot".getBytes(StandardCharsets.US_ASCII)))
        .isEmpty();
    assertThat(MediaType.ofContent("GIF89a......".getBytes(StandardCharsets.US_ASCII))).isEmpty();
    assertThat(MediaType.ofContent(hex("00 00 00 18 66 74 79"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"heic", "mif1", "avif", "M4A ", "qt  "})
  void a_picture_or_a_sound_in_the_box_of_a_video_is_no_video(String brand) {
    byte[] head = ("\0\0\0\u0018ftyp" + brand).getBytes(StandardCharsets.US_ASCII);

    assertThat(MediaType.ofContent(head)).isEmpty();
  }

  @Property
  void no_bytes_are_too_strange(@ForAll byte[] head) {
    assertThat(MediaType.ofContent(head))
        .satisfiesAnyOf(
            type -> assertThat(type).isEmpty(), type -> assertThat(head.length).isPositive());
  }
}
