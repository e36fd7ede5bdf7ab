package dev.drover.device.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HierarchyParserTest {
  private final HierarchyParser parser = new HierarchyParser();

  private static String node(String attributes, String inside) {
    return "<node " + attributes + " bounds=\"[0,0][100,50]\">" + inside + "</node>";
  }

  private static String screen(String inside) {
    return "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?><hierarchy rotation=\"0\">"
        + inside
        + "</hierarchy>";
  }

  @Test
  void a_screen_with_several_windows_has_several_roots() throws Exception {
    UiTree tree =
        parser.parse(
            screen(node("text=\"one\"", node("text=\"inside\"", "")) + node("text=\"two\"", "")));

    assertThat(tree.roots()).extracting(UiNode::text).containsExactly("one", "two");
    assertThat(tree.nodes()).extracting(UiNode::text).containsExactly("one", "inside", "two");
  }

  @Test
  void invisible_marks_are_taken_out_of_texts() throws Exception {
    UiTree tree =
        parser.parse(
            screen(
                node("text=\"\u200eFollow\u2066 \" content-desc=\"\ufeffLike\u200b video\"", "")));

    assertThat(tree.nodes().getFirst().text()).isEqualTo("Follow");
    assertThat(tree.nodes().getFirst().description()).isEqualTo("Like video");
  }

  @Test
  void a_document_type_is_refused() {
    assertThatThrownBy(
            () ->
                parser.parse(
                    "<!DOCTYPE hierarchy [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
                        + "<hierarchy><node text=\"&a;\" bounds=\"[0,0][1,1]\"/></hierarchy>"))
        .isInstanceOf(HierarchyUnreadable.class);
  }

  @Test
  void entities_that_grow_are_refused() {
    assertThatThrownBy(
            () ->
                parser.parse(
                    "<!DOCTYPE h [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
                        + "<hierarchy><node text=\"&b;\"/></hierarchy>"))
        .isInstanceOf(HierarchyUnreadable.class);
  }

  @Test
  void too_many_nodes_and_too_deep_ones_are_refused() {
    assertThatThrownBy(() -> parser.parse(screen(node("text=\"\"", "").repeat(20_001))))
        .isInstanceOf(HierarchyUnreadable.class)
        .hasMessageContaining("too many nodes");
    assertThatThrownBy(() -> parser.parse(screen("<node>".repeat(400) + "</node>".repeat(400))))
        .isInstanceOf(HierarchyUnreadable.class)
        .hasMessageContaining("too deep");
  }

  @Test
  void a_hierarchy_that_is_longer_than_any_screen_is_refused_before_it_is_read() {
    String longest = "x".repeat(8 * 1024 * 1024);

    assertThatThrownBy(() -> parser.parse(screen(node("text=\"" + longest + "\"", ""))))
        .isInstanceOf(HierarchyUnreadable.class)
        .hasMessageMatching("the hierarchy has 8\\d{6} characters");
  }

  @Test
  void what_is_no_hierarchy_is_refused_in_words() {
    assertThatThrownBy(() -> parser.parse("ERROR: could not get idle state."))
        .isInstanceOf(HierarchyUnreadable.class)
        .hasMessageContaining("not XML");
    assertThatThrownBy(() -> parser.parse(screen("")))
        .isInstanceOf(HierarchyUnreadable.class)
        .hasMessageContaining("empty");
    assertThatThrownBy(() -> parser.parse(screen("<node text=\"cut o")))
        .isInstanceOf(HierarchyUnreadable.class);
  }

  @Test
  void bounds_that_are_none_make_an_element_that_nothing_finds() throws Exception {
    UiTree tree = parser.parse(screen("<node text=\"a\" bounds=\"[1,2][x,4]\"/>"));

    assertThat(tree.nodes().getFirst().bounds().isEmpty()).isTrue();
  }

  private static String agentScreen(String inside) {
    return "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n"
        + "<hierarchy index=\"0\" class=\"hierarchy\" rotation=\"0\" width=\"1080\" height=\"2400\">\n"
        + inside
        + "</hierarchy>";
  }

  @Test
  void of_the_agent_an_elements_name_is_its_class() throws Exception {
    UiTree tree =
        parser.parse(
            agentScreen(
                """
                <android.widget.FrameLayout index="0" package="a.b" bounds="[0,0][1080,2400]">
                  <android.widget.Button class="android.widget.Button" package="a.b" text="Follow"
                    resource-id="a.b:id/f" bounds="[10,20][110,70]" clickable="true" displayed="true" />
                </android.widget.FrameLayout>
                """));

    assertThat(tree.nodes())
        .extracting(UiNode::type)
        .containsExactly("android.widget.FrameLayout", "android.widget.Button");
    assertThat(tree.nodes().getLast())
        .isEqualTo(
            parser
                .parse(
                    screen(
                        "<node class=\"android.widget.Button\" package=\"a.b\" text=\"Follow\""
                            + " resource-id=\"a.b:id/f\" bounds=\"[10,20][110,70]\""
                            + " clickable=\"true\"/>"))
                .nodes()
                .getFirst());
  }

  @Test
  void what_the_agent_calls_not_displayed_is_left_out_with_what_is_in_it() throws Exception {
    UiTree tree =
        parser.parse(
            agentScreen(
                "<a.View text=\"seen\"/><a.View text=\"hidden\" displayed=\"false\">"
                    + "<a.View text=\"inside\" displayed=\"true\"/></a.View>"));

    assertThat(tree.nodes()).extracting(UiNode::text).containsExactly("seen");
  }

  @Test
  void a_hostile_agent_is_refused_as_a_hostile_dump_is() {
    assertThatThrownBy(() -> parser.parse(agentScreen("<a.B/>".repeat(20_001))))
        .isInstanceOf(HierarchyUnreadable.class)
        .hasMessageContaining("too many nodes");
    assertThatThrownBy(() -> parser.parse(agentScreen("<a.B>".repeat(400) + "</a.B>".repeat(400))))
        .isInstanceOf(HierarchyUnreadable.class)
        .hasMessageContaining("too deep");
    assertThatThrownBy(
            () -> parser.parse("<!DOCTYPE a [<!ENTITY b \"c\">]><hierarchy><a>&b;</a></hierarchy>"))
        .isInstanceOf(HierarchyUnreadable.class);
    assertThatThrownBy(() -> parser.parse("<html><a.B text=\"x\"/></html>"))
        .isInstanceOf(HierarchyUnreadable.class)
        .hasMessageContaining("html");
    assertThatThrownBy(() -> parser.parse(agentScreen("<a.B displayed=\"false\"/>")))
        .isInstanceOf(HierarchyUnreadable.class)
        .hasMessageContaining("empty");
    assertThatThrownBy(() -> parser.parse(agentScreen("<a.B></a.C>")))
        .isInstanceOf(HierarchyUnreadable.class);
  }

  @Test
  void a_tap_on_what_something_clickable_stands_in_front_of_goes_there() throws Exception {
    String tab =
        "<node content-desc=\"Home\" clickable=\"true\" bounds=\"[0,1800][200,2000]\">%s</node>";
    String bar = "<node bounds=\"[0,1800][1000,2000]\">" + tab + "</node>";
    String sheet = "<node clickable=\"%s\" bounds=\"[0,1000][1000,2000]\"/>";
    String picture = "<node clickable=\"true\" bounds=\"[50,1850][150,1950]\"/>";

    assertThat(isHomeCovered(bar.formatted(picture))).isFalse();
    assertThat(isHomeCovered(sheet.formatted(true) + bar.formatted(""))).isFalse();
    assertThat(isHomeCovered(bar.formatted("") + sheet.formatted(false))).isFalse();
    assertThat(isHomeCovered(bar.formatted(picture) + sheet.formatted(true))).isTrue();
  }

  private static boolean isHomeCovered(String nodes) throws HierarchyUnreadable {
    UiTree tree =
        new HierarchyParser()
            .parse("<hierarchy><node bounds=\"[0,0][1000,2000]\">" + nodes + "</node></hierarchy>");
    return tree.isCovered(
        tree.nodes().stream()
            .filter(node -> node.description().equals("Home"))
            .findFirst()
            .orElseThrow());
  }
}
