package dev.drover.device.profile;

import dev.drover.device.profile.AppProfile.Malformed;
import dev.drover.device.profile.AppProfile.ScreenPoint;
import dev.drover.device.profile.index.KnownTexts;
import dev.drover.domain.app.PackageName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads app profiles, and reports errors with their line. */
public final class AppProfileReader {
  private static final Pattern POINT = Pattern.compile("(\\d{1,3})%? *[x,] *(\\d{1,3})%?");

  private static final Pattern LOCALE = Pattern.compile("[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*+");

  /** The locale of a profile without labels. */
  private static final String ANY_LOCALE = "en";

  private static final List<String> TOP =
      List.of(
          "packages",
          "versions",
          "pause-video",
          "labels",
          "elements",
          "pages",
          "canary",
          "dialogs",
          "blocking");

  private final YamlSource yaml;
  private final String fingerprint;

  private AppProfileReader(String source, String fingerprint) {
    this.yaml = new YamlSource(source);
    this.fingerprint = fingerprint;
  }

  /**
   * Reads a whole profile.
   *
   * @param source names the file in messages
   * @throws Malformed if it can't be used
   */
  public static AppProfile read(String name, String source, String yaml) {
    AppProfileReader reader = new AppProfileReader(source, sha256(yaml));
    return reader.profile(name, reader.top(source, yaml), Map.of());
  }

  /**
   * Reads an operator's file. One that has {@code packages} is a whole profile; any other has only
   * what differs from the shipped profile, and is laid over it.
   *
   * @param source names the operator's file in messages
   * @param shippedSource names the shipped one
   * @throws Malformed if one of them can't be used
   */
  static AppProfile readOwn(
      String name, String source, String yaml, String shippedSource, String shippedYaml) {
    AppProfileReader reader = new AppProfileReader(source, sha256(yaml + shippedYaml));
    Map<String, Node> own = reader.top(source, yaml);
    return own.containsKey("packages")
        ? read(name, source, yaml)
        : reader.profile(
            name,
            new ProfileLayers(reader.yaml).over(reader.top(shippedSource, shippedYaml), own),
            own);
  }

  /** Returns whether a text is a regular expression that a profile may have. */
  public static boolean isUsableRegex(String text) {
    try {
      LinearRegex.compile(text);
      return true;
    } catch (IllegalArgumentException unusable) {
      return false;
    }
  }

  private Map<String, Node> top(String source, String text) {
    try {
      Node document =
          new Compose(LoadSettings.builder().setLabel(source).build())
              .composeString(text)
              .orElseThrow(() -> new Malformed(source + " is empty"));
      Map<String, Node> top = yaml.mapping(document);
      yaml.known(top, TOP);
      return top;
    } catch (YamlEngineException malformed) {
      throw new Malformed(source + " is not YAML: " + malformed.getMessage());
    }
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

  /**
   * @param own what the operator's file has, where it is laid over the shipped profile
   */
  private AppProfile profile(String name, Map<String, Node> top, Map<String, Node> own) {
    Map<String, Node> elements = yaml.mapping(yaml.required(top, "elements"));
    SequencedMap<String, Map<String, Selector>> byLocale = new LinkedHashMap<>();
    SequencedMap<String, Map<String, String>> labels = labels(top, own);
    Map<String, TextMatch> texts = new HashMap<>();
    KnownTexts known = new KnownTexts();
    List<Map<String, String>> all = List.copyOf(labels.values());
    labels.forEach(
        (locale, words) ->
            byLocale.put(
                locale, new ElementReader(yaml, elements, words, all, texts, known).selectors()));
    return new AppProfile(
        name,
        yaml.name(),
        packages(yaml.required(top, "packages")),
        Optional.ofNullable(top.get("versions")).map(this::versions).orElse(VersionRange.ANY),
        Optional.ofNullable(top.get("pause-video")).map(this::point),
        Optional.ofNullable(top.get("dialogs"))
            .map(node -> dialogs(node, elements))
            .orElse(List.of()),
        Optional.ofNullable(top.get("blocking"))
            .map(node -> blocking(node, elements))
            .orElse(List.of()),
        pages(Optional.ofNullable(top.get("pages")), elements, own),
        Optional.ofNullable(top.get("canary"))
            .map(node -> canary(node, elements))
            .orElse(List.of()),
        byLocale,
        labels,
        byLocale.firstEntry().getKey(),
        fingerprint);
  }

  private List<PackageName> packages(Node node) {
    List<PackageName> packages = new ArrayList<>();
    for (Node item : yaml.sequence(node)) {
      try {
        packages.add(new PackageName(yaml.scalar(item)));
      } catch (IllegalArgumentException refused) {
        throw yaml.malformed(item, Optional.ofNullable(refused.getMessage()).orElse(""));
      }
    }
    return packages;
  }

  private VersionRange versions(Node node) {
    try {
      return VersionRange.parse(yaml.scalar(node));
    } catch (IllegalArgumentException refused) {
      throw yaml.malformed(node, Optional.ofNullable(refused.getMessage()).orElse(""));
    }
  }

  private ScreenPoint point(Node node) {
    Matcher matcher = POINT.matcher(yaml.scalar(node));
    if (!matcher.matches()) {
      throw yaml.malformed(node, "must be left x top in percent, such as 50 x 40");
    }
    return new ScreenPoint(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /**
   * Reads the labels of each locale. The first locale serves phones that report none.
   *
   * @param own what the operator's file has. A locale that it adds may lack labels that came with a
   *     later version; those are as in the first locale
   */
  private SequencedMap<String, Map<String, String>> labels(
      Map<String, Node> top, Map<String, Node> own) {
    SequencedMap<String, Map<String, String>> labels = new LinkedHashMap<>();
    Node node = top.get("labels");
    if (node == null) {
      labels.put(ANY_LOCALE, Map.of());
      return labels;
    }
    for (Map.Entry<String, Node> locale : yaml.mapping(node).entrySet()) {
      if (!LOCALE.matcher(locale.getKey()).matches()) {
        throw yaml.malformed(
            locale.getValue(), "\"" + locale.getKey() + "\" is no locale, such as en");
      }
      Map<String, String> texts = new LinkedHashMap<>();
      yaml.mapping(locale.getValue()).forEach((key, text) -> texts.put(key, yaml.scalar(text)));
      labels.put(locale.getKey(), texts);
    }
    if (labels.isEmpty()) {
      throw yaml.malformed(node, "there is no locale");
    }
    Map<String, String> first = labels.firstEntry().getValue();
    entries(own, "labels")
        .forEach(
            locale ->
                first.forEach(
                    (name, words) ->
                        Optional.ofNullable(labels.get(locale))
                            .ifPresent(added -> added.putIfAbsent(name, words))));
    Set<String> all = first.keySet();
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
            throw yaml.malformed(
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
    for (Node item : yaml.sequence(node)) {
      Map<String, Node> rule = yaml.mapping(item);
      yaml.known(rule, List.of("shows", "tap", "says", "restarts"));
      Node restarts = rule.get("restarts");
      rules.add(
          new DialogRule(
              element(rule, item, "shows", elements),
              element(rule, item, "tap", elements),
              yaml.text(rule, item, "says"),
              restarts != null && yaml.flag(restarts, yaml.scalar(restarts))));
    }
    return rules;
  }

  private List<BlockingRule> blocking(Node node, Map<String, Node> elements) {
    List<BlockingRule> rules = new ArrayList<>();
    for (Node item : yaml.sequence(node)) {
      Map<String, Node> rule = yaml.mapping(item);
      yaml.known(rule, List.of("shows", "says", "remedy", "refused", "logged_out", "alone"));
      rules.add(
          new BlockingRule(
              element(rule, item, "shows", elements),
              yaml.text(rule, item, "says"),
              yaml.text(rule, item, "remedy"),
              isSet(rule, "refused"),
              isSet(rule, "logged_out"),
              isSet(rule, "alone")));
    }
    return rules;
  }

  /** A flag that is left out is not set. */
  private boolean isSet(Map<String, Node> rule, String name) {
    Node flag = rule.get(name);
    return flag != null && yaml.flag(flag, yaml.scalar(flag));
  }

  private List<CanaryStep> canary(Node node, Map<String, Node> elements) {
    List<CanaryStep> steps = new ArrayList<>();
    for (Node item : yaml.sequence(node)) {
      Map<String, Node> step = yaml.mapping(item);
      yaml.known(step, List.of("tap", "sees"));
      Node seen = step.get("sees");
      if (seen == null) {
        throw yaml.malformed(item, "a step of the canary needs \"sees\"");
      }
      List<String> sees = new ArrayList<>();
      for (Node element : yaml.sequence(seen)) {
        if (!elements.containsKey(yaml.scalar(element))) {
          throw yaml.malformed(element, "there is no element " + yaml.scalar(element));
        }
        sees.add(yaml.scalar(element));
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

  private SequencedMap<String, PageRule> pages(
      Optional<Node> node, Map<String, Node> elements, Map<String, Node> own) {
    Set<String> repaired = entries(own, "elements");
    Set<String> ownPages = entries(own, "pages");
    SequencedMap<String, PageRule> pages = new LinkedHashMap<>();
    node.map(yaml::mapping)
        .orElse(Map.of())
        .forEach(
            (page, rule) ->
                pages.put(
                    page,
                    yaml.isMapping(rule)
                        ? pageRule(
                            yaml.mapping(rule),
                            rule,
                            elements,
                            // What the operator wrote counts, also where the update has changed
                            // what the page is recognised by.
                            ownPages.contains(page) ? Set.of() : repaired)
                        : PageRule.shownBy(known(rule, elements))));
    return pages;
  }

  private Set<String> entries(Map<String, Node> top, String key) {
    return Optional.ofNullable(top.get(key)).map(yaml::mapping).orElse(Map.of()).keySet();
  }

  private PageRule pageRule(
      Map<String, Node> rule, Node at, Map<String, Node> elements, Set<String> repaired) {
    yaml.known(rule, List.of("signs", "unless", "anywhere", "sheet", "parts"));
    if (!rule.containsKey("signs")) {
      throw yaml.malformed(at, "a page needs \"signs\", the elements that it is recognised by");
    }
    List<String> anywhere = new ArrayList<>(listed(rule, "anywhere", elements));
    anywhere.addAll(repaired);
    return new PageRule(
        listed(rule, "signs", elements),
        listed(rule, "unless", elements),
        anywhere,
        true,
        isSet(rule, "sheet"),
        parts(rule, elements, repaired));
  }

  /** An element that the operator wrote is looked for wherever it is. */
  private List<PageRule.Part> parts(
      Map<String, Node> page, Map<String, Node> elements, Set<String> repaired) {
    List<PageRule.Part> parts = new ArrayList<>();
    Set<String> placed = new TreeSet<>();
    Optional.ofNullable(page.get("parts"))
        .map(yaml::mapping)
        .orElse(Map.of())
        .forEach(
            (name, node) -> {
              Map<String, Node> rule = yaml.mapping(node);
              yaml.known(rule, List.of("begins", "around", "rows-of", "repeats", "has"));
              PageRule.Part part =
                  new PageRule.Part(
                      name,
                      listed(rule, "begins", elements),
                      listed(rule, "around", elements),
                      listed(rule, "rows-of", elements),
                      isSet(rule, "repeats"),
                      listed(rule, "has", elements).stream()
                          .filter(element -> !repaired.contains(element))
                          .toList());
              if (part.begins().isEmpty() && part.around().isEmpty() && part.rowsOf().isEmpty()) {
                throw yaml.malformed(
                    node,
                    "a part needs \"begins\", \"around\" or \"rows-of\", by which it is told");
              }
              for (String element : part.has()) {
                if (!placed.add(element)) {
                  throw yaml.malformed(node, element + " is in two parts of its page");
                }
              }
              parts.add(part);
            });
    return parts;
  }

  private List<String> listed(Map<String, Node> rule, String key, Map<String, Node> elements) {
    return Optional.ofNullable(rule.get(key)).map(yaml::sequence).orElse(List.of()).stream()
        .map(item -> known(item, elements))
        .toList();
  }

  private String known(Node item, Map<String, Node> elements) {
    String element = yaml.scalar(item);
    if (!elements.containsKey(element)) {
      throw yaml.malformed(item, "there is no element " + element);
    }
    return element;
  }

  private String element(
      Map<String, Node> rule, Node item, String key, Map<String, Node> elements) {
    String element = yaml.text(rule, item, key);
    if (!elements.containsKey(element)) {
      throw yaml.malformed(item, "there is no element " + element);
    }
    return element;
  }
}
