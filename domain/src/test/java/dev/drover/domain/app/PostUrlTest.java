package dev.drover.domain.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of posts. */
class PostUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://www.tiktok.com/@ann/video/7123, TIKTOK, https://www.tiktok.com/@ann/video/7123",
    "tiktok.com/@ann/video/7123?lang=en#x, TIKTOK, https://tiktok.com/@ann/video/7123",
    "http://VM.TikTok.com/ZMabc/, TIKTOK, https://vm.tiktok.com/ZMabc/",
    "https://www.tiktok.com/@ann/photo/7123, TIKTOK, https://www.tiktok.com/@ann/photo/7123",
    "https://www.instagram.com/p/Cabc-_1/, INSTAGRAM, https://www.instagram.com/p/Cabc-_1/",
    "instagram.com/reel/Cabc, INSTAGRAM, https://instagram.com/reel/Cabc",
  })
  void the_address_of_a_post_says_its_platform(String text, Platform platform, String value) {
    PostUrl url = PostUrl.parse(" " + text + " ");

    assertThat(url.platform()).isEqualTo(platform);
    assertThat(url.value()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://",
        "https://evil.example/@a/video/1",
        "https://tiktok.com.evil.example/@a/video/1",
        "https://tiktok.com/@a",
        "https://www.tiktok.com/@a/video/x",
        "https://user@tiktok.com/@a/video/1",
        "https://www.tiktok.com:8080/@a/video/1",
        "ftp://www.tiktok.com/@a/video/1",
        "https://www.instagram.com/ann",
        "https://www.tiktok.com/@a/video/1';reboot",
        "https://www.tiktok.com/@a/video/1 && reboot",
      })
  void what_is_no_posts_address_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PostUrl.parse(text))
        .withMessageContaining("tiktok.com/@user/video/N");
  }
}
