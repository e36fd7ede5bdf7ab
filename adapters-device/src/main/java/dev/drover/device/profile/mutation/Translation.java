package dev.drover.device.profile.mutation;

import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.profile.AppProfile;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Another language of the profile.
 *
 * @param labelsByNode for each element that is looked for, the labels by which it is, by identity
 * @param percent of the words that are translated
 */
record Translation(
    AppProfile profile, IdentityHashMap<UiNode, List<String>> labelsByNode, int percent)
    implements Change {
  @Override
  public boolean on(Canvas canvas) {
    List<String> others =
        profile.locales().stream().filter(locale -> !locale.equals(profile.locale())).toList();
    if (others.isEmpty()) {
      return false;
    }
    Map<String, String> theirs = profile.labels(others.get(canvas.random.nextInt(others.size())));
    boolean any = false;
    for (Part part : canvas.draft.parts()) {
      if (canvas.random.nextInt(100) < percent && !part.isField()) {
        List<String> labels = part.origin.map(this::labelsOf).orElse(List.of());
        for (String label : labels) {
          String before = part.text + part.description;
          part.text = translated(canvas, part.text, label, theirs);
          part.description = translated(canvas, part.description, label, theirs);
          if (!before.equals(part.text + part.description)) {
            any = true;
            break;
          }
        }
      }
    }
    return any;
  }

  private List<String> labelsOf(UiNode node) {
    return labelsByNode.getOrDefault(node, List.of());
  }

  private String translated(Canvas canvas, String text, String label, Map<String, String> theirs) {
    String other = theirs.getOrDefault(label, "");
    if (text.isEmpty() || other.isEmpty()) {
      return text;
    }
    return profile
        .wordsOf(label, text)
        .map(
            words ->
                text.substring(0, words.start())
                    + LabelSample.of(other.replace("{}", "1"), canvas.random)
                    + text.substring(words.end()))
        .orElse(text);
  }
}
