package dev.drover.device.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Shows how an operator's profile would change by other labels. Writes nothing. */
public final class LabelDiff {
  private final String text;
  private final List<Change> changes = new ArrayList<>();

  /** A part of the text, by code points, and what takes its place. */
  private record Change(int start, int end, String text) {}

  private LabelDiff(String text) {
    this.text = text;
  }

  /**
   * Returns a file with other labels.
   *
   * @param yaml the operator's file; empty if there is none
   * @param labels the whole new labels by name
   * @return empty if the file is not laid out in lines, which a person has to change
   */
  public static Optional<String> changed(
      String yaml, String locale, SequencedMap<String, String> labels) {
    String ended = yaml.isEmpty() || yaml.endsWith("\n") ? yaml : yaml + "\n";
    if (ended.isBlank()) {
      return Optional.of("labels:\n" + block(locale, labels, 2));
    }
    Node root = new Compose(LoadSettings.builder().build()).composeString(ended).orElseThrow();
    LabelDiff diff = new LabelDiff(ended);
    return root instanceof MappingNode top && diff.put(top, locale, labels)
        ? Optional.of(diff.applied())
        : Optional.empty();
  }

  private boolean put(MappingNode top, String locale, SequencedMap<String, String> labels) {
    Optional<Node> all = value(top, "labels");
    if (all.isEmpty()) {
      int end = text.codePointCount(0, text.length());
      changes.add(new Change(end, end, "labels:\n" + block(locale, labels, 2)));
      return isInLines(top);
    }
    if (!(all.get() instanceof MappingNode locales) || !isInLines(locales)) {
      return false;
    }
    Optional<Node> ours = value(locales, locale);
    if (ours.isEmpty()) {
      insertBehind(locales, block(locale, labels, indent(locales)));
      return true;
    }
    if (!(ours.get() instanceof MappingNode words) || !isInLines(words)) {
      return false;
    }
    StringBuilder added = new StringBuilder();
    labels.forEach(
        (name, label) -> {
          Optional<Node> there = value(words, name);
          if (there.isPresent()) {
            changes.add(
                new Change(
                    mark(there.get().getStartMark()).getIndex(),
                    mark(there.get().getEndMark()).getIndex(),
                    scalar(label)));
          } else {
            added.append(line(name, label, indent(words)));
          }
        });
    insertBehind(words, added.toString());
    return true;
  }

  private static boolean isInLines(MappingNode node) {
    return node.getFlowStyle() == FlowStyle.BLOCK && !node.getValue().isEmpty();
  }

  private static int indent(MappingNode node) {
    return mark(node.getValue().getFirst().getKeyNode().getStartMark()).getColumn();
  }

  /** Inserts lines after the last line of a mapping, and before what comments the next one. */
  private void insertBehind(MappingNode node, String lines) {
    if (lines.isEmpty()) {
      return;
    }
    Node last = node;
    while (last instanceof MappingNode mapping && isInLines(mapping)) {
      last = mapping.getValue().getLast().getValueNode();
    }
    int[] points = text.codePoints().toArray();
    int at = mark(last.getEndMark()).getIndex();
    while (at > 0 && at < points.length && points[at - 1] != '\n') {
      at++;
    }
    changes.add(new Change(at, at, lines));
  }

  private static Mark mark(Optional<Mark> mark) {
    return mark.orElseThrow();
  }

  private static Optional<Node> value(MappingNode mapping, String key) {
    return mapping.getValue().stream()
        .filter(
            tuple -> tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key))
        .map(NodeTuple::getValueNode)
        .findFirst();
  }

  private String applied() {
    StringBuilder changed = new StringBuilder(text);
    changes.sort((one, other) -> Integer.compare(other.start(), one.start()));
    for (Change change : changes) {
      changed.replace(
          text.offsetByCodePoints(0, change.start()),
          text.offsetByCodePoints(0, change.end()),
          change.text());
    }
    return changed.toString();
  }

  private static String block(String locale, Map<String, String> labels, int indent) {
    StringBuilder block = new StringBuilder(" ".repeat(indent) + locale + ":\n");
    labels.forEach((name, label) -> block.append(line(name, label, indent + 2)));
    return block.toString();
  }

  private static String line(String name, String label, int indent) {
    return " ".repeat(indent) + name + ": " + scalar(label) + "\n";
  }

  /** In single quotes nothing means anything else but the quote. */
  private static String scalar(String label) {
    return "'" + label.replace("'", "''") + "'";
  }
}
