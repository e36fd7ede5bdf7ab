package dev.drover.device.profile;

import dev.drover.device.profile.AppProfile.Malformed;
import dev.drover.device.profile.AppProfile.ScreenPoint;
import dev.drover.device.profile.Candidate.Extreme;
import dev.drover.device.profile.Candidate.Presence;
import dev.drover.device.profile.Candidate.Region;
import dev.drover.device.profile.Candidate.Relation;
import dev.drover.device.profile.Candidate.State;
import dev.drover.domain.app.PackageName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
public final class AppProfileReader {
  private static final Pattern REGION =
      Pattern.compile("(\\d{1,3})-(\\d{1,3})%? *[x,] *(\\d{1,3})-(\\d{1,3})%?");

  private static final Pattern POINT = Pattern.compile("(\\d{1,3})%? *[x,] *(\\d{1,3})%?");

  /** A label in a text: {@code <like>}. */
  private static final Pattern LABEL = Pattern.compile("<([a-z][a-z0-9_]*)>");

  private static final Pattern LOCALE = Pattern.compile("[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*+");

  /** The classes of what is there to be written in. */
  private static final List<String> FIELDS = List.of("EditText", "AutoCompleteTextView");

  /** The locale of a profile without labels. */
  private static final String ANY_LOCALE = "en";

  private final String source;
  private final String fingerprint;

  private AppProfileReader(String source, String fingerprint) {
    this.source = source;
    this.fingerprint = fingerprint;
  }

  public static AppProfile read(String name, String source, String yaml) {
    Optional<Node> document;
    try {
      document = new Compose(LoadSettings.builder().setLabel(source).build()).composeString(yaml);
    } catch (YamlEngineException malformed) {
      throw new Malformed(source + " is not YAML: " + malformed.getMessage());
    }
    AppProfileReader reader = new AppProfileReader(source, sha256(yaml));
    return reader.profile(name, document.orElseThrow(() -> new Malformed(source + " is empty")));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private AppProfile profile(String name, Node document) {
    Map<String, Node> top = mapping(document);
    known(
        top,
        List.of(
            "packages",
            "versions",
            "pause-video",
            "labels",
            "elements",
            "pages",
            "canary",
            "dialogs",
            "blocking"));
    Map<String, Node> elements = mapping(required(top, "elements"));
    SequencedMap<String, Map<String, Selector>> byLocale = new LinkedHashMap<>();
    labels(top)
        .forEach(
            (locale, labels) -> byLocale.put(locale, new Elements(elements, labels).selectors()));
    return new AppProfile(
        name,
        source,
        packages(required(top, "packages")),
        Optional.ofNullable(top.get("versions")).map(this::versions).orElse(VersionRange.ANY),
        Optional.ofNullable(top.get("pause-video")).map(this::point),
        Optional.ofNullable(top.get("dialogs"))
            .map(node -> dialogs(node, elements))
            .orElse(List.of()),
        Optional.ofNullable(top.get("blocking"))
            .map(node -> blocking(node, elements))
            .orElse(List.of()),
        pages(Optional.ofNullable(top.get("pages")), elements),
        Optional.ofNullable(top.get("canary"))
            .map(node -> canary(node, elements))
            .orElse(List.of()),
        byLocale,
        byLocale.firstEntry().getKey(),
        fingerprint);
  }

  private List<PackageName> packages(Node node) {
    List<PackageName> packages = new ArrayList<>();
    for (Node item : sequence(node)) {
      try {
        packages.add(new PackageName(scalar(item)));
      } catch (IllegalArgumentException refused) {
        throw malformed(item, Optional.ofNullable(refused.getMessage()).orElse(""));
      }
    }
    return packages;
  }

  private VersionRange versions(Node node) {
    try {
      return VersionRange.parse(scalar(node));
    } catch (IllegalArgumentException refused) {
      throw malformed(node, Optional.ofNullable(refused.getMessage()).orElse(""));
    }
  }

  private ScreenPoint point(Node node) {
    Matcher matcher = POINT.matcher(scalar(node));
    if (!matcher.matches()) {
      throw malformed(node, "must be left x top in percent, such as 50 x 40");
    }
    return new ScreenPoint(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** The labels of each locale; the first locale is the one of phones that do not tell theirs. */
  private SequencedMap<String, Map<String, String>> labels(Map<String, Node> top) {
    SequencedMap<String, Map<String, String>> labels = new LinkedHashMap<>();
    Node node = top.get("labels");
    if (node == null) {
      labels.put(ANY_LOCALE, Map.of());
      return labels;
    }
    for (Map.Entry<String, Node> locale : mapping(node).entrySet()) {
      if (!LOCALE.matcher(locale.getKey()).matches()) {
        throw malformed(locale.getValue(), "\"" + locale.getKey() + "\" is no locale, such as en");
      }
      Map<String, String> texts = new LinkedHashMap<>();
      mapping(locale.getValue()).forEach((key, text) -> texts.put(key, scalar(text)));
      labels.put(locale.getKey(), texts);
    }
    if (labels.isEmpty()) {
      throw malformed(node, "there is no locale");
    }
    Set<String> all = labels.firstEntry().getValue().keySet();
    labels.forEach(
        (locale, texts) -> {
          if (!texts.keySet().equals(all)) {
            Set<String> differing = new TreeSet<>(all);
            texts
                .keySet()
                .forEach(
                    key -> {
                      if (!differing.remove(key)) {
                        differing.add(key);
                      }
                    });
            throw malformed(
                node,
                "the labels of "
                    + locale
                    + " are not those of "
                    + labels.firstEntry().getKey()
                    + ": "
                    + String.join(", ", differing));
          }
        });
    return labels;
  }

  private List<DialogRule> dialogs(Node node, Map<String, Node> elements) {
    List<DialogRule> rules = new ArrayList<>();
    for (Node item : sequence(node)) {
      Map<String, Node> rule = mapping(item);
      known(rule, List.of("shows", "tap", "says", "restarts"));
      Node restarts = rule.get("restarts");
      rules.add(
          new DialogRule(
              element(rule, item, "shows", elements),
              element(rule, item, "tap", elements),
              text(rule, item, "says"),
              restarts != null && flag(restarts, scalar(restarts))));
    }
    return rules;
  }

  private List<BlockingRule> blocking(Node node, Map<String, Node> elements) {
    List<BlockingRule> rules = new ArrayList<>();
    for (Node item : sequence(node)) {
      Map<String, Node> rule = mapping(item);
      known(rule, List.of("shows", "says", "remedy", "refused"));
      Node refused = rule.get("refused");
      rules.add(
          new BlockingRule(
              element(rule, item, "shows", elements),
              text(rule, item, "says"),
              text(rule, item, "remedy"),
              refused != null && flag(refused, scalar(refused))));
    }
    return rules;
  }

  private List<CanaryStep> canary(Node node, Map<String, Node> elements) {
    List<CanaryStep> steps = new ArrayList<>();
    for (Node item : sequence(node)) {
      Map<String, Node> step = mapping(item);
      known(step, List.of("tap", "sees"));
      Node seen = step.get("sees");
      if (seen == null) {
        throw malformed(item, "a step of the canary needs \"sees\"");
      }
      List<String> sees = new ArrayList<>();
      for (Node element : sequence(seen)) {
        if (!elements.containsKey(scalar(element))) {
          throw malformed(element, "there is no element " + scalar(element));
        }
        sees.add(scalar(element));
      }
      steps.add(
          new CanaryStep(
              step.containsKey("tap")
                  ? Optional.of(element(step, item, "tap", elements))
                  : Optional.empty(),
              sees));
    }
    return steps;
  }

  private SequencedMap<String, String> pages(Optional<Node> node, Map<String, Node> elements) {
    SequencedMap<String, String> pages = new LinkedHashMap<>();
    node.map(this::mapping)
        .orElse(Map.of())
        .forEach(
            (page, element) -> {
              if (!elements.containsKey(scalar(element))) {
                throw malformed(element, "there is no element " + scalar(element));
              }
              pages.put(page, scalar(element));
            });
    return pages;
  }

  private String element(
      Map<String, Node> rule, Node item, String key, Map<String, Node> elements) {
    String element = text(rule, item, key);
    if (!elements.containsKey(element)) {
      throw malformed(item, "there is no element " + element);
    }
    return element;
  }

  private String text(Map<String, Node> rule, Node item, String key) {
    Node value = rule.get(key);
    if (value == null) {
      throw malformed(item, "a rule needs \"" + key + "\"");
    }
    return scalar(value);
  }

  private void known(Map<String, Node> mapping, List<String> keys) {
    for (Map.Entry<String, Node> entry : mapping.entrySet()) {
      if (!keys.contains(entry.getKey())) {
        throw malformed(
            entry.getValue(),
            "\"" + entry.getKey() + "\" is not known; there is " + String.join(", ", keys));
      }
    }
  }

  /** The elements in one locale. Those that others relate to are read before them. */
  private final class Elements {
    private final Map<String, Node> nodes;
    private final Map<String, String> labels;
    private final Map<String, Selector> ready = new HashMap<>();
    private final SequencedSet<String> underWay = new LinkedHashSet<>();

    Elements(Map<String, Node> nodes, Map<String, String> labels) {
      this.nodes = nodes;
      this.labels = labels;
    }

    /** All of them, in the order of the file. */
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
        throw malformed(node, String.join(", ", underWay) + " relate to each other in a circle");
      }
      List<Candidate> candidates = new ArrayList<>();
      for (Node item : sequence(node)) {
        candidates.add(candidate(element, item));
      }
      if (candidates.isEmpty()) {
        throw malformed(node, element + " needs at least one candidate");
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
      for (Map.Entry<String, Node> part : mapping(node).entrySet()) {
        Node at = part.getValue();
        String value = scalar(at);
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
          case "clickable" -> states.add(new State(State.Property.CLICKABLE, flag(at, value)));
          case "selected" -> states.add(new State(State.Property.SELECTED, flag(at, value)));
          case "enabled" -> states.add(new State(State.Property.ENABLED, flag(at, value)));
          case "focused" -> states.add(new State(State.Property.FOCUSED, flag(at, value)));
          case "scrollable" -> states.add(new State(State.Property.SCROLLABLE, flag(at, value)));
          case "region" -> region = Optional.of(region(at, value));
          case "below" -> relations.add(relation(Relation.Place.BELOW, value, at));
          case "above" -> relations.add(relation(Relation.Place.ABOVE, value, at));
          case "right-of" -> relations.add(relation(Relation.Place.RIGHT_OF, value, at));
          case "with" -> presences.add(new Presence(other(value, at), true));
          case "without" -> presences.add(new Presence(other(value, at), false));
          case "which" -> extreme = extreme(at, value);
          case "several" -> several = flag(at, value);
          case "inside" -> relations.add(relation(Relation.Place.INSIDE, value, at));
          default ->
              throw malformed(
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
        throw malformed(node, "a candidate says at least one thing");
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
          "{" + String.join(", ", said) + "} (line " + line(node) + ")");
    }

    /** What is written in a field is no label of anything else. */
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
        throw malformed(at, "there is no element " + element);
      }
      return selector(element, node);
    }

    private Optional<TextMatch> match(TextMatch.Comparison comparison, String value, Node node) {
      StringBuilder text = new StringBuilder();
      Matcher label = LABEL.matcher(value);
      while (label.find()) {
        String meant = labels.get(label.group(1));
        if (meant == null) {
          throw malformed(node, "there is no label " + label.group(1));
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
        throw malformed(node, "not a regular expression that can be used: " + wrong.getMessage());
      }
    }
  }

  private Extreme extreme(Node node, String value) {
    return switch (value) {
      case "highest" -> Extreme.HIGHEST;
      case "lowest" -> Extreme.LOWEST;
      default -> throw malformed(node, "must be highest or lowest");
    };
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
