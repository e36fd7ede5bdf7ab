package dev.drover.http.page;

import dev.drover.http.file.FileTypes;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The path of a file below the folder of its page or library. It has no empty part and none that
 * begins with a dot, so it leads out of no folder and to no hidden file.
 *
 * @param value with slashes between its parts and none around them
 * @param mediaType by the end of its name
 */
record FilePath(String value, String mediaType) {
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*+");

  /** The longest path, in characters. */
  private static final int LONGEST = 200;

  /** Reads a path as a client sends it; empty if no file that is served may have it. */
  static Optional<FilePath> parse(String text) {
    return text.length() <= LONGEST
            && Arrays.stream(text.split("/", -1)).allMatch(part -> PART.matcher(part).matches())
        ? FileTypes.of(text).map(type -> new FilePath(text, type))
        : Optional.empty();
  }
}
