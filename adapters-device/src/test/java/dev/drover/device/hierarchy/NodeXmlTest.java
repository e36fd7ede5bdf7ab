package dev.drover.device.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeXmlTest {
  private static String rewritten(String xml) throws HierarchyUnreadable {
    return NodeXml.of(new HierarchyParser().parse(xml));
  }

  @Test
  void elements_that_the_agent_names_by_their_class_are_called_node() throws Exception {
    assertThat(
            rewritten(
                "<hierarchy rotation=\"1\"><android.widget.FrameLayout bounds=\"[0,0][9,9]\">"
                    + "<android.widget.Button class=\"android.widget.Button\" text=\"a\"/>"
                    + "</android.widget.FrameLayout></hierarchy>"))
        .isEqualTo(
            "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?><hierarchy rotation=\"1\">"
                + "<node bounds=\"[0,0][9,9]\" class=\"android.widget.FrameLayout\">"
                + "<node class=\"android.widget.Button\" text=\"a\"></node></node></hierarchy>");
  }

  @Test
  void what_is_not_displayed_is_left_out_with_all_that_is_in_it() throws Exception {
    assertThat(
            rewritten(
                "<hierarchy><a><b displayed=\"false\"><c text=\"hidden\"/></b><d text=\"seen\"/></a>"
                    + "<e displayed=\"false\"/></hierarchy>"))
        .contains("seen")
        .doesNotContain("hidden")
        .endsWith("</node></hierarchy>");
  }

  @Test
  void every_text_comes_through_as_it_was() throws Exception {
    String text = "a \"b\" <c> & 'd'\n\t\u200e日本 😀";
    String xml =
        "<hierarchy><node text=\"a &quot;b&quot; &lt;c&gt; &amp; 'd'&#10;&#9;\u200e日本 😀\"/></hierarchy>";

    UiTree again = new HierarchyParser().parse(rewritten(xml));

    assertThat(again.nodes().getFirst().text()).isEqualTo(HierarchyParser.visible(text));
    assertThat(rewritten(xml)).isEqualTo(rewritten(rewritten(xml)));
  }

  @Test
  void attributes_of_other_namespaces_do_not_take_a_name_twice() throws Exception {
    assertThat(
            rewritten("<hierarchy xmlns:x=\"urn:x\"><node text=\"a\" x:text=\"b\"/></hierarchy>"))
        .contains("text=\"a\"")
        .doesNotContain("\"b\"");
  }
}
