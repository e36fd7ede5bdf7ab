package dev.drover.device.profile.repair;

import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.profile.AppProfileReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Writes down in which ways a node could be found: by its words, by other elements near it, by what
 * it is and where, by its id, and by what still holds of the candidates that do not fit any more.
 * Whether they are any good is for others to try.
 */
final class CandidateWriter {
  /** Longer texts are what people wrote, not what an app calls its buttons. */
  private static final int LONGEST_WORDS = 40;

  private static final int MOST_LABELS = 3;
  private static final int MOST_LANDMARKS = 6;

  private final Sight sight;
  private final List<CandidateText> former;
  private final SequencedMap<String, UiNode> landmarks = new LinkedHashMap<>();
  private final String argument;
  private final boolean several;

  /**
   * @param former the candidates of the element that do not fit any more
   * @param excluded elements that can't say where this one is, since it says where they are
   * @param argument what {@code {}} stands for, or empty
   * @param several whether all of several are wanted
   */
  CandidateWriter(
      Sight sight,
      List<CandidateText> former,
      Set<String> excluded,
      String argument,
      boolean several) {
    this.sight = sight;
    this.former = former;
    this.argument = argument;
    this.several = several;
    Map<String, Integer> counts = new LinkedHashMap<>();
    sight.names().values().forEach(all -> all.forEach(name -> counts.merge(name, 1, Integer::sum)));
    sight
        .names()
        .forEach(
            (node, names) ->
                names.stream()
                    .filter(name -> counts.getOrDefault(name, 0) == 1 && !excluded.contains(name))
                    .forEach(name -> landmarks.put(name, node)));
  }

  /** Returns candidates for a node, none of them twice. */
  Set<CandidateText> of(UiNode node) {
    Set<CandidateText> all = new LinkedHashSet<>();
    List<CandidateText> places = places(node);
    List<CandidateText> kinds = kinds(node);
    for (CandidateText words : words(node)) {
      all.add(words);
      kinds.forEach(kind -> all.add(joined(words, kind)));
      places.forEach(place -> all.add(joined(words, place)));
    }
    for (CandidateText kind : kinds) {
      places.forEach(place -> all.add(joined(kind, place)));
      all.add(kind.with("which", "highest"));
      all.add(kind.with("which", "lowest"));
      all.add(kind);
    }
    if (!node.id().isEmpty()) {
      CandidateText id = CandidateText.EMPTY.with("id", Sight.idWord(node));
      all.add(id);
    }
    former.forEach(old -> relaxed(old, all));
    Set<CandidateText> states = new LinkedHashSet<>();
    String selected = String.valueOf(sight.controls().any(node, UiNode::selected));
    for (CandidateText one : all) {
      states.add(one);
      if (!one.has("selected")) {
        states.add(one.with("selected", selected));
      }
    }
    if (!several) {
      return states;
    }
    Set<CandidateText> wanted = new LinkedHashSet<>();
    states.forEach(one -> wanted.add(one.without("which").with("several", "true")));
    return wanted;
  }

  private static CandidateText joined(CandidateText one, CandidateText other) {
    CandidateText both = one;
    for (Map.Entry<String, String> part : other.parts().entrySet()) {
      both = both.with(part.getKey(), part.getValue());
    }
    return both;
  }

  // ---- Words

  private List<CandidateText> words(UiNode node) {
    List<CandidateText> words = new ArrayList<>();
    UiNode speaker = node;
    if (node.text().isEmpty() && node.description().isEmpty()) {
      speaker =
          sight.controls().kin(node).stream()
              .filter(kin -> !kin.text().isEmpty() || !kin.description().isEmpty())
              .findFirst()
              .orElse(node);
    }
    if (speaker.isField()) {
      String type = Sight.simpleType(speaker);
      sight.labelsOf(speaker.text()).stream()
          .limit(MOST_LABELS)
          .forEach(
              label ->
                  words.add(
                      CandidateText.EMPTY
                          .with("class", type)
                          .with("text-regex", "<" + label + ">.*")));
    } else {
      words("text", speaker.text(), words);
    }
    words("description", speaker.description(), words);
    return words;
  }

  private void words(String key, String text, List<CandidateText> into) {
    if (text.isEmpty()) {
      return;
    }
    if (!argument.isEmpty()) {
      argued(key, text, into);
    }
    sight.labelsOf(text).stream()
        .sorted(Comparator.comparing(label -> !isFormer(label)))
        .limit(MOST_LABELS)
        .forEach(
            label ->
                into.add(
                    CandidateText.EMPTY.with(
                        key + "-regex",
                        sight.isWholly(label, text) ? "<" + label + ">" : "<" + label + ">.*")));
    if (text.startsWith("@") && !text.contains(" ")) {
      into.add(CandidateText.EMPTY.with(key + "-regex", "@\\S+"));
    }
    if (text.length() <= LONGEST_WORDS && text.indexOf('<') < 0 && text.indexOf('{') < 0) {
      String regex = withoutNumbers(text);
      if (text.codePoints().noneMatch(Character::isDigit)) {
        into.add(CandidateText.EMPTY.with(key, text));
      } else if (AppProfileReader.isUsableRegex(regex)) {
        into.add(CandidateText.EMPTY.with(key + "-regex", regex));
      }
    }
  }

  private boolean isFormer(String label) {
    return former.stream()
        .anyMatch(
            old ->
                old.parts().values().stream().anyMatch(text -> text.contains("<" + label + ">")));
  }

  private void argued(String key, String text, List<CandidateText> into) {
    if (text.equalsIgnoreCase(argument)) {
      into.add(CandidateText.EMPTY.with(key, "{}"));
    } else if (text.equalsIgnoreCase("@" + argument)) {
      into.add(CandidateText.EMPTY.with(key, "@{}"));
    } else if (text.regionMatches(true, 0, argument, 0, argument.length())) {
      into.add(CandidateText.EMPTY.with(key + "-regex", "{}\\b.*"));
    } else {
      sight.labelsOf(text).stream()
          .limit(MOST_LABELS)
          .forEach(
              label -> into.add(CandidateText.EMPTY.with(key + "-regex", "<" + label + ">.*")));
    }
  }

  /** A text of which the numbers may be others. */
  private static String withoutNumbers(String text) {
    StringBuilder regex = new StringBuilder();
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      if (Character.isDigit(character)) {
        regex.append("[\\d.,]+");
        while (at < text.length()
            && (Character.isDigit(text.charAt(at)) || ".,".indexOf(text.charAt(at)) >= 0)) {
          at++;
        }
      } else {
        if (!Character.isLetter(character) && character < 0x80 && character != ' ') {
          regex.append('\\');
        }
        regex.appendCodePoint(character);
        at += Character.charCount(character);
      }
    }
    return regex.toString();
  }

  // ---- What it is

  private List<CandidateText> kinds(UiNode node) {
    List<CandidateText> kinds = new ArrayList<>();
    CandidateText type = CandidateText.EMPTY.with("class", Sight.simpleType(node));
    if (node.scrollable()) {
      kinds.add(type.with("scrollable", "true"));
    }
    if (node.clickable()) {
      kinds.add(type.with("clickable", "true"));
    }
    kinds.add(type);
    if (sight.controls().control(node).isPresent()) {
      kinds.add(CandidateText.EMPTY.with("clickable", "true"));
    }
    return kinds;
  }

  // ---- Where it is

  private List<CandidateText> places(UiNode node) {
    List<CandidateText> places = new ArrayList<>();
    int x = sight.x(node);
    int y = sight.y(node);
    places.add(region(x, 20, y, 15));
    places.add(region(50, 50, y, 12));
    places.add(region(x, 8, y, 8));
    landmarks.entrySet().stream()
        .filter(landmark -> !landmark.getValue().is(node))
        .sorted(Comparator.comparingDouble(landmark -> distance(node, landmark.getValue())))
        .limit(MOST_LANDMARKS)
        .forEach(landmark -> relation(node, landmark.getKey(), landmark.getValue(), places));
    landmarks.entrySet().stream()
        .filter(landmark -> sight.controls().isWithin(node, landmark.getValue()))
        .forEach(landmark -> places.add(CandidateText.EMPTY.with("inside", landmark.getKey())));
    return places;
  }

  private double distance(UiNode one, UiNode other) {
    return Math.hypot(
        one.bounds().centerX() - other.bounds().centerX(),
        one.bounds().centerY() - other.bounds().centerY());
  }

  private static CandidateText region(int x, int besideX, int y, int besideY) {
    return CandidateText.EMPTY.with(
        "region",
        Math.max(0, x - besideX)
            + "-"
            + Math.min(100, x + besideX)
            + " x "
            + Math.max(0, y - besideY)
            + "-"
            + Math.min(100, y + besideY));
  }

  private void relation(UiNode node, String name, UiNode other, List<CandidateText> into) {
    if (sight.controls().isWithin(node, other) || sight.controls().isWithin(other, node)) {
      return;
    }
    boolean column = node.bounds().sharesColumnWith(other.bounds());
    if (column && node.bounds().top() >= other.bounds().bottom()) {
      into.add(CandidateText.EMPTY.with("below", name));
    } else if (column && node.bounds().bottom() <= other.bounds().top()) {
      into.add(CandidateText.EMPTY.with("above", name));
    } else if (node.bounds().left() >= other.bounds().right()
        && node.bounds().sharesRowWith(other.bounds())) {
      into.add(CandidateText.EMPTY.with("right-of", name));
    }
    into.add(region(sight.x(node), 20, sight.y(node), 15).with("with", name));
  }

  // ---- What still holds

  /** An update mostly changes one thing: each part is left out once. */
  private static void relaxed(CandidateText old, Set<CandidateText> into) {
    for (String key : old.parts().keySet()) {
      CandidateText less = old.without(key);
      boolean says = less.parts().keySet().stream().anyMatch(part -> !part.equals("several"));
      if (says && !key.equals("several")) {
        into.add(less);
        for (String second : less.parts().keySet()) {
          CandidateText least = less.without(second);
          if (least.namesWords()) {
            into.add(least);
          }
        }
      }
    }
  }
}
