package dev.drover.programs;

import dev.drover.application.text.NearestName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads the YAML of one declaration, and reports errors with file and line.
 *
 * @param name the file, for messages
 */
record YamlFile(String name) {

  /** A mapping and the names that it may have. */
  record Mapping(Node node, Map<String, Node> entries) {
    Optional<Node> find(String key) {
      return Optional.ofNullable(entries.get(key));
    }
  }

  /** Returns the document's mapping. */
  Mapping document(String yaml, Collection<String> known) {
    try {
      Node root =
          new Compose(LoadSettings.builder().setLabel(name).build())
              .composeString(yaml)
              .orElseThrow(() -> new DeclarationRefused(name + ": is empty"));
      return mapping(root, known);
    } catch (MarkedYamlEngineException malformed) {
      throw new DeclarationRefused(
          name
              + malformed.getProblemMark().map(mark -> ", line " + (mark.getLine() + 1)).orElse("")
              + ": is no YAML: "
              + malformed.getProblem(),
          malformed);
    } catch (YamlEngineException malformed) {
      throw new DeclarationRefused(name + ": is no YAML: " + malformed.getMessage(), malformed);
    }
  }

  /** Reads a mapping that has no other keys than these. */
  Mapping mapping(Node node, Collection<String> known) {
    if (!(node instanceof MappingNode mapping)) {
      throw refused(node, "must be a mapping (key: value)");
    }
    Map<String, Node> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = text(tuple.getKeyNode());
      if (!known.contains(key)) {
        throw refused(
            tuple.getKeyNode(),
            "\""
                + key
                + "\" is not known; "
                + NearestName.of(key, known)
                    .map(near -> "did you mean \"" + near + "\"?")
                    .orElseGet(() -> "there are " + String.join(", ", known)));
      }
      if (entries.put(key, tuple.getValueNode()) != null) {
        throw refused(tuple.getKeyNode(), "\"" + key + "\" stands here twice");
      }
    }
    return new Mapping(node, entries);
  }

  Node required(Mapping mapping, String key) {
    return mapping
        .find(key)
        .orElseThrow(() -> refused(mapping.node(), "\"" + key + "\" is missing"));
  }

  List<Node> list(Node node) {
    if (!(node instanceof SequenceNode sequence)) {
      throw refused(node, "must be a list (- item)");
    }
    return sequence.getValue();
  }

  String text(Node node) {
    if (!(node instanceof ScalarNode scalar) || scalar.getTag().equals(Tag.NULL)) {
      throw refused(node, "must be a single value");
    }
    return scalar.getValue();
  }

  boolean flag(Node node) {
    return switch (text(node)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refused(node, "must be true or false");
    };
  }

  /** Returns a value as it is written: a number as Integer, anything else as text. */
  Object wordOrNumber(Node node) {
    String text = text(node);
    if (!node.getTag().equals(Tag.INT)) {
      return text;
    }
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException _) {
      throw refused(node, "must be a whole number of at most nine digits");
    }
  }

  DeclarationRefused refused(Node node, String reason) {
    int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    return new DeclarationRefused(name + ", line " + line + ": " + reason);
  }
}
