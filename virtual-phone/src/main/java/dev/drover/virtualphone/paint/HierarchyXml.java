package dev.drover.virtualphone.paint;

import java.util.List;

/** Writes the screen as {@code uiautomator dump} does. */
public final class HierarchyXml {
  private HierarchyXml() {}

  public static String of(View root, String packageName) {
    StringBuilder xml = new StringBuilder(4096);
    xml.append(
        "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?><hierarchy rotation=\"0\">");
    append(xml, root, packageName, 0);
    return xml.append("</hierarchy>").toString();
  }

  private static void append(StringBuilder xml, View view, String packageName, int index) {
    xml.append("<node index=\"").append(index).append('"');
    attribute(xml, "text", view.text());
    attribute(xml, "resource-id", resourceId(view.id(), packageName));
    attribute(xml, "class", view.type());
    attribute(xml, "package", packageName);
    attribute(xml, "content-desc", view.description());
    attribute(xml, "checkable", "false");
    attribute(xml, "checked", "false");
    attribute(xml, "clickable", Boolean.toString(view.onTap().isPresent()));
    attribute(xml, "enabled", "true");
    attribute(xml, "focusable", Boolean.toString(view.onTap().isPresent()));
    attribute(xml, "focused", Boolean.toString(view.flags().focused()));
    attribute(xml, "scrollable", Boolean.toString(view.flags().scrollable()));
    attribute(xml, "long-clickable", "false");
    attribute(xml, "password", Boolean.toString(view.flags().password()));
    attribute(xml, "selected", Boolean.toString(view.flags().selected()));
    attribute(xml, "bounds", view.bounds().toString());
    List<View> children = view.children();
    if (children.isEmpty()) {
      xml.append(" />");
      return;
    }
    xml.append('>');
    for (int i = 0; i < children.size(); i++) {
      append(xml, children.get(i), packageName, i);
    }
    xml.append("</node>");
  }

  private static String resourceId(String id, String packageName) {
    return id.isEmpty() || id.contains(":") ? id : packageName + ":id/" + id;
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
        // Android writes a dot for characters that XML can't represent.
        default -> xml.append(Character.isISOControl(character) ? '.' : character);
      }
    }
    xml.append('"');
  }
}
