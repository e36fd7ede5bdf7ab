package dev.drover.device.flow.like;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.device.flow.PhoneBench;
import dev.drover.device.flow.PhoneBench.Setup;
import dev.drover.device.flow.QuickWaits;
import dev.drover.device.flow.like.OpenedPost.Heart;
import dev.drover.device.hierarchy.HierarchyParser;
import dev.drover.device.hierarchy.HierarchyUnreadable;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.domain.account.Username;
import dev.drover.domain.app.Platform;
import dev.drover.testkit.SettableClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Tests whose heart it is, on screens that were made for this test. They are 1000 by 2000 pixels.
 */
@Execution(ExecutionMode.CONCURRENT)
class OpenedPostTest {
  private static final String FIRST_AUTHOR =
      node("Button", "[100,200][500,240]", "text=\"mila.cooks\"", "row_feed_photo_profile_name");
  private static final String NEXT_AUTHOR =
      node("Button", "[100,1000][500,1040]", "text=\"trailrunner\"", "row_feed_photo_profile_name");

  @TempDir private Path home;

  private static String node(String type, String bounds, String attributes, String id) {
    return "<node class=\"android.widget.%s\" bounds=\"%s\" clickable=\"true\" %s resource-id=\"%s\"/>"
        .formatted(type, bounds, attributes, id.isEmpty() ? "" : "com.instagram.android:id/" + id);
  }

  private static String buttons(int top, boolean liked) {
    String selected = " selected=\"" + liked + "\"";
    return node(
            "Button",
            "[30,%d][120,%d]".formatted(top, top + 100),
            "content-desc=\"" + (liked ? "Unlike" : "Like") + "\"" + selected,
            "row_feed_button_like")
        + node(
            "Button",
            "[150,%d][240,%d]".formatted(top, top + 100),
            "content-desc=\"Comment\"",
            "row_feed_button_comment");
  }

  private static UiTree screen(String... nodes) {
    try {
      return new HierarchyParser()
          .parse(
              "<hierarchy><node class=\"android.widget.FrameLayout\" bounds=\"[0,0][1000,2000]\">"
                  + String.join("", nodes)
                  + "</node></hierarchy>");
    } catch (HierarchyUnreadable mistaken) {
      throw new IllegalArgumentException(mistaken);
    }
  }

  private Optional<Heart> heart(Platform platform, UiTree page) {
    try (PhoneBench bench = PhoneBench.of(home, Setup.of(platform))) {
      return bench.onScreen(
          new QuickWaits(new SettableClock(Instant.EPOCH)),
          context -> OpenedPost.heartOn(page, context.screen()));
    }
  }

  @Test
  void of_two_posts_the_heart_of_the_upper_one_counts_liked_or_not() {
    Heart liked =
        heart(
                Platform.INSTAGRAM,
                screen(FIRST_AUTHOR, buttons(800, true), NEXT_AUTHOR, buttons(1700, false)))
            .orElseThrow();
    assertThat(liked.liked()).isTrue();
    assertThat(liked.button().bounds().top()).isEqualTo(800);

    Heart unliked =
        heart(
                Platform.INSTAGRAM,
                screen(FIRST_AUTHOR, buttons(800, false), NEXT_AUTHOR, buttons(1700, true)))
            .orElseThrow();
    assertThat(unliked.liked()).isFalse();
    assertThat(unliked.button().bounds().top()).isEqualTo(800);
  }

  @Test
  void a_short_post_counts_before_a_long_one_below_it() {
    Heart heart =
        heart(
                Platform.INSTAGRAM,
                screen(
                    FIRST_AUTHOR,
                    buttons(500, false),
                    NEXT_AUTHOR.replace("1000", "650").replace("1040", "690"),
                    buttons(1700, true)))
            .orElseThrow();

    assertThat(heart.liked()).isFalse();
    assertThat(heart.button().bounds().top()).isEqualTo(500);
  }

  @Test
  void a_heart_whose_author_is_scrolled_away_is_not_taken() {
    assertThat(heart(Platform.INSTAGRAM, screen(buttons(300, false), NEXT_AUTHOR))).isEmpty();
  }

  @Test
  void the_heart_of_a_comment_is_not_taken() {
    String ofComment =
        node("ImageView", "[900,1000][950,1050]", "content-desc=\"Like\" selected=\"false\"", "");

    assertThat(
            heart(
                Platform.INSTAGRAM,
                screen(
                    FIRST_AUTHOR,
                    node(
                        "Button",
                        "[150,800][240,900]",
                        "content-desc=\"Comment\"",
                        "row_feed_button_comment"),
                    ofComment)))
        .isEmpty();
  }

  @Test
  void a_heart_is_liked_as_any_part_of_its_control_says() {
    String around =
        "<node class=\"android.widget.FrameLayout\" bounds=\"[850,1000][980,1130]\" clickable=\"true\""
            + " checked=\"true\"><node class=\"android.widget.ImageView\""
            + " bounds=\"[850,1000][980,1130]\" content-desc=\"Like video. 1,204 likes\"/></node>";
    String comments =
        node("ImageView", "[850,1200][980,1330]", "content-desc=\"Read or add comments. 7\"", "");

    Heart checked = heart(Platform.TIKTOK, screen(around, comments)).orElseThrow();
    assertThat(checked.liked()).isTrue();
    assertThat(checked.likes()).isEqualTo(OptionalLong.of(1204));
    Heart plain =
        heart(Platform.TIKTOK, screen(around.replace("checked=\"true\"", ""), comments))
            .orElseThrow();
    assertThat(plain.liked()).isFalse();
  }

  @Test
  void a_rounded_number_of_likes_tells_nothing() {
    String heart =
        node("ImageView", "[850,1000][980,1130]", "content-desc=\"Like video. 1.2M likes\"", "");

    assertThat(heart(Platform.TIKTOK, screen(heart)).orElseThrow().likes()).isEmpty();
  }

  @Test
  void another_authors_handle_shows_that_it_is_another_post() {
    Optional<Username> wanted = Optional.of(new Username("Mila.Cooks"));

    assertThat(OpenedPost.isAnother("@trailrunner", wanted)).isTrue();
    assertThat(OpenedPost.isAnother("@mila.cooks", wanted)).isFalse();
    assertThat(OpenedPost.isAnother("Mila cooks for you", wanted))
        .as("a display name tells nothing")
        .isFalse();
    assertThat(OpenedPost.isAnother("@trailrunner", Optional.empty())).isFalse();
  }
}
