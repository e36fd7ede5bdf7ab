package dev.drover.device.profile;

import dev.drover.device.profile.AppProfile.Malformed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads the YAML nodes of one profile, and reports errors with their line.
 *
 * @param name the profile's file, for messages; a node of another file is reported with that file
 */
record YamlSource(String name) {

  String text(Map<String, Node> rule, Node item, String key) {
    Node value = rule.get(key);
    if (value == null) {
      throw malformed(item, "a rule needs \"" + key + "\"");
    }
    return scalar(value);
  }

  void known(Map<String, Node> mapping, List<String> keys) {
    for (Map.Entry<String, Node> entry : mapping.entrySet()) {
      if (!keys.contains(entry.getKey())) {
        throw malformed(
            entry.getValue(),
            "\"" + entry.getKey() + "\" is not known; there is " + String.join(", ", keys));
      }
    }
  }

  boolean flag(Node node, String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw malformed(node, "must be true or false");
    };
  }

  Node required(Map<String, Node> mapping, String key) {
    Node node = mapping.get(key);
    if (node == null) {
      throw new Malformed(name + " has no \"" + key + "\"");
    }
    return node;
  }

  Map<String, Node> mapping(Node node) {
    if (!(node instanceof MappingNode mapping)) {
      throw malformed(node, "must be a mapping (key: value)");
    }
    Map<String, Node> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = scalar(tuple.getKeyNode());
      if (entries.put(key, tuple.getValueNode()) != null) {
        throw malformed(tuple.getKeyNode(), "\"" + key + "\" stands here twice");
      }
    }
    return entries;
  }

  boolean isMapping(Node node) {
    return node instanceof MappingNode;
  }

  List<Node> sequence(Node node) {
    if (!(node instanceof SequenceNode sequence)) {
      throw malformed(node, "must be a list (- item)");
    }
    return sequence.getValue();
  }

  String scalar(Node node) {
    if (!(node instanceof ScalarNode scalar)) {
      throw malformed(node, "must be a single value");
    }
    return scalar.getValue();
  }

  Malformed malformed(Node node, String reason) {
    return new Malformed(told(node, reason));
  }

  /** A message with the file and the line that it is about. */
  String told(Node node, String reason) {
    return file(node) + ", line " + line(node) + ": " + reason;
  }

  /** The file that a node stands in: a profile may be made of two. */
  private String file(Node node) {
    return node.getStartMark().map(Mark::getName).orElse(name);
  }

  /** Where a node stands, for people. The file is named where it is not the profile's own. */
  String place(Node node) {
    String file = file(node);
    return "line " + line(node) + (file.equals(name) ? "" : " of " + file);
  }

  private static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }
}
