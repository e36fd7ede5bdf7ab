package dev.drover.domain.script;

import dev.drover.domain.script.Choice.Name;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one attempt has chosen so far. Bounded in size, whatever a script chooses.
 *
 * @param values by name, in the order in which they were chosen
 */
public record Choices(Map<Name, List<String>> values) {
  public static final Choices NONE = new Choices(Map.of());

  /** Of a long warm-up, the last comments are kept; a post has at most 35 files. */
  public static final int MOST_VALUES = 50;

  /** In characters; longer values are cut. It is more than any caption or comment may have. */
  public static final int LONGEST_VALUE = 4_000;

  public Choices {
    Map<Name, List<String>> copy = new EnumMap<>(Name.class);
    values.forEach((name, chosen) -> copy.put(name, List.copyOf(chosen)));
    values = Collections.unmodifiableMap(copy);
  }

  /** Returns these choices and another one. */
  public Choices with(Choice choice) {
    List<String> chosen = new ArrayList<>();
    if (choice.name().many()) {
      chosen.addAll(values.getOrDefault(choice.name(), List.of()));
    }
    choice.values().forEach(value -> chosen.add(cut(value)));
    Map<Name, List<String>> all = new EnumMap<>(Name.class);
    all.putAll(values);
    all.put(choice.name(), chosen.subList(Math.max(0, chosen.size() - MOST_VALUES), chosen.size()));
    return new Choices(all);
  }

  private static String cut(String value) {
    if (value.length() <= LONGEST_VALUE) {
      return value;
    }
    int end = LONGEST_VALUE - 1;
    return value.substring(0, Character.isHighSurrogate(value.charAt(end - 1)) ? end - 1 : end)
        + "…";
  }
}
