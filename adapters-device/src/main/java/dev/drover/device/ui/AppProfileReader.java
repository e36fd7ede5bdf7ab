package dev.drover.device.ui;

import dev.drover.device.ui.AppProfile.Malformed;
import dev.drover.device.ui.Candidate.Region;
import dev.drover.device.ui.Candidate.TextMatch;
import dev.drover.domain.device.PackageName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads app profiles, and says in which line one is wrong. */
final class AppProfileReader {
  private static final Pattern REGION =
      Pattern.compile("(\\d{1,3})-(\\d{1,3})%? *[x,] *(\\d{1,3})-(\\d{1,3})%?");

  private final String source;

  private AppProfileReader(String source) {
    this.source = source;
  }

  static AppProfile read(String name, String source, String yaml) {
    AppProfileReader reader = new AppProfileReader(source);
    Optional<Node> document;
    try {
      document = new Compose(LoadSettings.builder().setLabel(source).build()).composeString(yaml);
    } catch (YamlEngineException malformed) {
      throw new Malformed(source + " is not YAML: " + malformed.getMessage());
    }
    Map<String, Node> top =
        reader.mapping(document.orElseThrow(() -> new Malformed(source + " is empty")));
    List<PackageName> packages = new ArrayList<>();
    for (Node item : reader.sequence(reader.required(top, "packages"))) {
      try {
        packages.add(new PackageName(reader.scalar(item)));
      } catch (IllegalArgumentException refused) {
        throw reader.malformed(item, Optional.ofNullable(refused.getMessage()).orElse(""));
      }
    }
    Map<String, Selector> selectors = new LinkedHashMap<>();
    reader
        .mapping(reader.required(top, "elements"))
        .forEach((element, node) -> selectors.put(element, reader.selector(element, node)));
    return new AppProfile(name, source, packages, selectors);
  }

  private Selector selector(String element, Node node) {
    List<Candidate> candidates = new ArrayList<>();
    for (Node item : sequence(node)) {
      candidates.add(candidate(item));
    }
    if (candidates.isEmpty()) {
      throw malformed(node, element + " needs at least one candidate");
    }
    return new Selector(element, candidates);
  }

  private Candidate candidate(Node node) {
    Optional<TextMatch> text = Optional.empty();
    Optional<TextMatch> description = Optional.empty();
    Optional<String> type = Optional.empty();
    Optional<String> id = Optional.empty();
    Optional<Boolean> clickable = Optional.empty();
    Optional<Boolean> selected = Optional.empty();
    Optional<Region> region = Optional.empty();
    List<String> said = new ArrayList<>();
    for (Map.Entry<String, Node> part : mapping(node).entrySet()) {
      String value = scalar(part.getValue());
      said.add(part.getKey() + ": " + value);
      switch (part.getKey()) {
        case "text" -> text = match(TextMatch.Kind.EXACT, value, node);
        case "text-contains" -> text = match(TextMatch.Kind.CONTAINS, value, node);
        case "text-regex" -> text = match(TextMatch.Kind.REGEX, value, node);
        case "description" -> description = match(TextMatch.Kind.EXACT, value, node);
        case "description-contains" -> description = match(TextMatch.Kind.CONTAINS, value, node);
        case "description-regex" -> description = match(TextMatch.Kind.REGEX, value, node);
        case "class" -> type = Optional.of(value);
        case "id" -> id = Optional.of(value);
        case "clickable" -> clickable = Optional.of(flag(part.getValue(), value));
        case "selected" -> selected = Optional.of(flag(part.getValue(), value));
        case "region" -> region = Optional.of(region(part.getValue(), value));
        default ->
            throw malformed(
                part.getValue(),
                "\""
                    + part.getKey()
                    + "\" is not known; there is text, text-contains, text-regex, description,"
                    + " description-contains, description-regex, class, id, clickable, selected, region");
      }
    }
    if (said.isEmpty()) {
      throw malformed(node, "a candidate says at least one thing");
    }
    return new Candidate(
        text,
        description,
        type,
        id,
        clickable,
        selected,
        region,
        "{" + String.join(", ", said) + "} (line " + line(node) + ")");
  }

  private Optional<TextMatch> match(TextMatch.Kind kind, String value, Node node) {
    if (kind == TextMatch.Kind.REGEX) {
      try {
        Pattern.compile(value.replace("{}", ""));
      } catch (PatternSyntaxException wrong) {
        throw malformed(node, "not a regular expression: " + wrong.getDescription());
      }
    }
    return Optional.of(new TextMatch(kind, value));
  }

  private boolean flag(Node node, String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw malformed(node, "must be true or false");
    };
  }

  private Region region(Node node, String value) {
    Matcher matcher = REGION.matcher(value);
    if (!matcher.matches()) {
      throw malformed(node, "must be left-right x top-bottom in percent, such as 0-100 x 10-60");
    }
    return new Region(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(3)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(4)));
  }

  private Node required(Map<String, Node> mapping, String key) {
    Node node = mapping.get(key);
    if (node == null) {
      throw new Malformed(source + " has no \"" + key + "\"");
    }
    return node;
  }

  private Map<String, Node> mapping(Node node) {
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

  private List<Node> sequence(Node node) {
    if (!(node instanceof SequenceNode sequence)) {
      throw malformed(node, "must be a list (- item)");
    }
    return sequence.getValue();
  }

  private String scalar(Node node) {
    if (!(node instanceof ScalarNode scalar)) {
      throw malformed(node, "must be a single value");
    }
    return scalar.getValue();
  }

  private Malformed malformed(Node node, String reason) {
    return new Malformed(source + ", line " + line(node) + ": " + reason);
  }

  private static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }
}
