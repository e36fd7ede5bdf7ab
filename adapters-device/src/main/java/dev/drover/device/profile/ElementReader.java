package dev.drover.device.profile;

import dev.drover.device.profile.Candidate.Extreme;
import dev.drover.device.profile.Candidate.Presence;
import dev.drover.device.profile.Candidate.Region;
import dev.drover.device.profile.Candidate.Relation;
import dev.drover.device.profile.Candidate.State;
import dev.drover.device.profile.index.KnownTexts;
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

  /** A text with several labels, each with several wordings, is not to grow without limit. */
  private static final int MOST_WORDINGS = 100;

  /** The classes of input fields. */
  private static final List<String> FIELDS = List.of("EditText", "AutoCompleteTextView");

  private final YamlSource yaml;
  private final Map<String, Node> nodes;
  private final Map<String, String> labels;
  private final List<Map<String, String>> all;
  private final Map<String, TextMatch> texts;
  private final KnownTexts known;
  private final Map<String, Selector> ready = new HashMap<>();
  private final SequencedSet<String> underWay = new LinkedHashSet<>();

  /**
   * @param labels those of the locale
   * @param all those of every locale: an app that has no words in the phone's language, or not all,
   *     shows another's
   * @param texts the texts that were compiled before, by what they are made of
   * @param known remembers what fits them
   */
  ElementReader(
      YamlSource yaml,
      Map<String, Node> nodes,
      Map<String, String> labels,
      List<Map<String, String>> all,
      Map<String, TextMatch> texts,
      KnownTexts known) {
    this.yaml = yaml;
    this.nodes = nodes;
    this.labels = labels;
    this.all = all;
    this.texts = texts;
    this.known = known;
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
      candidates.add(candidate(element, item, List.of(labels), false));
      if (all.size() > 1 && hasLabels(item)) {
        candidates.add(candidate(element, item, all, true));
      }
    }
    if (candidates.isEmpty()) {
      throw yaml.malformed(node, element + " needs at least one candidate");
    }
    underWay.remove(element);
    Selector selector = new Selector(element, candidates);
    ready.put(element, selector);
    return selector;
  }

  private boolean hasLabels(Node item) {
    return yaml.mapping(item).values().stream()
        .anyMatch(part -> LABEL.matcher(withoutExclusions(yaml.scalar(part))).find());
  }

  private Candidate candidate(
      String element, Node node, List<Map<String, String>> words, boolean isForeign) {
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
        case "text" -> text = match(TextMatch.Comparison.EXACT, value, words, at);
        case "text-contains" -> text = match(TextMatch.Comparison.CONTAINS, value, words, at);
        case "text-regex" -> text = match(TextMatch.Comparison.REGEX, value, words, at);
        case "description" -> description = match(TextMatch.Comparison.EXACT, value, words, at);
        case "description-contains" ->
            description = match(TextMatch.Comparison.CONTAINS, value, words, at);
        case "description-regex" ->
            description = match(TextMatch.Comparison.REGEX, value, words, at);
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
        isForeign,
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

  /**
   * @param words the labels of each locale of which one has to fit
   */
  private Optional<TextMatch> match(
      TextMatch.Comparison comparison, String value, List<Map<String, String>> words, Node node) {
    if (words.size() == 1) {
      return Optional.of(matchOne(comparison, value, words.getFirst(), node));
    }
    String key = "any " + comparison + " " + value;
    TextMatch any = texts.get(key);
    if (any == null) {
      any =
          TextMatch.anyOf(
              words.stream().map(some -> matchOne(comparison, value, some, node)).toList(), known);
      texts.put(key, any);
    }
    return Optional.of(any);
  }

  private TextMatch matchOne(
      TextMatch.Comparison comparison, String value, Map<String, String> words, Node node) {
    List<String> wanted = wanted(comparison, value, words, node);
    boolean labelled = LABEL.matcher(withoutExclusions(value)).find();
    try {
      return texts.computeIfAbsent(
          comparison + " " + labelled + " " + String.join("\n", wanted),
          _ -> TextMatch.of(comparison, wanted, labelled, known));
    } catch (IllegalArgumentException wrong) {
      throw yaml.malformed(
          node, "not a regular expression that can be used: " + wrong.getMessage());
    }
  }

  /** Returns the texts of which one must fit: a label may have several wordings. */
  private List<String> wanted(
      TextMatch.Comparison comparison, String value, Map<String, String> words, Node node) {
    List<String> wanted = List.of("");
    int end = 0;
    Matcher label = LABEL.matcher(value);
    while (label.find()) {
      String meant = words.get(label.group(1));
      if (meant == null) {
        throw yaml.malformed(node, "there is no label " + label.group(1));
      }
      String before = value.substring(end, label.start());
      String regex =
          "(?:"
              + (isExcluded(value, label.start()) ? inEveryLanguage(label.group(1)) : meant)
              + ")";
      List<String> wordings =
          comparison == TextMatch.Comparison.REGEX ? List.of(regex) : RegexText.alternatives(meant);
      wanted =
          wanted.stream()
              .flatMap(start -> wordings.stream().map(wording -> start + before + wording))
              .limit(MOST_WORDINGS)
              .toList();
      end = label.end();
    }
    String rest = value.substring(end);
    return wanted.stream().map(start -> start + rest).toList();
  }

  /** A text that excludes words does not ask for them. */
  private static String withoutExclusions(String regex) {
    int start = regex.indexOf("(?!");
    return start < 0
        ? regex
        : regex.substring(0, start)
            + withoutExclusions(regex.substring(RegexText.afterPart(regex, start)));
  }

  private static boolean isExcluded(String regex, int at) {
    for (int start = regex.indexOf("(?!"); start >= 0; start = regex.indexOf("(?!", start + 1)) {
      if (start < at && at < RegexText.afterPart(regex, start)) {
        return true;
      }
    }
    return false;
  }

  /** Words that something must not say, it must not say in another language either. */
  private String inEveryLanguage(String label) {
    return String.join(
        "|",
        all.stream()
            .flatMap(theirs -> Optional.ofNullable(theirs.get(label)).stream())
            .distinct()
            .map(words -> "(?:" + words + ")")
            .toList());
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
