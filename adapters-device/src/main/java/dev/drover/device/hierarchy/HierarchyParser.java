package dev.drover.device.hierarchy;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
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

  /** How bounds are written; numbers have at most six digits. */
  private static final String BOUNDS = "[#,#][#,#]";

  private static final char NUMBER = '#';
  private static final int MOST_DIGITS = 6;
  private static final Bounds NOWHERE = new Bounds(0, 0, 0, 0);

  private static final String DISPLAYED = "displayed";

  /** Invisible marks for direction and joining, which apps put into texts. */
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\u200b-\\u200f\\u202a-\\u202e\\u2060\\u2066-\\u2069\\ufeff]");

  private static final char FIRST_INVISIBLE = '\u200b';

  private final XMLInputFactory factory;

  public HierarchyParser() {
    factory = safeFactory();
  }

  /** Makes readers that know no document types and no entities. */
  static XMLInputFactory safeFactory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    // The JDK's own limit is 100, which nested layouts come close to.
    factory.setProperty("jdk.xml.maxElementDepth", 2 * DEEPEST);
    return factory;
  }

  /** A node whose children are still to come; its attributes are looked at once. */
  private static final class Open {
    private final List<UiNode> children = new ArrayList<>();
    private String text = "";
    private String description = "";
    private String hint = "";
    private String type;
    private String id = "";
    private String packageName = "";
    private Bounds bounds = NOWHERE;
    private boolean clickable;
    private boolean enabled = true;
    private boolean focused;
    private boolean selected;
    private boolean scrollable;
    private boolean checkable;
    private boolean checked;
    private boolean focusable;
    private boolean longClickable;
    private boolean password;
    private boolean displayed = true;

    /** Takes the element at which the reader is. */
    Open(XMLStreamReader reader) {
      String element = reader.getLocalName();
      type = element.equals("node") ? "" : shortened(element);
      for (int i = 0; i < reader.getAttributeCount(); i++) {
        set(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
      }
    }

    private void set(String attribute, String value) {
      switch (attribute) {
        case "text" -> text = visible(shortened(value));
        case "content-desc" -> description = visible(shortened(value));
        case "hint" -> hint = visible(shortened(value));
        case "class" -> type = value.isEmpty() ? type : shortened(value);
        case "resource-id" -> id = shortened(value);
        case "package" -> packageName = shortened(value);
        case "bounds" -> bounds = bounds(value);
        case "clickable" -> clickable = isTrue(value);
        case "enabled" -> enabled = !value.equals("false");
        case "focused" -> focused = isTrue(value);
        case "selected" -> selected = isTrue(value);
        case "scrollable" -> scrollable = isTrue(value);
        case "checkable" -> checkable = isTrue(value);
        case "checked" -> checked = isTrue(value);
        case "focusable" -> focusable = isTrue(value);
        case "long-clickable" -> longClickable = isTrue(value);
        case "password" -> password = isTrue(value);
        case DISPLAYED -> displayed = !value.equals("false");
        default -> {
          // Phones tell more than is asked for.
        }
      }
    }

    private static boolean isTrue(String value) {
      return value.equals("true");
    }

    UiNode close() {
      return new UiNode(
          text,
          description,
          hint,
          type,
          id,
          packageName,
          bounds,
          clickable,
          enabled,
          focused,
          selected,
          scrollable,
          new UiNode.Traits(checkable, checked, focusable, longClickable, password),
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
          open.push(new Open(reader));
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
  static boolean isDisplayed(XMLStreamReader reader) {
    return !"false".equals(reader.getAttributeValue(null, DISPLAYED));
  }

  private static void close(Open closing, Deque<Open> open, List<UiNode> roots) {
    if (closing.displayed) {
      UiNode closed = closing.close();
      Optional.ofNullable(open.peek())
          .ifPresentOrElse(parent -> parent.children.add(closed), () -> roots.add(closed));
    }
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
  }

  /** Returns a text without invisible marks and surrounding blanks, as people see it. */
  public static String visible(String text) {
    return withoutMarks(text).strip();
  }

  /** Returns a text without invisible marks. */
  public static String withoutMarks(String text) {
    for (int i = 0; i < text.length(); i++) {
      // Few texts have any, and a regular expression takes longer than all the rest.
      if (text.charAt(i) >= FIRST_INVISIBLE) {
        return INVISIBLE.matcher(text).replaceAll("");
      }
    }
    return text;
  }

  private static Bounds bounds(String text) {
    int[] edges = new int[4];
    int edge = 0;
    int at = 0;
    for (int i = 0; i < BOUNDS.length(); i++) {
      if (BOUNDS.charAt(i) != NUMBER) {
        if (at == text.length() || text.charAt(at) != BOUNDS.charAt(i)) {
          return NOWHERE;
        }
        at++;
        continue;
      }
      boolean negative = at < text.length() && text.charAt(at) == '-';
      int first = negative ? at + 1 : at;
      int value = 0;
      at = first;
      while (at < text.length() && at - first < MOST_DIGITS && isDigit(text.charAt(at))) {
        value = 10 * value + text.charAt(at) - '0';
        at++;
      }
      if (at == first) {
        return NOWHERE;
      }
      edges[edge] = negative ? -value : value;
      edge++;
    }
    return at == text.length() ? new Bounds(edges[0], edges[1], edges[2], edges[3]) : NOWHERE;
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
