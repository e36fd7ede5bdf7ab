package dev.drover.device.hierarchy;

import java.io.StringReader;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Writes a screen as {@code uiautomator dump} does, whatever it was read by: every element below
 * the root is named {@code node}, and what is not displayed is left out. Programs walk these
 * elements. Safe for use by any thread.
 */
public final class NodeXml {
  private static final String DECLARATION =
      "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>";

  private static final XMLInputFactory FACTORY = HierarchyParser.safeFactory();

  private NodeXml() {}

  /** Returns the screen's XML. Takes time linear in it. */
  public static String of(UiTree tree) {
    StringBuilder written = new StringBuilder(tree.xml().length());
    written.append(DECLARATION);
    try {
      write(FACTORY.createXMLStreamReader(new StringReader(tree.xml())), written);
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException("the screen was parsed before", impossible);
    }
    return written.toString();
  }

  private static void write(XMLStreamReader reader, StringBuilder written)
      throws XMLStreamException {
    int depth = 0;
    int hidden = 0;
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        if (hidden > 0 || (depth > 0 && !HierarchyParser.isDisplayed(reader))) {
          hidden++;
        } else {
          open(reader, depth == 0 ? "hierarchy" : "node", written);
          depth++;
        }
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        if (hidden > 0) {
          hidden--;
        } else {
          depth--;
          written.append(depth == 0 ? "</hierarchy>" : "</node>");
        }
      }
    }
  }

  private static void open(XMLStreamReader reader, String name, StringBuilder written) {
    written.append('<').append(name);
    boolean classified = false;
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      if (!Optional.ofNullable(reader.getAttributeNamespace(i)).orElse("").isEmpty()) {
        // No screen has such attributes; without its prefix it could have another's name.
        continue;
      }
      String attribute = reader.getAttributeLocalName(i);
      classified |= attribute.equals("class");
      attribute(attribute, Optional.ofNullable(reader.getAttributeValue(i)).orElse(""), written);
    }
    if (!classified && !reader.getLocalName().equals(name)) {
      attribute("class", reader.getLocalName(), written);
    }
    written.append('>');
  }

  private static void attribute(String name, String value, StringBuilder written) {
    written.append(' ').append(name).append("=\"");
    for (int i = 0; i < value.length(); i++) {
      char character = value.charAt(i);
      switch (character) {
        case '&' -> written.append("&amp;");
        case '<' -> written.append("&lt;");
        case '>' -> written.append("&gt;");
        case '"' -> written.append("&quot;");
        // A reader would take them for blanks.
        case '\n', '\r', '\t' -> written.append("&#").append((int) character).append(';');
        default -> written.append(character);
      }
    }
    written.append('"');
  }
}
