package dev.drover.device.hierarchy;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Parses the output of {@code uiautomator dump} and of the UiAutomator2 agent, which names elements
 * by their class. A phone may be hostile, so document types and entities are refused, and size,
 * depth and count are limited. Safe for use by any thread.
 */
public final class HierarchyParser {
  /** The most characters of a hierarchy. Real screens have 110 KB and 1,500 nodes. */
  private static final int LONGEST = 4 * 1024 * 1024;

  /** The most characters of one text; the rest is ignored. Apps accept captions of 4,000. */
  private static final int LONGEST_TEXT = 10_000;

  private static final int MOST_NODES = 20_000;
  private static final int DEEPEST = 300;

  private static final Pattern BOUNDS =
      Pattern.compile("\\[(-?\\d{1,6}),(-?\\d{1,6})\\]\\[(-?\\d{1,6}),(-?\\d{1,6})\\]");

  /** Invisible marks for direction and joining, which apps put into texts. */
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\u200b-\\u200f\\u202a-\\u202e\\u2060\\u2066-\\u2069\\ufeff]");

  private final XMLInputFactory factory;

  public HierarchyParser() {
    factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    // The JDK's own limit is 100, which nested layouts come close to.
    factory.setProperty("jdk.xml.maxElementDepth", 2 * DEEPEST);
  }

  /** A node whose children are still to come. */
  private static final class Open {
    private final UiNode node;
    private final boolean displayed;
    private final List<UiNode> children = new ArrayList<>();

    Open(UiNode node, boolean displayed) {
      this.node = node;
      this.displayed = displayed;
    }

    UiNode close() {
      return new UiNode(
          node.text(),
          node.description(),
          node.hint(),
          node.type(),
          node.id(),
          node.packageName(),
          node.bounds(),
          node.clickable(),
          node.enabled(),
          node.focused(),
          node.selected(),
          node.scrollable(),
          children);
    }
  }

  /**
   * Parses a screen.
   *
   * @param xml a {@code hierarchy} with any number of trees
   * @throws HierarchyUnreadable if it is malformed or too large
   */
  public UiTree parse(String xml) throws HierarchyUnreadable {
    if (xml.length() > LONGEST) {
      throw new HierarchyUnreadable("the hierarchy has " + xml.length() + " characters");
    }
    List<UiNode> roots = new ArrayList<>();
    Deque<Open> open = new ArrayDeque<>();
    int count = 0;
    int depth = 0;
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          depth++;
          if (depth == 1) {
            requireHierarchy(reader.getLocalName());
            continue;
          }
          count++;
          if (count > MOST_NODES || open.size() > DEEPEST) {
            throw new HierarchyUnreadable("the hierarchy has too many nodes, or too deep ones");
          }
          open.push(new Open(node(reader), isDisplayed(reader)));
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          depth--;
          if (depth > 0) {
            close(open.pop(), open, roots);
          }
        } else if (event == XMLStreamConstants.DTD) {
          throw new HierarchyUnreadable("the hierarchy has a document type");
        }
      }
    } catch (XMLStreamException malformed) {
      throw new HierarchyUnreadable(
          "the hierarchy is not XML: " + malformed.getMessage(), malformed);
    }
    if (roots.isEmpty()) {
      throw new HierarchyUnreadable("the hierarchy is empty");
    }
    return UiTree.of(roots, xml);
  }

  private static void requireHierarchy(String root) throws HierarchyUnreadable {
    if (!root.equals("hierarchy")) {
      throw new HierarchyUnreadable("the XML is no hierarchy: its root is called " + root);
    }
  }

  /** The agent lists invisible elements too; Android's own dump does not. */
  private static boolean isDisplayed(XMLStreamReader reader) {
    return !attribute(reader, "displayed").equals("false");
  }

  private static void close(Open closing, Deque<Open> open, List<UiNode> roots) {
    if (closing.displayed) {
      UiNode closed = closing.close();
      Optional.ofNullable(open.peek())
          .ifPresentOrElse(parent -> parent.children.add(closed), () -> roots.add(closed));
    }
  }

  private static UiNode node(XMLStreamReader reader) {
    return new UiNode(
        visible(shortened(attribute(reader, "text"))),
        visible(shortened(attribute(reader, "content-desc"))),
        visible(shortened(attribute(reader, "hint"))),
        shortened(type(reader)),
        shortened(attribute(reader, "resource-id")),
        shortened(attribute(reader, "package")),
        bounds(attribute(reader, "bounds")),
        attribute(reader, "clickable").equals("true"),
        !attribute(reader, "enabled").equals("false"),
        attribute(reader, "focused").equals("true"),
        attribute(reader, "selected").equals("true"),
        attribute(reader, "scrollable").equals("true"),
        List.of());
  }

  private static String type(XMLStreamReader reader) {
    String type = attribute(reader, "class");
    return type.isEmpty() && !reader.getLocalName().equals("node") ? reader.getLocalName() : type;
  }

  private static String attribute(XMLStreamReader reader, String name) {
    return Optional.ofNullable(reader.getAttributeValue(null, name)).orElse("");
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(LONGEST_TEXT, text.length()));
  }

  /** Returns a text without invisible marks and surrounding blanks, as people see it. */
  public static String visible(String text) {
    return INVISIBLE.matcher(text).replaceAll("").strip();
  }

  private static Bounds bounds(String text) {
    Matcher matcher = BOUNDS.matcher(text);
    return matcher.matches()
        ? new Bounds(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3)),
            Integer.parseInt(matcher.group(4)))
        : new Bounds(0, 0, 0, 0);
  }
}
