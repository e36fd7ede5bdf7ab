package dev.drover.device.profile.repair;

import dev.drover.device.profile.AppProfiles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The texts of a profile that {@link dev.drover.device.profile.AppProfileReader} has read without a
 * complaint, and additions to the operator's. Only lines are added: what somebody wrote stays,
 * comments too.
 */
final class ProfileEdit {
  private final AppProfiles.Text texts;
  private final Optional<MappingNode> own;
  private final MappingNode shipped;

  ProfileEdit(AppProfiles.Text texts) {
    this.texts = texts;
    this.own = texts.own().flatMap(ProfileEdit::composed);
    this.shipped = composed(texts.shipped()).orElseThrow();
  }

  private static Optional<MappingNode> composed(String text) {
    return new Compose(LoadSettings.builder().build())
        .composeString(text)
        .filter(MappingNode.class::isInstance)
        .map(MappingNode.class::cast);
  }

  /** Whether the operator's file takes nothing from the shipped one. */
  boolean isWhole() {
    return own.filter(top -> value(top, "packages").isPresent()).isPresent();
  }

  private static Optional<Node> value(Node mapping, String key) {
    return mapping instanceof MappingNode entries
        ? entries.getValue().stream()
            .filter(entry -> name(entry).equals(key))
            .map(NodeTuple::getValueNode)
            .findFirst()
        : Optional.empty();
  }

  private static String name(NodeTuple entry) {
    return entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
  }

  private Optional<Node> ownEntry(String section, String name) {
    return own.flatMap(top -> value(top, section)).flatMap(entries -> value(entries, name));
  }

  private Optional<Node> shippedEntry(String section, String name) {
    return value(shipped, section).flatMap(entries -> value(entries, name));
  }

  private Optional<Node> entry(String section, String name) {
    return ownEntry(section, name)
        .or(() -> isWhole() ? Optional.empty() : shippedEntry(section, name));
  }

  /** Returns the candidates of an element, those of the operator's file where it has some. */
  List<CandidateText> candidates(String element) {
    return entry("elements", element).map(ProfileEdit::candidates).orElse(List.of());
  }

  private static List<CandidateText> candidates(Node element) {
    List<CandidateText> candidates = new ArrayList<>();
    if (element instanceof SequenceNode items) {
      for (Node item : items.getValue()) {
        SequencedMap<String, String> parts = new LinkedHashMap<>();
        if (item instanceof MappingNode mapping) {
          mapping.getValue().stream()
              .filter(part -> part.getValueNode() instanceof ScalarNode)
              .forEach(
                  part -> parts.put(name(part), ((ScalarNode) part.getValueNode()).getValue()));
        }
        candidates.add(new CandidateText(parts));
      }
    }
    return candidates;
  }

  /** Returns the elements that are told by this one, directly or by others, with itself. */
  Set<String> dependents(String element, Collection<String> all) {
    Set<String> dependents = new HashSet<>(Set.of(element));
    boolean more = true;
    while (more) {
      more = false;
      for (String other : all) {
        if (!dependents.contains(other)
            && candidates(other).stream()
                .anyMatch(
                    candidate ->
                        CandidateText.RELATIONS.stream()
                            .flatMap(key -> candidate.part(key).stream())
                            .anyMatch(dependents::contains))) {
          dependents.add(other);
          more = true;
        }
      }
    }
    return dependents;
  }

  /** Returns the file as it is now; empty while there is none. */
  Addition unchanged() {
    return new Addition(texts.own().orElse(""));
  }

  /**
   * Adds elements that are not there yet.
   *
   * @param elements for each name the one candidate, as it is written
   */
  Addition withElements(SequencedMap<String, String> elements) throws NotEditable {
    Addition addition = unchanged();
    List<String> lines = new ArrayList<>();
    elements.forEach((name, candidate) -> lines.addAll(List.of(name + ":", "  - " + candidate)));
    section(addition, "elements", lines);
    return addition;
  }

  /**
   * Adds a candidate after those that an element has. A shipped element is copied first.
   *
   * @param guarded whether the element is to be looked for on its page only, as a shipped one is
   */
  Addition withCandidate(String element, String candidate, boolean guarded) throws NotEditable {
    Addition addition = unchanged();
    Optional<Node> there = ownEntry("elements", element);
    if (there.isPresent()) {
      Node items = there.get();
      if (!(items instanceof SequenceNode sequence)
          || sequence.getFlowStyle() != FlowStyle.BLOCK
          || sequence.getValue().isEmpty()) {
        throw new NotEditable(element);
      }
      addition.insert(lastLine(items) + 1, List.of(" ".repeat(column(items)) + "- " + candidate));
    } else {
      List<String> lines = new ArrayList<>(List.of(element + ":"));
      shippedEntry("elements", element)
          .filter(_ -> !isWhole())
          .ifPresent(
              items ->
                  ((SequenceNode) items)
                      .getValue()
                      .forEach(item -> lines.add("  - " + shippedText(item))));
      lines.add("  - " + candidate);
      section(addition, "elements", lines);
    }
    String page = page(element);
    if (guarded && ownEntry("pages", page).isEmpty()) {
      Optional<Node> rule = shippedEntry("pages", page);
      if (rule.isPresent()) {
        List<String> lines = new ArrayList<>();
        lines.add(page + ":");
        // What is within the rule stays as far within it as it is.
        int indent = column(rule.get());
        lines.addAll(
            texts
                .shipped()
                .lines()
                .toList()
                .subList(line(rule.get()), lastLine(rule.get()) + 1)
                .stream()
                .map(line -> "  " + line.substring(Math.min(indent, line.length())))
                .toList());
        section(addition, "pages", lines);
      }
    }
    return addition;
  }

  /** Whether a shipped element becomes one that is looked for everywhere by being changed. */
  boolean losesGuard(String element) {
    return !isWhole()
        && ownEntry("pages", page(element)).isEmpty()
        && shippedEntry("pages", page(element)).filter(MappingNode.class::isInstance).isPresent();
  }

  static String page(String element) {
    int end = element.indexOf('.');
    return end < 0 ? element : element.substring(0, end);
  }

  private String shippedText(Node node) {
    String text = texts.shipped();
    return text.substring(
        text.offsetByCodePoints(0, node.getStartMark().orElseThrow().getIndex()),
        text.offsetByCodePoints(0, node.getEndMark().orElseThrow().getIndex()));
  }

  /** Adds lines to the end of a section of the file, which need not be there. */
  private void section(Addition addition, String section, List<String> lines) throws NotEditable {
    Optional<Node> there = own.flatMap(top -> value(top, section));
    if (there.isEmpty()) {
      List<String> all = new ArrayList<>(List.of(section + ":"));
      lines.forEach(line -> all.add("  " + line));
      addition.insert(
          own.map(top -> top.getFlowStyle() == FlowStyle.BLOCK ? lastLine(top) + 1 : 0)
              .orElse(addition.size()),
          all);
    } else if (there.get() instanceof MappingNode entries
        && entries.getFlowStyle() == FlowStyle.BLOCK
        && !entries.getValue().isEmpty()) {
      String indent = " ".repeat(column(entries));
      addition.insert(lastLine(entries) + 1, lines.stream().map(line -> indent + line).toList());
    } else {
      throw new NotEditable(section);
    }
  }

  private static int column(Node node) {
    return node.getStartMark().orElseThrow().getColumn();
  }

  private static int line(Node node) {
    return node.getStartMark().orElseThrow().getLine();
  }

  /** The end of a block is where the next one begins; that of what is in it is exact. */
  private static int lastLine(Node node) {
    if (node instanceof CollectionNode<?> block
        && block.getFlowStyle() == FlowStyle.BLOCK
        && !block.getValue().isEmpty()) {
      Object last = block.getValue().getLast();
      return lastLine(last instanceof NodeTuple entry ? entry.getValueNode() : (Node) last);
    }
    return node.getEndMark().orElseThrow().getLine();
  }

  /** The operator's file is written in a way that lines can't be added to. */
  static final class NotEditable extends Exception {
    private static final long serialVersionUID = 1L;

    NotEditable(String part) {
      super(
          part
              + " is written in brackets in your file, or is empty, so that no lines can be added;"
              + " write it in lines of its own");
    }
  }
}
