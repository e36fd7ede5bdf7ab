package dev.drover.device.profile.repair;

import dev.drover.application.port.device.RepairIdeas;
import dev.drover.application.port.device.RepairIdeas.Idea;
import dev.drover.device.adb.SafeText;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.AppProfile.Malformed;
import dev.drover.device.profile.AppProfiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Candidates that somebody who is not trusted thought of: what is told of a screen, and what of the
 * answer is a candidate that this profile could have.
 */
final class AskedIdeas {
  /** Enough for what an app calls its buttons, and little of what people wrote. */
  private static final int LONGEST_TEXT = 40;

  /** In characters. Two hundred elements need about as many. */
  private static final int LONGEST_SCREEN = 12_000;

  /** In characters. */
  private static final int LONGEST_VALUE = 200;

  private static final int MOST_PARTS = 8;

  /** What a candidate may say; {@code several} is the element's own matter. */
  private static final Set<String> KEYS =
      Set.of(
          "text",
          "text-contains",
          "text-regex",
          "description",
          "description-contains",
          "description-regex",
          "class",
          "id",
          "clickable",
          "scrollable",
          "selected",
          "region",
          "which",
          "below",
          "above",
          "right-of",
          "inside",
          "with",
          "without");

  private AskedIdeas() {}

  /** Returns what is on a screen, without what is typed into its fields. */
  static String structure(UiTree screen) {
    StringBuilder lines = new StringBuilder();
    for (UiNode node : screen.nodes()) {
      if (node.bounds().isEmpty() || isPlain(node)) {
        continue;
      }
      StringBuilder line = new StringBuilder(SafeText.line(Sight.simpleType(node), LONGEST_TEXT));
      said(line, "id", Sight.idWord(node));
      said(line, "text", node.isField() ? "" : node.text());
      said(line, "description", node.description());
      line.append(node.clickable() ? " clickable" : "")
          .append(node.scrollable() ? " scrollable" : "")
          .append(node.selected() ? " selected" : "")
          .append(' ')
          .append(node.bounds())
          .append('\n');
      if (lines.length() + line.length() > LONGEST_SCREEN) {
        break;
      }
      lines.append(line);
    }
    return lines.toString();
  }

  private static boolean isPlain(UiNode node) {
    return node.id().isEmpty()
        && node.text().isEmpty()
        && node.description().isEmpty()
        && !node.clickable()
        && !node.scrollable();
  }

  private static void said(StringBuilder line, String name, String text) {
    if (!text.isEmpty()) {
      line.append(' ')
          .append(name)
          .append("=\"")
          .append(SafeText.line(text, LONGEST_TEXT).replace("\"", "'"))
          .append('"');
    }
  }

  /**
   * Returns what of some ideas is a candidate.
   *
   * @param excluded elements that can't say where this one is
   * @param several whether all of several are wanted
   */
  static List<CandidateText> candidates(
      List<Idea> ideas,
      AppProfiles.Text texts,
      String element,
      Set<String> excluded,
      boolean several) {
    List<CandidateText> candidates = new ArrayList<>();
    for (Idea idea : RepairIdeas.bounded(ideas)) {
      candidate(idea, excluded)
          .map(one -> several ? one.without("which").with("several", "true") : one)
          .filter(one -> isOfProfile(one, texts, element))
          .ifPresent(candidates::add);
    }
    return candidates;
  }

  private static Optional<CandidateText> candidate(Idea idea, Set<String> excluded) {
    if (idea.parts().isEmpty() || idea.parts().size() > MOST_PARTS) {
      return Optional.empty();
    }
    CandidateText candidate = CandidateText.EMPTY;
    for (Map.Entry<String, String> part : idea.parts().entrySet()) {
      String value = part.getValue();
      if (!KEYS.contains(part.getKey())
          || value.isBlank()
          || value.length() > LONGEST_VALUE
          || excluded.contains(value)
          || (part.getKey().endsWith("-regex") && repeatsByCount(value))) {
        return Optional.empty();
      }
      candidate = candidate.with(part.getKey(), value);
    }
    return Optional.of(candidate);
  }

  /** Counts within counts make a small expression a huge one. */
  private static boolean repeatsByCount(String regex) {
    return regex.replace("{}", "").indexOf('{') >= 0;
  }

  private static boolean isOfProfile(
      CandidateText candidate, AppProfiles.Text texts, String element) {
    SequencedMap<String, String> alone = new LinkedHashMap<>();
    alone.put("repair.idea_" + Likeness.last(element), candidate.yaml());
    try {
      texts.with(new ProfileEdit(texts).withElements(alone).after());
      return true;
    } catch (Malformed | ProfileEdit.NotEditable unfit) {
      return false;
    }
  }
}
