package dev.drover.device.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tests which nodes of a page belong to which part. */
@DisplayName("A page is cut so that")
class PageCutTest {
  private static UiTree screen(String... nodes) throws HierarchyUnreadable {
    return new HierarchyParser()
        .parse(
            "<hierarchy><node class=\"android.widget.FrameLayout\" bounds=\"[0,0][1000,2000]\">"
                + String.join("", nodes)
                + "</node></hierarchy>");
  }

  /** A node of a screen, whose id is the word that a test knows it by. */
  private static String node(String word, int top, int bottom, String... children) {
    return "<node resource-id=\"%s\" bounds=\"[0,%d][1000,%d]\">%s</node>"
        .formatted(word, top, bottom, String.join("", children));
  }

  private static List<UiNode> named(UiTree tree, String... words) {
    return tree.nodes().stream().filter(node -> List.of(words).contains(node.id())).toList();
  }

  private static PageCut cut(UiTree tree) {
    return new PageCut(tree, new Controls(tree));
  }

  private static List<String> held(PagePart part, UiTree tree) {
    return tree.nodes().stream().filter(part::holds).map(UiNode::id).toList();
  }

  private static List<List<String>> held(List<PagePart> parts, UiTree tree) {
    return parts.stream().map(part -> held(part, tree)).toList();
  }

  @Test
  void what_is_above_a_head_in_its_container_is_of_its_part() throws Exception {
    UiTree tree =
        screen(
            node(
                "first",
                0,
                900,
                node("badge", 0, 50),
                node("head", 60, 100),
                node("like", 800, 900)),
            node(
                "second",
                900,
                1800,
                node("badge", 900, 950),
                node("head", 960, 1000),
                node("like", 1700, 1800)));

    List<PagePart> posts = cut(tree).beginningWith(named(tree, "head"), named(tree, "like"));

    assertThat(held(posts, tree))
        .containsExactly(
            List.of("first", "badge", "head", "like"), List.of("second", "badge", "head", "like"));
  }

  @Test
  void two_heads_in_one_row_begin_one_part_with_what_is_around_both() throws Exception {
    UiTree tree =
        screen(
            node(
                "first",
                0,
                900,
                node("badge", 0, 50),
                "<node resource-id=\"head\" bounds=\"[0,100][400,160]\"/>",
                "<node resource-id=\"head\" bounds=\"[500,110][900,170]\"/>",
                node("like", 800, 900)),
            node("second", 900, 1800, node("head", 960, 1000), node("like", 1700, 1800)));

    assertThat(held(cut(tree).beginningWith(named(tree, "head"), named(tree, "like")), tree))
        .containsExactly(
            List.of("first", "badge", "head", "head", "like"), List.of("second", "head", "like"));
  }

  @Test
  void what_is_around_several_parts_is_of_none() throws Exception {
    UiTree tree =
        screen(
            node(
                "list",
                0,
                1800,
                node("head", 0, 100),
                node("like", 800, 900),
                node("head", 900, 1000),
                node("like", 1700, 1800)));

    assertThat(held(cut(tree).beginningWith(named(tree, "head"), named(tree, "like")), tree))
        .containsExactly(List.of("head", "like"), List.of("head", "like"));
  }

  @Test
  void the_last_part_ends_where_the_list_ends_and_not_the_screen() throws Exception {
    UiTree tree =
        screen(
            "<node scrollable=\"true\" bounds=\"[0,0][1000,1500]\">"
                + node("head", 0, 100)
                + node("like", 600, 700)
                + node("head", 700, 800)
                + node("like", 1300, 1400)
                + "</node>",
            node("tabs", 1800, 2000));

    List<PagePart> posts = cut(tree).beginningWith(named(tree, "head"), named(tree, "like"));

    assertThat(posts).extracting(part -> part.bounds().bottom()).containsExactly(700, 1500);
  }

  @Test
  void a_mark_within_a_mark_is_no_part_of_its_own() throws Exception {
    UiTree tree =
        screen(
            node("name", 0, 300, node("name", 0, 100)),
            node("name", 300, 600, node("name", 300, 400)));

    assertThat(held(cut(tree).around(List.of(named(tree, "name"))), tree))
        .containsExactly(List.of("name", "name"), List.of("name", "name"));
  }

  @Test
  void a_row_without_extent_is_none() throws Exception {
    UiTree tree =
        screen(
            node(
                "list",
                0,
                600,
                node("row", 0, 300),
                node("gone", 300, 300),
                node("row", 300, 600)));

    assertThat(held(cut(tree).rowsOf(named(tree, "list").getFirst()), tree))
        .containsExactly(List.of("row"), List.of("row"));
  }
}
