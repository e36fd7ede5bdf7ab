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

/** Tests the shipped profiles on screens that show two posts, two videos or a sheet. */
@DisplayName("Of two posts on one screen the shipped profiles")
class ShippedPartsTest {
  private static final String INSTAGRAM = "com.instagram.android:id/";

  @TempDir private Path home;

  private AppProfile profile(String name) {
    return new AppProfiles(home, PhoneBench.APPS).profile(name).inLanguage("en-US").orElseThrow();
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

  private static String id(String id, String more) {
    return "class=\"android.widget.Button\" clickable=\"true\" resource-id=\""
        + INSTAGRAM
        + id
        + "\" "
        + more;
  }

  /** The feed: heads, pictures and buttons are rows of one list. */
  private static String feed(String... rows) {
    return at(
        0,
        160,
        1080,
        2256,
        "class=\"androidx.recyclerview.widget.RecyclerView\" scrollable=\"true\"",
        rows);
  }

  private static String head(String author, int top, boolean followed) {
    return at(
        0,
        top,
        1080,
        top + 130,
        "class=\"android.view.ViewGroup\" resource-id=\"" + INSTAGRAM + "row_feed_profile_header\"",
        at(
            120,
            top + 20,
            600,
            top + 70,
            id("row_feed_photo_profile_name", "text=\"" + author + "\"")),
        followed
            ? ""
            : at(700, top + 20, 900, top + 110, id("inline_follow_button", "text=\"Follow\"")));
  }

  private static String picture(int top, int bottom) {
    return at(0, top, 1080, bottom, "class=\"android.widget.FrameLayout\"");
  }

  private static String buttons(int top, boolean liked) {
    return at(
        0,
        top,
        1080,
        top + 120,
        "class=\"android.view.ViewGroup\"",
        at(
            20,
            top + 10,
            120,
            top + 110,
            id(
                "row_feed_button_like",
                "content-desc=\"" + (liked ? "Liked" : "Like") + "\" selected=\"" + liked + "\"")),
        at(
            140,
            top + 10,
            240,
            top + 110,
            id("row_feed_button_comment", "content-desc=\"Comment\"")));
  }

  private static List<UiNode> found(AppProfile profile, String element, UiTree screen) {
    return profile.findAll(screen, element, "").map(Selector.Match::nodes).orElse(List.of());
  }

  @Test
  void have_the_row_of_a_user_among_the_results_and_not_above_them() throws Exception {
    String field = "class=\"android.widget.EditText\" clickable=\"true\" text=\"ann\"";
    String text = "class=\"android.widget.TextView\" text=\"ann\"";
    String list = "class=\"androidx.recyclerview.widget.RecyclerView\" scrollable=\"true\"";
    String above = at(220, 330, 740, 390, text);
    String bob = at(220, 470, 740, 540, text.replace("ann", "bob"));
    String other = at(0, 450, 1080, 630, "clickable=\"true\"", bob);
    String row = at(0, 640, 1080, 820, "clickable=\"true\"", at(220, 660, 740, 730, text));
    for (String app : List.of("instagram", "tiktok")) {
      String searched = at(120, 100, 860, 200, field);
      UiTree without = screen(searched, above, at(0, 400, 1080, 2256, list, other, other));
      UiTree with = screen(searched, above, at(0, 400, 1080, 2256, list, other, row));

      assertThat(profile(app).pagesOn(with)).as(app).contains("search");
      assertThat(profile(app).find(without, "search.user_row", "ann")).as(app).isEmpty();
      assertThat(profile(app).find(with, "search.user_row", "ann").orElseThrow().bounds().top())
          .as(app)
          .isEqualTo(660);
    }
  }

  @Test
  void have_a_head_only_where_the_buttons_stand_beside_each_other() throws Exception {
    String button = "class=\"android.widget.Button\" clickable=\"true\" ";
    String author = at(130, 1956, 480, 2026, button + "text=\"harbour_days\"");
    String like = at(940, 1200, 1060, 1340, button + "content-desc=\"Like\"");
    UiTree reel =
        screen(author, like, at(620, 1380, 740, 1520, button + "content-desc=\"Comment\""));

    assertThat(profile("instagram").findAll(reel, "video.post_head", "")).isEmpty();
    UiTree row =
        screen(
            author,
            at(40, 2100, 160, 2200, button + "content-desc=\"Like\""),
            at(200, 2100, 320, 2200, button + "content-desc=\"Comment\""));
    assertThat(profile("instagram").findAll(row, "video.post_head", "").orElseThrow().nodes())
        .extracting(UiNode::text)
        .containsExactly("harbour_days");
  }

  @Test
  void do_not_take_the_follow_button_of_the_next() throws Exception {
    AppProfile profile = profile("instagram");
    UiTree screen =
        screen(
            feed(
                head("mila.cooks", 300, true),
                picture(430, 1700),
                buttons(1700, false),
                head("jun_ko", 1900, false),
                picture(2030, 2256)));

    assertThat(found(profile, "video.author", screen))
        .extracting(UiNode::text)
        .containsExactly("mila.cooks");
    assertThat(found(profile, "video.like_button", screen)).hasSize(1);
    assertThat(found(profile, "video.follow_button", screen)).isEmpty();
  }

  @Test
  void do_not_take_the_heart_of_the_one_before() throws Exception {
    AppProfile profile = profile("instagram");
    UiTree screen =
        screen(
            feed(
                picture(160, 400),
                buttons(400, true),
                head("jun_ko", 640, false),
                picture(770, 2040),
                buttons(2040, false)));

    assertThat(found(profile, "video.author", screen))
        .extracting(UiNode::text)
        .containsExactly("jun_ko");
    assertThat(found(profile, "video.liked_button", screen)).isEmpty();
    assertThat(found(profile, "video.like_button", screen))
        .singleElement()
        .satisfies(heart -> assertThat(heart.bounds().top()).isEqualTo(2050));
  }

  @Test
  void name_nothing_where_both_are_half_visible() throws Exception {
    AppProfile profile = profile("instagram");
    UiTree screen =
        screen(
            feed(
                picture(160, 900),
                buttons(900, false),
                head("jun_ko", 1120, false),
                picture(1250, 2256)));

    assertThat(found(profile, "video.like_button", screen)).isEmpty();
    assertThat(found(profile, "video.author", screen)).isEmpty();
    assertThat(found(profile, "video.follow_button", screen)).isEmpty();
    assertThat(profile.pagesOn(screen)).contains("video");
  }

  @Test
  void find_that_of_the_author_who_is_asked_for() throws Exception {
    AppProfile profile = profile("instagram");
    UiTree screen =
        screen(
            feed(
                head("mila.cooks", 160, true),
                picture(290, 900),
                buttons(900, false),
                head("jun_ko", 1120, false),
                picture(1250, 2100),
                buttons(2100, true)));
    AppProfile.Look look = profile.on(screen);
    UiNode head =
        screen.nodes().stream()
            .filter(node -> node.text().equals("jun_ko"))
            .findFirst()
            .orElseThrow();

    assertThat(look.findBeside(head, "video.liked_button", "")).isPresent();
    assertThat(look.findBeside(head, "video.like_button", "")).isEmpty();
    assertThat(look.findBeside(head, "video.follow_button", "")).isPresent();
  }

  /** A page of TikTok's pager. */
  private static String video(int top, int bottom, String author) {
    return at(
        0,
        top,
        1080,
        bottom,
        "class=\"android.widget.FrameLayout\"",
        rail(top, bottom, 900, "Follow " + author),
        rail(top, bottom, 1100, "Like video. 9 likes"),
        rail(top, bottom, 1300, "Read or add comments. 4 comments"),
        rail(top, bottom, 1500, "Share video. 2 shares"),
        at(
            30,
            Math.max(top, bottom - 300),
            500,
            bottom - 240,
            "class=\"android.widget.Button\" text=\"@" + author + "\""));
  }

  private static String rail(int top, int bottom, int at, String words) {
    int there = Math.min(bottom - 10, top + at);
    return at(
        920,
        there,
        1060,
        Math.min(bottom, there + 120),
        "class=\"android.widget.Button\" clickable=\"true\" content-desc=\"" + words + "\"");
  }

  private static String pager(String... pages) {
    return at(
        0,
        0,
        1080,
        2256,
        "class=\"androidx.viewpager.widget.ViewPager\" scrollable=\"true\"",
        pages);
  }

  @Test
  void find_the_video_that_fills_the_pager() throws Exception {
    AppProfile profile = profile("tiktok");
    UiTree screen = screen(pager(video(0, 2100, "mila"), video(2100, 2256, "jun")));

    assertThat(found(profile, "video.follow_button", screen))
        .extracting(UiNode::description)
        .containsExactly("Follow mila");
    assertThat(found(profile, "video.comments_button", screen)).hasSize(1);
  }

  @Test
  void name_nothing_while_the_pager_moves() throws Exception {
    AppProfile profile = profile("tiktok");
    UiTree screen = screen(pager(video(0, 1100, "mila"), video(1100, 2256, "jun")));

    assertThat(found(profile, "video.follow_button", screen)).isEmpty();
    assertThat(found(profile, "video.like_button", screen)).isEmpty();
  }

  @Test
  void leave_the_video_alone_where_its_comments_lie_over_it() throws Exception {
    AppProfile profile = profile("tiktok");
    UiTree screen =
        screen(
            pager(video(0, 2256, "mila")),
            at(
                0,
                700,
                1080,
                2256,
                "class=\"android.widget.FrameLayout\"",
                at(340, 720, 740, 800, "class=\"android.widget.TextView\" text=\"4 comments\""),
                at(
                    0,
                    820,
                    1080,
                    2100,
                    "class=\"androidx.recyclerview.widget.RecyclerView\"",
                    at(0, 820, 1080, 1000, "class=\"android.view.ViewGroup\""))));

    assertThat(found(profile, "comments.title", screen)).hasSize(1);
    assertThat(found(profile, "video.like_button", screen)).isEmpty();
    assertThat(found(profile, "video.comments_button", screen)).isEmpty();
  }
}
