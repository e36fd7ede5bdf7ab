package dev.drover.device.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Lays a file with only what differs over a whole profile. Nodes keep their marks, so that a
 * mistake is told with the file and the line that it stands in.
 */
record ProfileLayers(YamlSource yaml) {

  /**
   * @param whole the entries of the profile below
   * @param own the entries that differ: elements and pages take the place of those of the same
   *     name, labels of those of the same locale and name; dialogs and blocking screens come before
   *     those below, so that they count first; anything else takes its place as a whole
   */
  Map<String, Node> over(Map<String, Node> whole, Map<String, Node> own) {
    Map<String, Node> merged = new LinkedHashMap<>(whole);
    own.forEach(
        (key, node) -> {
          Node below = whole.get(key);
          merged.put(
              key,
              below == null
                  ? node
                  : switch (key) {
                    case "elements", "pages" -> entries(below, node);
                    case "labels" -> labels(below, node);
                    case "dialogs", "blocking" -> items(node, below);
                    default -> node;
                  });
        });
    return merged;
  }

  private Node entries(Node below, Node own) {
    Map<String, NodeTuple> tuples = tuples(below);
    tuples.putAll(tuples(own));
    return mapping(own, tuples);
  }

  private Node labels(Node below, Node own) {
    Map<String, NodeTuple> locales = tuples(below);
    tuples(own)
        .forEach(
            (locale, labels) ->
                locales.merge(
                    locale,
                    labels,
                    (shipped, given) ->
                        new NodeTuple(
                            given.getKeyNode(),
                            entries(shipped.getValueNode(), given.getValueNode()))));
    return mapping(own, locales);
  }

  private Node items(Node first, Node then) {
    List<Node> items = new ArrayList<>(yaml.sequence(first));
    items.addAll(yaml.sequence(then));
    return new SequenceNode(
        Tag.SEQ, true, items, FlowStyle.BLOCK, first.getStartMark(), first.getEndMark());
  }

  /** By key; {@link YamlSource#mapping} has refused what stands there twice. */
  private Map<String, NodeTuple> tuples(Node node) {
    Map<String, NodeTuple> tuples = new LinkedHashMap<>();
    yaml.mapping(node);
    for (NodeTuple tuple : ((MappingNode) node).getValue()) {
      tuples.put(yaml.scalar(tuple.getKeyNode()), tuple);
    }
    return tuples;
  }

  private static Node mapping(Node at, Map<String, NodeTuple> tuples) {
    return new MappingNode(
        Tag.MAP,
        true,
        new ArrayList<>(tuples.values()),
        FlowStyle.BLOCK,
        at.getStartMark(),
        at.getEndMark());
  }
}
