package dev.drover.device.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.device.flow.PhoneBench;
import dev.drover.device.hierarchy.HierarchyParser;
import dev.drover.device.hierarchy.HierarchyUnreadable;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that elements are looked for in their part of a page: this post, this row, this sheet. */
@DisplayName("An element of a part")
class PagePartsTest {
  private static final String FEED =
      """
      packages: [com.example.app]
      elements:
        post.head: [{id: head, several: true}]
        post.author: [{id: head}]
        post.follow: [{text: Follow, clickable: true}]
        post.like: [{description: Like, clickable: true}]
        post.by: [{id: head, text: "{}"}]
        post.likes: [{description: Like, several: true}]
        post.tab: [{text: Home}]
        post.list: [{id: list}]
      pages:
        post:
          signs: [post.head, post.like, post.tab]
          parts:
            post:
              begins: [post.head]
              repeats: true
              has: [post.author, post.follow, post.like, post.by, post.likes]
      """;

  @TempDir private Path overrides;

  private static AppProfile profile(String yaml) {
    return AppProfileReader.read("a", "a.yaml", yaml);
  }

  private static UiTree screen(String... nodes) throws HierarchyUnreadable {
    return new HierarchyParser()
        .parse(
            "<hierarchy><node class=\"android.widget.FrameLayout\" bounds=\"[0,0][1000,2000]\">"
                + String.join("", nodes)
                + "</node></hierarchy>");
  }

  private static String at(int top, int bottom, String attributes, String... children) {
    return at(0, top, 1000, bottom, attributes, children);
  }

  private static String at(
      int left, int top, int right, int bottom, String attributes, String... children) {
    return "<node bounds=\"[%d,%d][%d,%d]\" %s>%s</node>"
        .formatted(left, top, right, bottom, attributes, String.join("", children));
  }

  private static String head(String author, int top, boolean followed) {
    return at(100, top, 500, top + 50, "resource-id=\"a:id/head\" text=\"" + author + "\"")
        + (followed ? "" : at(600, top - 10, 800, top + 60, "text=\"Follow\" clickable=\"true\""));
  }

  private static String buttons(int top) {
    return at(0, top, 100, top + 100, "content-desc=\"Like\" clickable=\"true\"");
  }

  private static List<UiNode> found(AppProfile profile, String element, UiTree screen) {
    return profile.findAll(screen, element, "").map(Selector.Match::nodes).orElse(List.of());
  }

  private static List<Integer> tops(AppProfile profile, String element, UiTree screen) {
    return found(profile, element, screen).stream().map(node -> node.bounds().top()).toList();
  }

  @Test
  void is_not_that_of_the_next_post() throws Exception {
    AppProfile profile = profile(FEED);
    UiTree screen = screen(head("ann", 100, true), buttons(1400), head("bob", 1600, false));

    assertThat(found(profile, "post.author", screen))
        .extracting(UiNode::text)
        .containsExactly("ann");
    assertThat(found(profile, "post.like", screen)).hasSize(1);
    assertThat(found(profile, "post.follow", screen)).isEmpty();
  }

  @Test
  void is_not_that_of_the_post_before_whose_head_is_out_of_sight() throws Exception {
    AppProfile profile = profile(FEED);
    UiTree screen = screen(buttons(300), head("bob", 500, false));

    assertThat(found(profile, "post.author", screen))
        .extracting(UiNode::text)
        .containsExactly("bob");
    assertThat(found(profile, "post.follow", screen)).hasSize(1);
    assertThat(found(profile, "post.like", screen)).isEmpty();
  }

  @Test
  void is_found_alike_where_each_post_has_a_container() throws Exception {
    AppProfile profile = profile(FEED);
    UiTree screen =
        screen(
            at(
                0,
                2000,
                "scrollable=\"true\"",
                at(0, 1300, "", head("ann", 20, true), at(900, 1300, "", buttons(1000))),
                at(1300, 2000, "", at(1300, 1420, "", head("bob", 1320, false)), buttons(1900))));

    assertThat(tops(profile, "post.like", screen)).containsExactly(1000);
    assertThat(found(profile, "post.follow", screen)).isEmpty();
  }

  @Test
  void is_none_where_two_posts_share_the_screen() throws Exception {
    AppProfile profile = profile(FEED);
    UiTree screen =
        screen(head("ann", 100, false), buttons(900), head("bob", 1100, false), buttons(1900));

    assertThat(found(profile, "post.author", screen)).isEmpty();
    assertThat(found(profile, "post.follow", screen)).isEmpty();
    assertThat(found(profile, "post.like", screen)).isEmpty();
    assertThat(profile.on(screen).whyLeftOut("post.like"))
        .contains("can't be told: 2 parts \"post\" share the screen, and none fills it");
    // The page is still that page, and what belongs to no part is where it was.
    assertThat(profile.pagesOn(screen)).containsExactly("post");
  }

  @Test
  void is_not_taken_from_one_of_two_heads_with_nothing_between() throws Exception {
    AppProfile profile = profile(FEED);
    UiTree screen = screen(head("ann", 100, false), head("bob", 200, false), buttons(1400));

    assertThatThrownBy(() -> profile.find(screen, "post.author", ""))
        .isInstanceOf(Selector.Ambiguous.class);
    assertThatThrownBy(() -> profile.find(screen, "post.follow", ""))
        .isInstanceOf(Selector.Ambiguous.class);
    assertThat(found(profile, "post.like", screen)).hasSize(1);
  }

  @Test
  void is_that_of_the_post_that_is_asked_for() throws Exception {
    AppProfile profile = profile(FEED);
    UiTree screen =
        screen(head("ann", 100, false), buttons(900), head("bob", 1100, false), buttons(1900));
    AppProfile.Look look = profile.on(screen);
    UiNode bob = look.find("post.by", "bob").orElseThrow();

    assertThat(look.findAllBeside(bob, "post.like", "").orElseThrow().nodes())
        .extracting(node -> node.bounds().top())
        .containsExactly(1900);
    assertThat(look.findAllBeside(bob, "post.by", "ann")).isEmpty();
    assertThat(look.find("post.by", "cy")).isEmpty();
  }

  @Test
  void is_wanted_of_every_part_where_all_of_them_are() throws Exception {
    UiTree screen =
        screen(head("ann", 100, false), buttons(900), head("bob", 1100, false), buttons(1900));

    assertThat(tops(profile(FEED), "post.likes", screen)).containsExactly(900, 1900);
  }

  @Test
  void is_looked_for_on_the_whole_page_where_no_part_is_told() throws Exception {
    UiTree screen = screen(buttons(900), at(1900, 2000, "text=\"Home\""));

    assertThat(found(profile(FEED), "post.like", screen)).hasSize(1);
    AppProfile.Look look = profile(FEED).on(screen);
    UiNode home = look.find("post.tab", "").orElseThrow();
    assertThat(look.findAllBeside(home, "post.like", "")).isPresent();
  }

  @Test
  void is_in_the_largest_container_that_has_its_mark_once() throws Exception {
    AppProfile profile =
        profile(FEED.replace("begins: [post.head]", "around: [post.like, post.author]"));
    UiTree screen =
        screen(
            at(
                0,
                1700,
                "",
                at(0, 1700, "", at(1400, 1500, "", buttons(1400))),
                head("ann", 1600, true)),
            at(1700, 2000, "", buttons(1800), head("bob", 1900, false)));

    assertThat(tops(profile, "post.like", screen)).containsExactly(1400);
    assertThat(found(profile, "post.author", screen))
        .extracting(UiNode::text)
        .containsExactly("ann");
    assertThat(found(profile, "post.follow", screen)).isEmpty();
  }

  @Test
  void is_in_the_row_of_a_list() throws Exception {
    AppProfile profile = profile(FEED.replace("begins: [post.head]", "rows-of: [post.list]"));
    UiTree screen =
        screen(
            at(
                0,
                2000,
                "resource-id=\"a:id/list\"",
                at(
                    0,
                    2000,
                    "",
                    at(0, 200, "", head("ann", 20, true), buttons(100)),
                    at(200, 400, "", head("bob", 220, false), buttons(300)))));
    AppProfile.Look look = profile.on(screen);
    UiNode bob = look.find("post.by", "bob").orElseThrow();

    assertThat(look.findAllBeside(bob, "post.follow", "")).isPresent();
    assertThat(look.findAllBeside(look.find("post.by", "ann").orElseThrow(), "post.follow", ""))
        .isEmpty();
    assertThat(look.partsWith("post.like")).hasSize(2);
  }

  @Test
  void is_looked_for_everywhere_once_the_operator_has_repaired_it() throws Exception {
    Files.writeString(
        overrides.resolve("instagram.yaml"),
        "elements: {video.like_button: [{text: Cheer}], video.post_head: [{id: none}]}\n");

    AppProfile repaired = new AppProfiles(overrides, PhoneBench.APPS).profile("instagram");

    assertThat(
            repaired.find(
                screen(buttons(10), at(100, 200, "text=\"Cheer\"")), "video.like_button", ""))
        .isPresent();
  }

  @Test
  void needs_a_way_to_tell_its_part_and_one_part_only() {
    assertThatThrownBy(() -> profile(FEED.replace("begins: [post.head]", "repeats: false")))
        .isInstanceOf(AppProfile.Malformed.class);
    assertThatThrownBy(() -> profile(FEED.replace("        begins: [post.head]\n", "")))
        .isInstanceOf(AppProfile.Malformed.class)
        .hasMessageContaining("a part needs \"begins\", \"around\" or \"rows-of\"");
    assertThatThrownBy(
            () -> profile(FEED + "      row: {rows-of: [post.list], has: [post.like]}\n"))
        .isInstanceOf(AppProfile.Malformed.class)
        .hasMessageContaining("post.like is in two parts of its page");
    assertThatThrownBy(() -> profile(FEED.replace("has: [post.author", "has: [post.autor")))
        .isInstanceOf(AppProfile.Malformed.class)
        .hasMessageContaining("there is no element post.autor");
  }

  private static final String SHEET =
      """
      packages: [com.example.app]
      elements:
        post.like: [{description: Like, clickable: true}]
        post.share: [{description: Share, clickable: true}]
        sheet.title: [{text: Comments}]
        sheet.field: [{class: EditText}]
      pages:
        post: {signs: [post.like, post.share]}
        sheet: {signs: [sheet.title], sheet: true}
      """;

  private static final String SHARE =
      at(0, 300, 100, 400, "content-desc=\"Share\" clickable=\"true\"");

  private static String sheet(int top) {
    return at(
        top,
        2000,
        "",
        at(top, top + 80, "text=\"Comments\""),
        at(1900, 2000, "class=\"android.widget.EditText\""));
  }

  @Test
  void of_a_page_is_not_there_where_a_sheet_lies_over_it() throws Exception {
    AppProfile profile = profile(SHEET);
    UiTree covered = screen(SHARE, buttons(1400), sheet(800));

    assertThat(found(profile, "post.like", covered)).isEmpty();
    assertThat(profile.on(covered).whyLeftOut("post.like")).contains("is below a sheet");
    assertThat(found(profile, "post.share", covered)).hasSize(1);
    assertThat(profile.on(covered).whyLeftOut("post.share")).isEmpty();
    assertThat(found(profile, "sheet.field", covered)).hasSize(1);
    assertThat(profile.pagesOn(covered)).containsExactly("post", "sheet");
    assertThat(
            found(
                profile(SHEET.replace(", sheet: true", "")),
                "post.like",
                screen(SHARE, buttons(1400), sheet(800))))
        .hasSize(1);
  }

  @Test
  void of_a_page_is_not_there_below_a_sheet_that_is_listed_before_it() throws Exception {
    AppProfile profile = profile(SHEET);
    UiTree covered = screen(sheet(800), SHARE, buttons(1400));

    assertThat(found(profile, "post.like", covered)).isEmpty();
    assertThat(found(profile, "post.share", covered)).hasSize(1);
    assertThat(found(profile, "sheet.field", covered)).hasSize(1);
  }
}
