package dev.drover.virtualphone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drover.virtualphone.app.Effect;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests the feed, videos and comments by what the screen shows. */
class VideoAndCommentTest {
  private static final String VIDEO = "https://www.tiktok.com/@ann/video/7300000000000000001";

  private final PhoneInHand phone = PhoneInHand.withAccounts("me", "other");

  @Test
  void a_video_is_liked_collected_and_its_author_followed() {
    phone.open(VIDEO);
    phone.tap("Like video. 1,204 likes");
    phone.tap("Add or remove this video from Favorites.");
    phone.tap("Follow ann");

    assertThat(phone.words())
        .contains("Video liked. 1,205 likes", "\u200e@ann")
        .doesNotContain("Follow ann");
    assertThat(phone.find("Add or remove this video from Favorites.").selected()).isTrue();
    assertThat(phone.effects())
        .extracting(Effect::kind, Effect::account, Effect::target)
        .containsExactly(
            tuple("like", "me", "7300000000000000001"),
            tuple("collect", "me", "7300000000000000001"),
            tuple("follow", "me", "ann"));
  }

  @Test
  void a_like_is_taken_back_by_a_second_tap() {
    phone.open(VIDEO);
    phone.tap("Like video. 1,204 likes");
    phone.tap("Video liked. 1,205 likes");

    assertThat(phone.words()).contains("Like video. 1,204 likes");
    assertThat(phone.effects()).extracting(Effect::kind).containsExactly("like", "unlike");
  }

  @Test
  void swiping_leads_through_the_feed_and_back() {
    phone.launch();
    String first = phone.phone().screen().describe();
    phone.swipeUp();
    String second = phone.phone().screen().describe();
    phone.swipeDown();

    assertThat(second).isNotEqualTo(first);
    assertThat(phone.phone().screen().describe()).isEqualTo(first);
  }

  @Test
  void ads_and_live_previews_stand_at_fixed_places_of_the_feed() {
    phone.launch();
    for (int i = 0; i < 3; i++) {
      phone.swipeUp();
    }
    assertThat(phone.words()).contains("Sponsored");
    for (int i = 0; i < 3; i++) {
      phone.swipeUp();
    }
    assertThat(phone.words())
        .contains("LIVE now", "Tap to watch LIVE")
        .noneMatch(words -> words.startsWith("Like video"))
        .noneMatch(words -> words.startsWith("Read or add comments"));
  }

  @Test
  void a_video_that_is_gone_says_so() {
    phone.open("https://www.tiktok.com/@ann/video/4040000000000000001");

    assertThat(phone.words()).contains("Video currently unavailable", "Back");
  }

  @Test
  void comments_that_are_off_take_no_comment() {
    phone.open("https://www.tiktok.com/@ann/video/4050000000000000001");
    phone.tap("Read or add comments. 87 comments");

    assertThat(phone.words()).contains("Comments are turned off").doesNotContain("Add comment...");
  }

  @Test
  void a_comment_stands_first_afterwards_under_the_own_name() {
    phone.open("https://vm.tiktok.com/ZMabc123/");
    phone.tap("Read or add comments. 87 comments");
    phone.tap("Add comment...");
    assertThat(phone.sh("dumpsys input_method").output()).contains("mInputShown=true");
    phone.type("Lovely, isn't it?");
    phone.tap("Post comment");

    List<String> words = phone.words();
    assertThat(words).contains("88 comments", "Add comment...").doesNotContain("Post comment");
    assertThat(words.indexOf("me")).isPositive().isLessThan(words.indexOf("lena_k"));
    assertThat(words.get(words.indexOf("me") + 1)).isEqualTo("Lovely, isn't it?");
    assertThat(phone.effects())
        .extracting(Effect::kind, Effect::target, Effect::text)
        .containsExactly(tuple("comment", "https://vm.tiktok.com/ZMabc123/", "Lovely, isn't it?"));
    assertThat(phone.effects().getFirst().details()).containsEntry("photo", false);
  }

  @Test
  void a_comment_can_have_a_photo() {
    phone.addMedia("/sdcard/Pictures/Drover/cat.jpg", "a cat");
    phone.addMedia("/sdcard/Movies/Drover/clip.mp4", "no photo");
    phone.open(VIDEO);
    phone.tap("Read or add comments. 87 comments");
    phone.tap("Insert photo");
    phone.tap(phone.find(seen -> seen.is("ViewGroup") && seen.clickable(), "a picture"));
    assertThat(phone.words()).contains("Remove photo");
    phone.tap("Post comment");

    assertThat(phone.effects()).hasSize(1);
    assertThat(phone.effects().getFirst().target()).isEqualTo(VIDEO);
    assertThat(phone.effects().getFirst().details())
        .containsEntry("photo", true)
        .containsEntry("photo_name", "cat.jpg");
  }

  @Test
  void back_hides_the_keyboard_first_then_closes_the_sheet() {
    phone.open(VIDEO);
    phone.tap("Read or add comments. 87 comments");
    phone.tap("Add comment...");
    phone.key(4);
    assertThat(phone.sh("dumpsys input_method").output()).contains("mInputShown=false");
    assertThat(phone.words()).contains("Add comment...");
    phone.key(4);

    assertThat(phone.words()).doesNotContain("Add comment...");
  }

  @Test
  void a_tap_on_the_keyboard_reaches_nothing_below_it() {
    phone.open("https://www.tiktok.com/@ann");
    phone.launch();
    phone.key(4);
    phone.tap("Search");
    phone.tap(108, 2328);

    assertThat(phone.phone().screen().describe()).contains("search");
  }
}
