package dev.drover.virtualphone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.drover.virtualphone.PhoneInHand.Seen;
import dev.drover.virtualphone.app.Effect;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests the ways to create a post by what the screen shows. */
class ComposerTest {
  private static final String MEDIA = "content://media/external/";

  private final PhoneInHand phone = PhoneInHand.withAccounts("me", "other");

  private void share(String path) {
    String row =
        phone.sh("content query --uri " + MEDIA + "video/media --projection _id:_data").output();
    assertThat(row).contains("_data=" + path.replace("/sdcard", "/storage/emulated/0"));
    String id = row.replaceFirst("(?s).*_id=(\\d+), .*", "$1");
    assertThat(
            phone
                .sh(
                    "am start -a android.intent.action.SEND -t video/mp4 --eu"
                        + " android.intent.extra.STREAM "
                        + MEDIA
                        + "video/media/"
                        + id
                        + " --grant-read-uri-permission -p "
                        + PhoneInHand.APP)
                .exit())
        .isZero();
  }

  @Test
  void a_shared_video_is_posted_with_title_description_sound_volumes_and_product() {
    phone.addMedia("/sdcard/Movies/Drover/film.mp4", "film");
    share("/sdcard/Movies/Drover/film.mp4");
    phone.tap("Add sound");
    phone.tap("Slow River");
    assertThat(
            phone
                .find(seen -> seen.is("ViewGroup") && seen.selected(), "the chosen sound")
                .clickable())
        .isTrue();
    phone.tap("Close");
    assertThat(phone.words()).contains("Slow River", "Remove sound").doesNotContain("Add sound");
    phone.tap("Volume");
    setVolumes(20, 75);
    phone.tap("Done");
    phone.tap("Next");
    phone.useAdbKeyboard();
    phone.tap("Add a catchy title");
    phone.typeByBroadcast("Früh am Morgen ☀");
    phone.tap("Writing a long description can help get 3x more views on average.");
    phone.typeByBroadcast("Zeile eins\nzwei #see");
    phone.key(111);
    phone.tap("Add link");
    phone.tap("Product");
    phone.tap("Add");
    assertThat(phone.words()).contains("Product: Desk lamp", "Früh am Morgen ☀");
    phone.tap("Post");

    assertThat(phone.words()).contains("Uploading 0%", "For You");
    assertThat(phone.effects()).isEmpty();
    phone.waitFor(Duration.ofMillis(1_500));
    assertThat(phone.words()).contains("Uploading 50%");
    assertThat(phone.effects()).isEmpty();
    phone.waitFor(Duration.ofMillis(1_500));
    assertThat(phone.words()).contains("Your video is posted");
    Effect post = phone.effects().getFirst();
    assertThat(phone.effects()).hasSize(1);
    assertThat(post.kind()).isEqualTo("post");
    assertThat(post.account()).isEqualTo("me");
    assertThat(post.target()).startsWith("https://www.tiktok.com/@me/video/");
    assertThat(post.text()).isEqualTo("Früh am Morgen ☀\nZeile eins\nzwei #see");
    assertThat(post.details())
        .contains(
            entry("via", "share"),
            entry("title", "Früh am Morgen ☀"),
            entry("description", "Zeile eins\nzwei #see"),
            entry("sound", "Slow River"),
            entry("original_volume", 20),
            entry("added_volume", 75),
            entry("product", "Desk lamp"));
    assertThat(post.details().get("media"))
        .isEqualTo(
            List.of(
                Map.of(
                    "name",
                    "film.mp4",
                    "path",
                    "/storage/emulated/0/Movies/Drover/film.mp4",
                    "sha256",
                    sha256("film"))));
    phone.waitFor(Duration.ofSeconds(5));
    assertThat(phone.words()).doesNotContain("Your video is posted");
    phone.tap("Profile");
    assertThat(phone.words()).contains("Video, 0 views");
  }

  private static String sha256(String content) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(content.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void setVolumes(int original, int added) {
    List<Seen> bars = phone.look().stream().filter(seen -> seen.is("SeekBar")).toList();
    assertThat(bars).extracting(Seen::text).containsExactly("50", "50");
    set(bars.getFirst(), original);
    set(bars.getLast(), added);
    assertThat(phone.look().stream().filter(seen -> seen.is("SeekBar")))
        .extracting(Seen::text)
        .containsExactly(Integer.toString(original), Integer.toString(added));
  }

  private void set(Seen bar, int percent) {
    int x = bar.left() + Math.round((bar.right() - bar.left()) * percent / 100f);
    phone.tap(x, (bar.top() + bar.bottom()) / 2);
  }

  @Test
  void pictures_are_chosen_in_order_in_the_gallery_of_the_camera() {
    for (int i = 1; i <= 3; i++) {
      phone.addMedia("/sdcard/Pictures/Drover/p" + i + ".jpg", "picture " + i);
    }
    phone.launch();
    phone.tap("Create");
    assertThat(phone.words()).contains("Close", "Flip", "Add sound", "Upload");
    phone.tap("Upload");
    phone.tap("Photos");
    phone.tap("Select multiple");
    List<Seen> cells =
        phone.look().stream().filter(seen -> seen.is("ViewGroup") && seen.clickable()).toList();
    assertThat(cells).hasSize(3);
    phone.tap(cells.get(2));
    phone.tap(cells.get(0));
    assertThat(phone.words()).contains("1", "2", "Next (2)");
    phone.tap("Next (2)");
    phone.tap("Next");
    phone.tap("Post");
    phone.waitFor(Duration.ofSeconds(3));

    assertThat(phone.words()).contains("Your photos are posted");
    assertThat(phone.effects().getFirst().details())
        .contains(
            entry("via", "camera"),
            entry("media", List.of(media("p1.jpg", "picture 1"), media("p3.jpg", "picture 3"))));
    phone.tap("Profile");
    assertThat(phone.words()).contains("Photo post, 0 views");
  }

  private static Map<String, String> media(String name, String content) {
    return Map.of(
        "name",
        name,
        "path",
        "/storage/emulated/0/Pictures/Drover/" + name,
        "sha256",
        sha256(content));
  }

  @Test
  void several_pictures_can_be_shared_at_once() {
    phone.addMedia("/sdcard/Pictures/Drover/a.jpg", "a");
    phone.addMedia("/sdcard/Pictures/Drover/b.jpg", "b");
    phone.sh(
        "am start -a android.intent.action.SEND_MULTIPLE -t 'image/*' --eual"
            + " android.intent.extra.STREAM "
            + MEDIA
            + "images/media/32,"
            + MEDIA
            + "images/media/31 --grant-read-uri-permission -p "
            + PhoneInHand.APP);
    phone.tap("Next");
    phone.tap("Post");
    phone.waitFor(Duration.ofSeconds(3));

    assertThat(phone.effects().getFirst().details().get("media"))
        .isEqualTo(List.of(media("b.jpg", "b"), media("a.jpg", "a")));
  }

  @Test
  void the_gallery_shows_the_newest_first_by_the_files_time() {
    phone.addMedia("/sdcard/Movies/new.mp4", "new");
    phone.addMedia("/sdcard/Movies/old.mp4", "old");
    phone.sh("touch -d @1000000000 /sdcard/Movies/old.mp4");
    phone.sh(
        "content call --uri content://media --method scan_file --arg"
            + " /storage/emulated/0/Movies/old.mp4");
    phone.waitFor(Duration.ofSeconds(1));
    phone.launch();
    phone.tap("Create");
    phone.tap("Upload");
    assertThat(phone.words()).contains("00:07");
    phone.tap(
        phone.look().stream()
            .filter(seen -> seen.is("ViewGroup") && seen.clickable())
            .findFirst()
            .orElseThrow());
    phone.tap("Next");
    phone.tap("Next");
    phone.tap("Post");
    phone.waitFor(Duration.ofSeconds(3));

    assertThat(phone.effects().getFirst().details().get("media")).asString().contains("new.mp4");
  }

  @Test
  void a_sound_has_a_page_that_leads_to_the_camera_with_it() {
    phone.addMedia("/sdcard/Movies/film.mp4", "film");
    phone.open("https://www.tiktok.com/music/Night-Drive-7212345678901234567");
    assertThat(phone.words()).contains("Night Drive");
    phone.tap("Use this sound");
    assertThat(phone.words()).contains("Night Drive", "Upload").doesNotContain("Add sound");
    phone.tap("Upload");
    phone.tap("00:07");
    phone.tap("Next");
    assertThat(phone.words()).contains("Night Drive", "Remove sound");
    phone.tap("Next");
    phone.tap("Post");
    phone.waitFor(Duration.ofSeconds(3));

    assertThat(phone.effects().getFirst().details())
        .contains(entry("via", "sound"), entry("sound", "Night Drive"));
  }

  @Test
  void a_sound_is_found_by_search_in_the_picker_and_can_be_removed() {
    phone.addMedia("/sdcard/Movies/film.mp4", "film");
    share("/sdcard/Movies/film.mp4");
    phone.tap("Add sound");
    phone.tap("Search sounds");
    phone.type("rain");
    phone.key(66);
    phone.tap("rain (sped up)");
    phone.tap(540, 300);
    assertThat(phone.words()).contains("rain (sped up)");
    phone.tap("Remove sound");

    assertThat(phone.words()).contains("Add sound").doesNotContain("Remove sound");
  }

  @Test
  void leaving_the_edit_page_asks_and_a_draft_is_kept() {
    phone.addMedia("/sdcard/Movies/film.mp4", "film");
    share("/sdcard/Movies/film.mp4");
    phone.key(4);
    assertThat(phone.words()).contains("Discard edits?", "Discard", "Keep editing");
    phone.tap("Keep editing");
    phone.tap("Back");
    phone.tap("Save draft");
    phone.tap("Profile");
    assertThat(phone.words()).contains("Drafts: 1");
    phone.tap("Drafts: 1");
    phone.tap("Next");
    phone.tap("Drafts");
    phone.tap("Profile");

    assertThat(phone.words()).contains("Drafts: 1");
    assertThat(phone.effects()).isEmpty();
  }

  @Test
  void the_keyboard_covers_the_post_button_until_it_is_hidden() {
    phone.addMedia("/sdcard/Movies/film.mp4", "film");
    share("/sdcard/Movies/film.mp4");
    phone.tap("Next");
    phone.tap("Add a catchy title");
    phone.type("Hello");
    phone.tap("Post");
    assertThat(phone.phone().screen().describe()).contains("post page");
    phone.key(111);
    phone.tap("Post");

    assertThat(phone.words()).contains("Uploading 0%");
  }

  @Test
  void an_app_that_is_ended_posts_nothing_and_keeps_a_draft() {
    phone.addMedia("/sdcard/Movies/film.mp4", "film");
    share("/sdcard/Movies/film.mp4");
    phone.tap("Next");
    phone.tap("Post");
    phone.sh("am force-stop " + PhoneInHand.APP);
    phone.waitFor(Duration.ofSeconds(10));

    assertThat(phone.effects()).extracting(Effect::kind).containsExactly("abandon");
    phone.launch();
    phone.tap("Profile");
    assertThat(phone.words()).contains("Drafts: 1");
  }

  @Test
  void an_upload_ends_at_its_time_whenever_one_looks() {
    phone.addMedia("/sdcard/Movies/film.mp4", "film");
    share("/sdcard/Movies/film.mp4");
    phone.tap("Next");
    Instant before = phone.phone().now();
    phone.tap("Post");
    phone.key(3);
    phone.waitFor(Duration.ofMinutes(1));

    assertThat(phone.effects().getFirst().at()).isEqualTo(before.plusSeconds(3));
  }

  @Test
  void what_the_gallery_does_not_know_can_not_be_shared() {
    phone.sh(
        "am start -a android.intent.action.SEND -t video/mp4 --eu android.intent.extra.STREAM "
            + MEDIA
            + "video/media/99 -p "
            + PhoneInHand.APP);

    assertThat(phone.words()).contains("Couldn't load this file. Try another one.");
  }

  @Test
  void an_app_without_the_right_asks_for_the_gallery() {
    phone.addMedia("/sdcard/Movies/film.mp4", "film");
    phone.sh("pm revoke " + PhoneInHand.APP + " android.permission.READ_MEDIA_VIDEO");
    phone.launch();
    phone.tap("Create");
    phone.tap("Upload");
    assertThat(phone.sh("dumpsys window displays").output())
        .contains("com.android.permissioncontroller/");
    phone.tap(
        phone.find(
            seen -> seen.id().equals("com.android.permissioncontroller:id/permission_allow_button"),
            "the button"));

    assertThat(phone.words()).contains("00:07");
  }
}
