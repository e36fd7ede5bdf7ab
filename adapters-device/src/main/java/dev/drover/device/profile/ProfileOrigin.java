package dev.drover.device.profile;

import dev.drover.application.text.NearestName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The files that an app profile is made of. */
public sealed interface ProfileOrigin {
  /** The operator's file, whether it is there or not. */
  Path file();

  /** The shipped profile; the operator has no file. */
  record Shipped(Path file) implements ProfileOrigin {}

  /** The operator's file alone: a whole profile. */
  record Own(Path file) implements ProfileOrigin {}

  /**
   * The shipped profile, and the operator's file laid over it.
   *
   * @param changes what the file has, in words, such as {@code 2 elements}
   * @param idle a message for each element of the file that changes nothing: the shipped profile
   *     has none of its name, and nothing in the file names it
   */
  record Changed(Path file, List<String> changes, List<String> idle) implements ProfileOrigin {
    public Changed {
      changes = List.copyOf(changes);
      idle = List.copyOf(idle);
    }
  }

  /**
   * Compares two profiles that {@link AppProfileReader} has read without a complaint.
   *
   * @param own the text of the operator's file
   */
  static ProfileOrigin of(Path file, String own, String shipped) {
    YamlSource yaml = new YamlSource(file.toString());
    Node document = composed(file.toString(), own);
    Map<String, Node> top = yaml.mapping(document);
    if (top.containsKey("packages")) {
      return new Own(file);
    }
    Map<String, Node> below = yaml.mapping(composed("shipped", shipped));
    Set<String> known = yaml.mapping(yaml.required(below, "elements")).keySet();
    Set<String> named = new HashSet<>();
    collectValues(document, named);
    List<String> idle = new ArrayList<>();
    keys(top.get("elements"))
        .forEach(
            (element, key) -> {
              if (!known.contains(element) && !named.contains(element)) {
                idle.add(
                    yaml.told(
                        key,
                        "no element is called "
                            + element
                            + NearestName.of(element, known)
                                .map(nearest -> "; did you mean " + nearest + "?")
                                .orElse(", and nothing here names it")));
              }
            });
    return new Changed(file, changes(yaml, top), idle);
  }

  private static Node composed(String name, String text) {
    return new Compose(LoadSettings.builder().setLabel(name).build())
        .composeString(text)
        .orElseThrow();
  }

  private static List<String> changes(YamlSource yaml, Map<String, Node> top) {
    List<String> changes = new ArrayList<>();
    top.forEach(
        (key, node) ->
            changes.add(
                switch (key) {
                  case "elements" -> counted(yaml.mapping(node).size(), "element");
                  case "labels" ->
                      counted(
                          yaml.mapping(node).values().stream()
                              .mapToInt(texts -> yaml.mapping(texts).size())
                              .sum(),
                          "label");
                  default -> key;
                }));
    return changes;
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static Map<String, Node> keys(@Nullable Node mapping) {
    Map<String, Node> keys = new LinkedHashMap<>();
    if (mapping instanceof MappingNode entries) {
      for (NodeTuple entry : entries.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key) {
          keys.put(key.getValue(), key);
        }
      }
    }
    return keys;
  }

  /** Collects each text that stands for a value, not for a key. */
  private static void collectValues(Node node, Set<String> values) {
    if (node instanceof ScalarNode scalar) {
      values.add(scalar.getValue());
    } else if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(item -> collectValues(item, values));
    } else if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(entry -> collectValues(entry.getValueNode(), values));
    }
  }
}
