package dev.drover.virtualphone.paint;

import java.util.List;

/** Writes the screen as the agent does: an element's name is its class. */
public final class AgentHierarchyXml {
  private AgentHierarchyXml() {}

  public static String of(View root, String packageName, int width, int height) {
    StringBuilder xml = new StringBuilder(8192);
    xml.append("<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n");
    xml.append("<hierarchy index=\"0\" class=\"hierarchy\" rotation=\"0\"");
    attribute(xml, "width", Integer.toString(width));
    attribute(xml, "height", Integer.toString(height));
    xml.append(">\n");
    append(xml, root, packageName, 0, "  ");
    return xml.append("</hierarchy>").toString();
  }

  private static void append(
      StringBuilder xml, View view, String packageName, int index, String indent) {
    xml.append(indent).append('<').append(view.type());
    attribute(xml, "index", Integer.toString(index));
    attribute(xml, "package", packageName);
    attribute(xml, "class", view.type());
    attribute(xml, "text", view.text());
    // The agent leaves out empty attributes.
    if (!view.description().isEmpty()) {
      attribute(xml, "content-desc", view.description());
    }
    if (!view.id().isEmpty()) {
      attribute(
          xml,
          "resource-id",
          view.id().contains(":") ? view.id() : packageName + ":id/" + view.id());
    }
    attribute(xml, "checkable", "false");
    attribute(xml, "checked", "false");
    attribute(xml, "clickable", Boolean.toString(view.onTap().isPresent()));
    attribute(xml, "enabled", "true");
    attribute(xml, "focusable", Boolean.toString(view.onTap().isPresent()));
    attribute(xml, "focused", Boolean.toString(view.flags().focused()));
    attribute(xml, "long-clickable", "false");
    attribute(xml, "password", Boolean.toString(view.flags().password()));
    attribute(xml, "scrollable", Boolean.toString(view.flags().scrollable()));
    attribute(xml, "selected", Boolean.toString(view.flags().selected()));
    attribute(xml, "bounds", view.bounds().toString());
    attribute(xml, "displayed", "true");
    attribute(xml, "a11y-important", "true");
    List<View> children = view.children();
    if (children.isEmpty()) {
      xml.append(" />\n");
      return;
    }
    xml.append(">\n");
    for (int i = 0; i < children.size(); i++) {
      append(xml, children.get(i), packageName, i, indent + "  ");
    }
    xml.append(indent).append("</").append(view.type()).append(">\n");
  }

  private static void attribute(StringBuilder xml, String name, String value) {
    xml.append(' ').append(name).append("=\"");
    for (int i = 0; i < value.length(); i++) {
      char character = value.charAt(i);
      switch (character) {
        case '&' -> xml.append("&amp;");
        case '<' -> xml.append("&lt;");
        case '>' -> xml.append("&gt;");
        case '"' -> xml.append("&quot;");
        case '\n', '\r', '\t' -> xml.append("&#").append((int) character).append(';');
        // The agent writes a question mark for characters that XML can't represent.
        default -> xml.append(Character.isISOControl(character) ? '?' : character);
      }
    }
    xml.append('"');
  }
}
