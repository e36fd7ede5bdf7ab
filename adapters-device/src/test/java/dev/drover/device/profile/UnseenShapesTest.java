package dev.drover.device.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.device.flow.PhoneBench;
import dev.drover.device.hierarchy.HierarchyParser;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the shipped profiles on shapes of screens that the virtual phone does not have. */
@DisplayName("On shapes that the virtual phone does not have the shipped profiles")
class UnseenShapesTest {
  private static final String BUTTON = "class=\"android.widget.Button\" clickable=\"true\" ";

  @TempDir private Path home;

  private AppProfile profile(String name, String locale) {
    return new AppProfiles(home, PhoneBench.APPS).profile(name).inLanguage(locale).orElseThrow();
  }

  private static UiTree screen(String... nodes) throws Exception {
    return new HierarchyParser()
        .parse(
            "<hierarchy>"
                + at(0, 0, 1080, 2400, "class=\"android.widget.FrameLayout\"", nodes)
                + "</hierarchy>");
  }

  private static String at(
      int left, int top, int right, int bottom, String attributes, String... children) {
    return "<node package=\"com.example.app\" bounds=\"[%d,%d][%d,%d]\" %s>%s</node>"
        .formatted(left, top, right, bottom, attributes, String.join("", children));
  }

  private static String list(String... rows) {
    return at(
        0,
        100,
        1080,
        2250,
        "class=\"androidx.recyclerview.widget.RecyclerView\" scrollable=\"true\"",
        rows);
  }

  /** The buttons of a post without ids, with the counts beside them. */
  private static String countedButtons(int top) {
    return at(
        0,
        top,
        1080,
        top + 120,
        "class=\"android.view.ViewGroup\"",
        at(30, top, 100, top + 120, BUTTON + "content-desc=\"Like\""),
        at(110, top, 170, top + 120, BUTTON + "text=\"64\""),
        at(200, top, 270, top + 120, BUTTON + "content-desc=\"Comment\""),
        at(280, top, 360, top + 120, BUTTON + "text=\"731\""));
  }

  private static List<UiNode> found(AppProfile profile, String element, UiTree screen) {
    return profile.findAll(screen, element, "").map(Selector.Match::nodes).orElse(List.of());
  }

  @Test
  void take_no_count_beside_a_button_for_an_author() throws Exception {
    AppProfile profile = profile("instagram", "en-US");
    UiTree screen =
        screen(
            list(
                at(0, 600, 1080, 730, "class=\"android.view.ViewGroup\""),
                at(0, 730, 1080, 2000, "class=\"android.widget.FrameLayout\""),
                countedButtons(2000)));

    assertThat(found(profile, "video.like_button", screen)).hasSize(1);
    assertThat(found(profile, "video.author", screen)).isEmpty();
    assertThat(found(profile, "video.post_head", screen)).isEmpty();
  }

  @Test
  void cut_no_post_at_a_count_beside_a_button() throws Exception {
    AppProfile profile = profile("instagram", "en-US");
    UiTree screen =
        screen(
            list(
                at(
                    0,
                    200,
                    1080,
                    330,
                    "class=\"android.view.ViewGroup\"",
                    at(130, 210, 900, 280, BUTTON + "text=\"olive.press\"")),
                at(0, 330, 1080, 1700, "class=\"android.widget.FrameLayout\""),
                countedButtons(1700)));

    assertThat(found(profile, "video.author", screen))
        .extracting(UiNode::text)
        .containsExactly("olive.press");
    assertThat(found(profile, "video.like_button", screen)).hasSize(1);
    assertThat(found(profile, "video.comments_button", screen)).hasSize(1);
  }

  @Test
  void count_a_post_of_several_videos() throws Exception {
    AppProfile profile = profile("instagram", "es");
    UiTree screen =
        screen(
            at(300, 400, 480, 450, "class=\"android.widget.TextView\" text=\"seguidores\""),
            list(
                at(0, 1100, 358, 1580, BUTTON + "content-desc=\"2 videos de Olivo, columna 1\""),
                at(361, 1100, 719, 1580, BUTTON + "content-desc=\"Foto de Olivo, columna 2\"")));

    assertThat(found(profile, "profile.post_cell", screen)).hasSize(2);
  }

  @Test
  void take_no_edit_button_for_the_way_to_the_accounts() throws Exception {
    AppProfile profile = profile("tiktok", "en-US");
    String edit = at(650, 430, 780, 500, BUTTON + "text=\"Edit\"");
    String username = at(340, 505, 740, 545, BUTTON + "text=\"@a_rather_long_name\"");
    String name = at(360, 430, 640, 500, BUTTON + "text=\"Olive\"");

    assertThat(found(profile, "profile.account_name", screen(edit, username))).isEmpty();
    assertThat(found(profile, "profile.account_name", screen(name, edit, username)))
        .extracting(UiNode::text)
        .containsExactly("Olive");
  }

  @Test
  void open_the_gallery_by_its_corner() throws Exception {
    UiTree screen =
        screen(
            at(450, 100, 700, 210, "class=\"android.widget.TextView\" text=\"Add sound\""),
            at(
                0,
                2150,
                180,
                2330,
                "class=\"android.widget.FrameLayout\" clickable=\"true\""
                    + " resource-id=\"com.zhiliaoapp.musically:id/upload_hot_area\""));

    assertThat(found(profile("tiktok", "en-US"), "camera.upload_button", screen)).hasSize(1);
  }

  @Test
  void take_no_button_that_keeps_a_new_reel_for_the_one_that_saves_a_post() throws Exception {
    AppProfile profile = profile("instagram", "en-US");
    UiTree editor =
        screen(
            at(40, 90, 150, 200, BUTTON + "content-desc=\"Back\""),
            at(0, 250, 1080, 1800, "class=\"android.view.TextureView\""),
            at(120, 1850, 220, 1950, BUTTON + "content-desc=\"Add text\""),
            at(940, 1850, 1040, 1950, BUTTON + "content-desc=\"Save\""),
            at(800, 2180, 1040, 2290, BUTTON + "content-desc=\"Next\""));
    UiTree sheet =
        screen(
            at(60, 1700, 1020, 1820, BUTTON + "content-desc=\"Save\""),
            at(60, 1830, 1020, 1950, BUTTON + "content-desc=\"Remix\""));

    assertThat(found(profile, "edit.next_button", editor)).hasSize(1);
    assertThat(found(profile, "video.favorite_button", editor)).isEmpty();
    assertThat(found(profile, "video.favorite_button", sheet)).hasSize(1);
  }

  @Test
  void find_the_own_videos_where_nothing_offers_to_edit_the_profile() throws Exception {
    AppProfile profile = profile("tiktok", "fr");
    UiTree screen =
        screen(
            at(60, 400, 420, 440, BUTTON + "text=\"@marguerite.peint\""),
            at(
                0,
                950,
                1080,
                2200,
                "class=\"android.widget.GridView\" scrollable=\"true\"",
                at(0, 950, 358, 1420, "class=\"android.widget.FrameLayout\" clickable=\"true\""),
                at(361, 950, 719, 1420, "class=\"android.widget.FrameLayout\" clickable=\"true\"")),
            at(
                864,
                2210,
                1080,
                2340,
                "class=\"android.widget.FrameLayout\" clickable=\"true\" selected=\"true\""
                    + " content-desc=\"Profil\""));

    assertThat(found(profile, "profile.own_username", screen)).hasSize(1);
    assertThat(found(profile, "profile.edit_button", screen)).isEmpty();
    assertThat(found(profile, "profile.post_cell", screen)).hasSize(2);
  }
}
