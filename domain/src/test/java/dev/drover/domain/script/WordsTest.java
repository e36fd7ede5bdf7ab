package dev.drover.domain.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.drover.domain.app.Platform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Captions, comments, emoji, addresses of posts, secrets. */
class WordsTest {

  @Test
  void a_caption_is_split_into_title_and_description() {
    assertThat(Caption.of("A {b|b} ## c ## d", new Random(1)))
        .isEqualTo(new Caption("A b", "c ## d"));
    assertThat(Caption.of("only this", new Random(1))).isEqualTo(new Caption("", "only this"));
    assertThat(Caption.of("title##", new Random(1))).isEqualTo(new Caption("title", ""));
    assertThat(Caption.of("", new Random(1))).isEqualTo(new Caption("", ""));
  }

  @Property
  void in_sequence_task_k_takes_line_k_modulo_their_count(
      @ForAll @IntRange(min = 1, max = 20) int lines, @ForAll @IntRange(max = 9_999) int number) {
    List<String> comments = IntStream.range(0, lines).mapToObj(i -> "line " + i).toList();

    String picked =
        new CommentPicker(comments, CommentOrder.SEQUENTIAL, false).pick(number, new Random(1));

    assertThat(picked).isEqualTo("line " + number % lines);
  }

  @Test
  void at_random_every_line_is_taken_sooner_or_later() {
    CommentPicker picker = new CommentPicker(List.of("a", "b", "c"), CommentOrder.RANDOM, false);
    Random random = new Random(7);

    assertThat(IntStream.range(0, 200).mapToObj(i -> picker.pick(0, random)).distinct())
        .containsExactlyInAnyOrder("a", "b", "c");
  }

  @Provide
  Arbitrary<String> sentences() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .ofMinLength(1)
        .ofMaxLength(8)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(words -> String.join(" ", words));
  }

  @Property
  void an_emoji_is_added_and_no_word_is_lost(@ForAll("sentences") String text, @ForAll long seed) {
    List<String> words =
        new ArrayList<>(Arrays.asList(Emoji.insert(text, new Random(seed)).split(" ")));

    assertThat(words.removeIf(Emoji.CHOICE::contains)).isTrue();
    assertThat(String.join(" ", words)).isEqualTo(text);
  }

  @Test
  void every_emoji_is_one_code_point() {
    assertThat(Emoji.CHOICE).allMatch(emoji -> emoji.codePointCount(0, emoji.length()) == 1);
    assertThat(Emoji.CHOICE).doesNotHaveDuplicates();
  }

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

  @Test
  void a_secret_does_not_print() {
    assertThat(new Secret("sk-123").toString()).doesNotContain("sk-123");
    assertThat(
            new CommentGeneration(
                    new Secret("sk-123"),
                    CommentGeneration.DEFAULT_MODEL,
                    "",
                    100,
                    0.7,
                    CommentGeneration.DEFAULT_BASE_URL)
                .toString())
        .doesNotContain("sk-123");
  }
}
