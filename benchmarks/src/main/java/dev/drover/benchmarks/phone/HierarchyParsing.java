package dev.drover.benchmarks.phone;

import dev.drover.benchmarks.measure.Goal;
import dev.drover.benchmarks.measure.Measurement;
import dev.drover.benchmarks.measure.Row;
import dev.drover.benchmarks.measure.Sample;
import dev.drover.device.hierarchy.HierarchyParser;
import dev.drover.device.hierarchy.HierarchyUnreadable;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import picocli.CommandLine.Command;

/** How long it takes to read a screen's hierarchy and find an element on it. */
@Command(
    name = "hierarchy-parsing",
    description = "P9: parse a hierarchy of 1,500 nodes and find an element",
    mixinStandardHelpOptions = true)
public final class HierarchyParsing extends Measurement {
  private static final int NODES = 1_500;
  private static final int IN_A_GROUP = 6;
  private static final String WANTED = "wanted";

  @Override
  public String rows() {
    return "P9";
  }

  @Override
  public List<Row> measure() throws Exception {
    int times = size(2_000, 50);
    String xml = hierarchy();
    say("the hierarchy has " + xml.length() + " characters");
    HierarchyParser parser = new HierarchyParser();
    Sample own = new Sample();
    Sample dom = new Sample();
    for (int round = 0; round <= rounds(); round++) {
      boolean counts = round > 0;
      for (int i = 0; i < times; i++) {
        long began = System.nanoTime();
        find(parser, xml);
        double ours = (System.nanoTime() - began) / 1e6;
        began = System.nanoTime();
        findByDom(xml);
        double theirs = (System.nanoTime() - began) / 1e6;
        if (counts) {
          own.add(ours);
          dom.add(theirs);
        }
      }
    }
    say("| ms | half | 99 % | worst |");
    say("| Drover | " + own.cells() + " |");
    say("| the JDK's DOM | " + dom.cells() + " |");
    String what = "parse 1,500 nodes, " + xml.length() / 1_000 + " kB, and find one";
    return List.of(
        Row.alone("P9", what + ", median", Goal.atMost(1, "≤ 1 ms"), own.median(), "ms"),
        Row.beside("P9", what, own, "the JDK's DOM", dom, "ms"));
  }

  private static UiNode find(HierarchyParser parser, String xml) throws HierarchyUnreadable {
    UiTree tree = parser.parse(xml);
    return tree.nodes().stream()
        .filter(node -> node.text().equals(WANTED))
        .findFirst()
        .orElseThrow();
  }

  private static Element findByDom(String xml) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    NodeList nodes = document.getElementsByTagName("node");
    for (int i = 0; i < nodes.getLength(); i++) {
      Element node = (Element) nodes.item(i);
      if (node.getAttribute("text").equals(WANTED)) {
        return node;
      }
    }
    throw new IllegalStateException("the wanted node is not there");
  }

  /** As {@code uiautomator dump --compressed} writes it, in groups; the wanted one is the last. */
  private static String hierarchy() {
    StringBuilder xml = new StringBuilder("<?xml version='1.0' encoding='UTF-8'?>");
    xml.append("<hierarchy rotation=\"0\">");
    for (int i = 0; i < NODES; i++) {
      boolean group = i % IN_A_GROUP == 0;
      if (group && i > 0) {
        xml.append("</node>");
      }
      xml.append(
          String.format(
              Locale.ROOT,
              "<node text=\"%s\" resource-id=\"v%d\" clickable=\"%b\" bounds=\"[0,%d][99,%d]\"%s",
              i == NODES - 1 ? WANTED : group ? "" : "T" + i,
              i,
              group,
              i,
              i + 40,
              group ? ">" : "/>"));
    }
    return xml.append("</node></hierarchy>").toString();
  }
}
