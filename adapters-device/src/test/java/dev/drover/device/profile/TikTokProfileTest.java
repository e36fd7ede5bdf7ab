package dev.drover.device.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.device.adb.AdbPhones;
import dev.drover.device.adb.PhoneSession;
import dev.drover.device.adb.SharedAdbKey;
import dev.drover.device.flow.PhoneBench;
import dev.drover.device.flow.PhoneMedia;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.ProfileReport.Finding;
import dev.drover.device.screen.Screen;
import dev.drover.device.screen.ScreenTest;
import dev.drover.domain.app.PackageName;
import dev.drover.domain.device.DeviceSerial;
import dev.drover.domain.material.MediaFile;
import dev.drover.domain.material.MediaType;
import dev.drover.virtualphone.VirtualPhone;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.config.Timing;
import dev.drover.virtualphone.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the shipped profile on every page of the virtual phone: no element may be missing or
 * ambiguous.
 */
class TikTokProfileTest {
  private static final PackageName APP = new PackageName("com.zhiliaoapp.musically");
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private Path home;
  private VirtualPhone phone;
  private AdbPhones phones;
  private PhoneSession session;
  private Screen screen;

  @BeforeEach
  void start() {
    phone =
        VirtualPhone.start(
            PhoneConfig.named("FIRST", "ann", "bob.two")
                .withTiming(Timing.USUAL.withUpload(Duration.ofSeconds(2))));
    phones = new AdbPhones(SharedAdbKey.into(home), "127.0.0.1", 1, Clock.systemUTC());
    phones.connect(phone.adbAddress());
    session = new PhoneSession(phones.phone(new DeviceSerial("FIRST")).orElseThrow(), () -> true);
    screen =
        new Screen(
            session,
            new AppProfiles(home, PhoneBench.APPS).profile("tiktok"),
            ScreenTest::pause,
            note -> {});
  }

  @AfterEach
  void stop() {
    session.close();
    phones.close();
    phone.close();
  }

  /** Waits for the page, and checks that nothing on it is ambiguous. */
  private void assertShows(String... elements) {
    screen.await(elements[0], SOON);
    for (String element : elements) {
      assertThat(screen.find(element)).as(element).isPresent();
    }
    assertThat(report(Optional.empty()).elements())
        .filteredOn(line -> line.finding() == Finding.AMBIGUOUS)
        .isEmpty();
  }

  private ProfileReport report(Optional<String> argument) {
    return ProfileReport.of(screen.profile(), screen.read(), argument, Set.of());
  }

  private void tap(String element) {
    screen.tap(screen.await(element, SOON));
  }

  private void link(String url) {
    assertThat(screen.apps().openLink("https://www.tiktok.com/" + url, APP)).isTrue();
  }

  @Test
  void the_feed_its_ads_and_its_live_previews() {
    screen.apps().launch(APP);
    assertShows(
        "feed.home_tab",
        "feed.friends_tab",
        "feed.create_tab",
        "feed.inbox_tab",
        "feed.profile_tab",
        "feed.following_title",
        "feed.for_you_title",
        "feed.search_button",
        "video.like_button",
        "video.comments_button",
        "video.favorite_button",
        "video.share_button",
        "video.follow_button",
        "video.author");
    assertThat(screen.find("video.liked_button")).isEmpty();
    tap("video.like_button");
    tap("video.favorite_button");
    assertShows("video.liked_button", "video.favorited_button");
    assertThat(screen.find("video.like_button")).isEmpty();

    assertThat(screen.scrollTo("video.sponsored", "", 12)).isPresent();
    assertThat(screen.scrollTo("video.live", "", 12)).isPresent();
    assertThat(screen.find("video.like_button")).isEmpty();
    assertThat(report(Optional.empty()).obstacles()).isEmpty();
  }

  @Test
  void a_video_and_its_comments() {
    link("@mila.cooks/video/7");
    assertShows("video.back_button", "video.like_button", "video.author");
    tap("video.comments_button");
    assertShows(
        "comments.title",
        "comments.close_button",
        "comments.field",
        "comments.emoji_button",
        "comments.photo_button");
    screen.type(screen.await("comments.field", SOON), "so good");
    assertShows("comments.send_button", "comments.field");
    tap("comments.send_button");
    assertThat(screen.findAllOn(screen.read(), "comments.text", "so good")).isNotEmpty();
    assertThat(screen.findAllOn(screen.read(), "comments.author", "ann")).hasSize(1);

    link("@mila.cooks/video/4050001");
    tap("video.comments_button");
    assertShows("comments.turned_off");
    link("@mila.cooks/video/4040001");
    assertShows("video.unavailable");
  }

  @Test
  void a_comment_that_the_platform_refuses() {
    phone.inject(Fault.of(Fault.Kind.REFUSE, "comment"));
    link("@mila.cooks/video/7");
    tap("video.comments_button");
    screen.type(screen.await("comments.field", SOON), "so good");
    tap("comments.send_button");

    assertShows("comments.not_posted");
  }

  @Test
  void search_and_its_results() {
    screen.apps().launch(APP);
    tap("feed.search_button");
    assertShows("search.field", "search.submit");
    screen.type(screen.await("search.field", SOON), "carla");
    screen.pressEnter();
    assertShows("search.top_tab", "search.videos_tab", "search.users_tab", "search.sounds_tab");
    tap("search.users_tab");
    assertThat(screen.await("search.user_row", "carla", SOON).text()).isEqualTo("carla");
    tap("search.videos_tab");
    screen.awaitGone("search.user_row", "carla", SOON);
    assertThat(screen.findAllOn(screen.read(), "search.video_cell", "")).hasSize(4);
    tap("search.sounds_tab");
    List<UiNode> rows = screen.findAllOn(screen.read(), "search.sound_rows", "");
    assertThat(rows).isNotEmpty();
    screen.tap(rows.getFirst());
    assertShows("sound.use_button");
  }

  @Test
  void a_search_that_finds_nothing() {
    screen.apps().launch(APP);
    tap("feed.search_button");
    screen.type(screen.await("search.field", SOON), "missing_one");
    screen.pressEnter();

    assertShows("search.no_results");
  }

  @Test
  void the_own_profile_and_its_accounts() {
    screen.apps().launch(APP);
    tap("feed.profile_tab");
    assertShows("profile.edit_button", "profile.account_name", "profile.own_username");
    assertThat(screen.await("profile.own_username", SOON).text()).isEqualTo("@ann");
    tap("profile.account_name");
    assertShows("account_sheet.title", "account_sheet.add_account");
    UiTree sheet = screen.read();
    assertThat(screen.findOn(sheet, "account_sheet.row", "ann").orElseThrow().selected()).isTrue();
    assertThat(screen.findOn(sheet, "account_sheet.row", "bob.two")).isPresent();
    assertThat(screen.findOn(sheet, "account_sheet.row", "carla")).isEmpty();
  }

  @Test
  void another_ones_profile() {
    link("@carla");
    assertShows("profile.follow_button");
    assertThat(screen.find("profile.username", "carla")).isPresent();
    tap("profile.follow_button");
    assertShows("profile.following_button");
    tap("profile.following_button");
    assertShows("profile.unfollow_confirm");
    link("@missing_one");
    assertShows("profile.not_found");
  }

  @Test
  void all_the_way_to_a_post() throws IOException {
    PhoneMedia media = new PhoneMedia(session, new DeviceSerial("FIRST"), 34, ScreenTest::pause);
    Path file = Files.write(home.resolve("clip"), new byte[2_000]);
    media.put(new MediaFile(file, "clip", MediaType.JPEG));
    media.put(new MediaFile(file, "clip", MediaType.MP4));
    media.allowTo(APP);

    screen.apps().launch(APP);
    tap("feed.create_tab");
    assertShows(
        "camera.upload_button", "camera.close_button", "camera.flip_button", "camera.add_sound");
    tap("camera.upload_button");
    assertShows(
        "gallery.all_tab",
        "gallery.videos_tab",
        "gallery.photos_tab",
        "gallery.select_multiple",
        "gallery.close_button",
        "gallery.grid");
    List<UiNode> cells = screen.findAllOn(screen.read(), "gallery.cell", "");
    assertThat(cells).hasSize(2);
    tap("gallery.select_multiple");
    cells.forEach(screen::tap);
    assertThat(screen.await("gallery.next_button", SOON).text()).isEqualTo("Next (2)");
    tap("gallery.next_button");

    assertShows(
        "edit.next_button",
        "edit.story_button",
        "edit.back_button",
        "edit.add_sound",
        "edit.volume_button");
    tap("edit.add_sound");
    assertShows(
        "sound_picker.recommended_tab",
        "sound_picker.favorites_tab",
        "sound_picker.search_button",
        "sound_picker.close_button",
        "sound_picker.list");
    List<UiNode> sounds = screen.findAllOn(screen.read(), "sound_picker.rows", "");
    assertThat(sounds).isNotEmpty();
    screen.tap(sounds.getFirst());
    assertShows("sound_picker.selected_row");
    String title = sounds.getFirst().children().getFirst().text();
    assertThat(screen.find("sound_picker.row", title)).isPresent();
    tap("sound_picker.search_button");
    screen.type(screen.await("sound_picker.search_field", SOON), "missing_one");
    screen.pressEnter();
    assertShows("sound_picker.no_results");
    tap("sound_picker.close_button");
    assertShows("edit.remove_sound", "edit.next_button");
    assertThat(screen.find("edit.sound_name", title)).isPresent();

    tap("edit.volume_button");
    assertShows("volume.original_bar", "volume.added_bar", "volume.done_button");
    screen.tapAt(screen.await("volume.added_bar", SOON), 0.2, 0.5);
    assertThat(screen.await("volume.added_bar", SOON).text()).isEqualTo("20");
    assertThat(screen.await("volume.original_bar", SOON).text()).isEqualTo("50");
    tap("volume.done_button");

    tap("edit.back_button");
    assertShows(
        "edit.discard_question",
        "edit.discard_button",
        "edit.save_draft_button",
        "edit.keep_editing_button");
    tap("edit.keep_editing_button");
    tap("edit.next_button");

    assertShows(
        "post.post_button",
        "post.drafts_button",
        "post.title_field",
        "post.description_field",
        "post.add_link",
        "post.everyone_can_view");
    screen.type(screen.await("post.title_field", SOON), "Lunch");
    screen.type(screen.await("post.description_field", SOON), "at home #food");
    screen.hideKeyboard();
    tap("post.add_link");
    tap("post.product_option");
    screen.awaitGone("post.product_option", "", SOON);
    List<UiNode> products = screen.findAllOn(screen.read(), "post.product_add_button", "");
    assertThat(products).isNotEmpty();
    screen.tap(products.getFirst());
    assertShows("post.linked_product", "post.post_button");
    tap("post.post_button");
    assertShows("upload.progress");
    assertThat(screen.await("upload.done", SOON).text()).contains("posted");
  }

  @Test
  void an_upload_that_fails() throws IOException {
    phone.inject(Fault.of(Fault.Kind.REFUSE, "post"));
    PhoneMedia media = new PhoneMedia(session, new DeviceSerial("FIRST"), 34, ScreenTest::pause);
    PhoneMedia.Stored stored =
        media.put(
            new MediaFile(
                Files.write(home.resolve("clip"), new byte[2_000]), "clip", MediaType.MP4));

    assertThat(screen.apps().share(stored.contentUri(), "video/mp4", APP)).isTrue();
    tap("edit.next_button");
    tap("post.post_button");

    assertShows("upload.failed");
  }

  @Test
  void a_sounds_page_by_its_link() {
    link("music/morning-coffee-6900000000000000001");

    assertThat(screen.await("sound.use_button", SOON).type()).endsWith("Button");
  }
}
