package dev.drover.device.profile.repair;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A candidate as it is written in a profile: what it says, by key. */
record CandidateText(SequencedMap<String, String> parts) {
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\d<][\\p{L}\\d_<>.% -]*+");

  /** Keys that name another element. */
  static final List<String> RELATIONS =
      List.of("below", "above", "right-of", "inside", "with", "without");

  static final List<String> WORDS =
      List.of(
          "text",
          "text-contains",
          "text-regex",
          "description",
          "description-contains",
          "description-regex");

  CandidateText {
    parts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parts));
  }

  static final CandidateText EMPTY = new CandidateText(new LinkedHashMap<>());

  CandidateText with(String key, String value) {
    SequencedMap<String, String> more = new LinkedHashMap<>(parts);
    more.put(key, value);
    return new CandidateText(more);
  }

  CandidateText without(String key) {
    SequencedMap<String, String> fewer = new LinkedHashMap<>(parts);
    fewer.remove(key);
    return new CandidateText(fewer);
  }

  Optional<String> part(String key) {
    return Optional.ofNullable(parts.get(key));
  }

  boolean has(String key) {
    return parts.containsKey(key);
  }

  boolean namesWords() {
    return WORDS.stream().anyMatch(parts::containsKey);
  }

  /**
   * Whether it goes by what the thing itself says or is called, not by its kind and place alone.
   */
  boolean isByItsOwn() {
    return namesWords() || has("id");
  }

  boolean isSeveral() {
    return part("several").filter("true"::equals).isPresent();
  }

  /** Returns it on one line, as a profile has it. */
  String yaml() {
    return parts.entrySet().stream()
        .map(part -> part.getKey() + ": " + quoted(part.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** YAML has rules of its own about what else may stand in a text. */
  private static boolean isPlain(int character) {
    return (character >= ' ' && character < 0x7F)
        || (Character.isLetterOrDigit(character) && character < 0xD800);
  }

  private static String quoted(String value) {
    if (PLAIN.matcher(value).matches() && value.equals(value.strip())) {
      return value;
    }
    StringBuilder quoted = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(
            character -> {
              if (character == '"' || character == '\\') {
                quoted.append('\\').appendCodePoint(character);
              } else if (!isPlain(character)) {
                quoted.append(String.format("\\U%08x", character));
              } else {
                quoted.appendCodePoint(character);
              }
            });
    return quoted.append('"').toString();
  }
}
