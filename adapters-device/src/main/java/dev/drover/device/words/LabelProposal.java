package dev.drover.device.words;

import dev.drover.device.profile.AppProfile;
import dev.drover.device.words.AppWords.Found;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * Labels as the app words them, for a person to look at.
 *
 * @param locale the profile's locale, or the wanted language where the profile has none
 * @param isNew whether the profile has no labels of that locale
 * @param labels the whole new labels by name, in the profile's order; only those that change
 * @param known how many labels the profile has as the app says them
 * @param notFound the labels of which the app has no string
 * @param notes what to look at closely
 */
public record LabelProposal(
    String locale,
    boolean isNew,
    SequencedMap<String, String> labels,
    int known,
    List<String> notFound,
    List<String> notes) {
  /** A label with more wordings is no word of one thing. */
  private static final int MOST_WORDINGS = 6;

  public LabelProposal {
    labels = new LinkedHashMap<>(labels);
    notFound = List.copyOf(notFound);
    notes = List.copyOf(notes);
  }

  /**
   * Compares what was found with a profile.
   *
   * @param knownLocale the profile's locale by which it was found
   * @param wanted the language of what was found, such as {@code de}
   */
  public static LabelProposal of(
      AppProfile profile, String knownLocale, String wanted, Found found) {
    String locale = profile.inLanguage(wanted).map(AppProfile::locale).orElse(wanted);
    Map<String, String> present = profile.labels(locale);
    SequencedMap<String, String> labels = new LinkedHashMap<>();
    List<String> notFound = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    int known = 0;
    for (Map.Entry<String, String> label : profile.labels(knownLocale).entrySet()) {
      String name = label.getKey();
      AppWords.Wordings wordings = found.labels().get(name);
      if (wordings == null) {
        notFound.add(name);
        continue;
      }
      String before = present.getOrDefault(name, "");
      List<String> added =
          wordings.words().stream()
              .filter(word -> before.isEmpty() || !AppProfile.wordings(before).test(word))
              .toList();
      if (added.isEmpty()) {
        known++;
      } else if (added.size() > MOST_WORDINGS) {
        notes.add(name + ": left out, since " + added.size() + " different strings may be meant");
      } else {
        String words =
            added.stream().map(LabelProposal::literal).distinct().collect(Collectors.joining("|"));
        labels.put(name, before.isEmpty() ? words : before + "|" + words);
        notes.addAll(doubts(name, wordings, added, profile, knownLocale, present));
      }
    }
    return new LabelProposal(
        locale, !profile.locales().contains(locale), labels, known, notFound, notes);
  }

  private static List<String> doubts(
      String name,
      AppWords.Wordings wordings,
      List<String> added,
      AppProfile profile,
      String knownLocale,
      Map<String, String> present) {
    List<String> doubts = new ArrayList<>();
    if (added.size() > 1) {
      doubts.add(
          name
              + ": several strings are "
              + quoted(wordings.known())
              + " in the known language, and differ here: "
              + quoted(added));
    }
    for (String word : added) {
      present.forEach(
          (other, words) -> {
            boolean alike =
                wordings.known().stream()
                    .anyMatch(
                        AppProfile.wordings(profile.labels(knownLocale).getOrDefault(other, "")));
            if (!other.equals(name) && !alike && AppProfile.wordings(words).test(word)) {
              doubts.add(name + ": \"" + word + "\" is what the profile has for " + other);
            }
          });
    }
    return doubts;
  }

  private static String quoted(Iterable<String> words) {
    List<String> all = new ArrayList<>();
    words.forEach(word -> all.add("\"" + word + "\""));
    return String.join(", ", all);
  }

  /** Writes a word so that a regular expression, and a label, mean nothing but the word. */
  static String literal(String word) {
    StringBuilder literal = new StringBuilder();
    word.chars()
        .forEach(
            character -> {
              if ("\\.[]{}()<>*+-=!?^$|".indexOf(character) >= 0) {
                literal.append('\\');
              }
              literal.append((char) character);
            });
    return literal.toString();
  }
}
