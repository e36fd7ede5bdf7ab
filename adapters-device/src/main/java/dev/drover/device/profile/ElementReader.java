package dev.drover.device.profile;

import dev.drover.device.profile.Candidate.Extreme;
import dev.drover.device.profile.Candidate.Presence;
import dev.drover.device.profile.Candidate.Region;
import dev.drover.device.profile.Candidate.Relation;
import dev.drover.device.profile.Candidate.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a profile's elements with the labels of one locale. Reads related elements first. Used
 * once.
 */
final class ElementReader {
  private static final Pattern REGION =
      Pattern.compile("(\\d{1,3})-(\\d{1,3})%? *[x,] *(\\d{1,3})-(\\d{1,3})%?");

  /** A label within a text: {@code <like>}. */
  private static final Pattern LABEL = Pattern.compile("<([a-z][a-z0-9_]*)>");

  /** The classes of input fields. */
  private static final List<String> FIELDS = List.of("EditText", "AutoCompleteTextView");

  private final YamlSource yaml;
  private final Map<String, Node> nodes;
  private final Map<String, String> labels;
  private final Map<String, Selector> ready = new HashMap<>();
  private final SequencedSet<String> underWay = new LinkedHashSet<>();

  ElementReader(YamlSource yaml, Map<String, Node> nodes, Map<String, String> labels) {
    this.yaml = yaml;
    this.nodes = nodes;
    this.labels = labels;
  }

  /** Returns all selectors, in the order of the file. */
  SequencedMap<String, Selector> selectors() {
    SequencedMap<String, Selector> selectors = new LinkedHashMap<>();
    nodes.forEach((element, node) -> selectors.put(element, selector(element, node)));
    return selectors;
  }

  private Selector selector(String element, Node node) {
    Selector known = ready.get(element);
    if (known != null) {
      return known;
    }
    if (!underWay.add(element)) {
      throw yaml.malformed(node, String.join(", ", underWay) + " relate to each other in a circle");
    }
    List<Candidate> candidates = new ArrayList<>();
    for (Node item : yaml.sequence(node)) {
      candidates.add(candidate(element, item));
    }
    if (candidates.isEmpty()) {
      throw yaml.malformed(node, element + " needs at least one candidate");
    }
    underWay.remove(element);
    Selector selector = new Selector(element, candidates);
    ready.put(element, selector);
    return selector;
  }

  private Candidate candidate(String element, Node node) {
    Optional<TextMatch> text = Optional.empty();
    Optional<TextMatch> description = Optional.empty();
    Optional<String> type = Optional.empty();
    Optional<String> id = Optional.empty();
    Optional<Region> region = Optional.empty();
    List<State> states = new ArrayList<>();
    List<Relation> relations = new ArrayList<>();
    List<Presence> presences = new ArrayList<>();
    List<String> said = new ArrayList<>();
    Extreme extreme = Extreme.NONE;
    boolean several = false;
    for (Map.Entry<String, Node> part : yaml.mapping(node).entrySet()) {
      Node at = part.getValue();
      String value = yaml.scalar(at);
      said.add(part.getKey() + ": " + value);
      switch (part.getKey()) {
        case "text" -> text = match(TextMatch.Comparison.EXACT, value, at);
        case "text-contains" -> text = match(TextMatch.Comparison.CONTAINS, value, at);
        case "text-regex" -> text = match(TextMatch.Comparison.REGEX, value, at);
        case "description" -> description = match(TextMatch.Comparison.EXACT, value, at);
        case "description-contains" ->
            description = match(TextMatch.Comparison.CONTAINS, value, at);
        case "description-regex" -> description = match(TextMatch.Comparison.REGEX, value, at);
        case "class" -> type = Optional.of(value);
        case "id" -> id = Optional.of(value);
        case "clickable" -> states.add(new State(State.Property.CLICKABLE, yaml.flag(at, value)));
        case "selected" -> states.add(new State(State.Property.SELECTED, yaml.flag(at, value)));
        case "enabled" -> states.add(new State(State.Property.ENABLED, yaml.flag(at, value)));
        case "focused" -> states.add(new State(State.Property.FOCUSED, yaml.flag(at, value)));
        case "scrollable" -> states.add(new State(State.Property.SCROLLABLE, yaml.flag(at, value)));
        case "region" -> region = Optional.of(region(at, value));
        case "below" -> relations.add(relation(Relation.Place.BELOW, value, at));
        case "above" -> relations.add(relation(Relation.Place.ABOVE, value, at));
        case "right-of" -> relations.add(relation(Relation.Place.RIGHT_OF, value, at));
        case "with" -> presences.add(new Presence(other(value, at), true));
        case "without" -> presences.add(new Presence(other(value, at), false));
        case "which" -> extreme = extreme(at, value);
        case "several" -> several = yaml.flag(at, value);
        case "inside" -> relations.add(relation(Relation.Place.INSIDE, value, at));
        default ->
            throw yaml.malformed(
                at,
                "\""
                    + part.getKey()
                    + "\" is not known; there is text, text-contains, text-regex, description,"
                    + " description-contains, description-regex, class, id, clickable, selected,"
                    + " enabled, focused, scrollable, region, below, above, right-of, inside,"
                    + " with, without, which, several");
      }
    }
    if (said.isEmpty()) {
      throw yaml.malformed(node, "a candidate says at least one thing");
    }
    return new Candidate(
        text,
        description,
        type,
        id,
        states,
        region,
        relations,
        presences,
        isField(element, type, id) || text.isEmpty(),
        extreme,
        several,
        "{" + String.join(", ", said) + "} (" + yaml.place(node) + ")");
  }

  /**
   * Returns whether a candidate may match an input field. Text that somebody typed must not pass
   * for a label.
   */
  private static boolean isField(String element, Optional<String> type, Optional<String> id) {
    return element.endsWith("field")
        || id.isPresent()
        || type.filter(name -> FIELDS.stream().anyMatch(name::endsWith)).isPresent();
  }

  private Relation relation(Relation.Place place, String element, Node at) {
    return new Relation(place, other(element, at));
  }

  private Selector other(String element, Node at) {
    Node node = nodes.get(element);
    if (node == null) {
      throw yaml.malformed(at, "there is no element " + element);
    }
    return selector(element, node);
  }

  private Optional<TextMatch> match(TextMatch.Comparison comparison, String value, Node node) {
    StringBuilder text = new StringBuilder();
    Matcher label = LABEL.matcher(value);
    while (label.find()) {
      String meant = labels.get(label.group(1));
      if (meant == null) {
        throw yaml.malformed(node, "there is no label " + label.group(1));
      }
      label.appendReplacement(
          text,
          Matcher.quoteReplacement(
              comparison == TextMatch.Comparison.REGEX ? "(?:" + meant + ")" : meant));
    }
    label.appendTail(text);
    try {
      return Optional.of(TextMatch.of(comparison, text.toString()));
    } catch (IllegalArgumentException wrong) {
      throw yaml.malformed(
          node, "not a regular expression that can be used: " + wrong.getMessage());
    }
  }

  private Extreme extreme(Node node, String value) {
    return switch (value) {
      case "highest" -> Extreme.HIGHEST;
      case "lowest" -> Extreme.LOWEST;
      default -> throw yaml.malformed(node, "must be highest or lowest");
    };
  }

  private Region region(Node node, String value) {
    Matcher matcher = REGION.matcher(value);
    if (!matcher.matches()) {
      throw yaml.malformed(
          node, "must be left-right x top-bottom in percent, such as 0-100 x 10-60");
    }
    return new Region(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(3)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(4)));
  }
}
