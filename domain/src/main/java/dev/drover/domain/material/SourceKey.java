package dev.drover.domain.material;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The key under which the use of a file is noted, the same on every server.
 *
 * @param value {@code library:} and the name of a file in the library's folder, or {@code file:}
 *     and a real path
 */
public record SourceKey(String value) {
  private static final String LIBRARY = "library:";
  private static final String FILE = "file:";

  /**
   * @param file the name in the library's folder, which belongs to one content forever
   */
  public static SourceKey ofLibrary(String file) {
    return new SourceKey(LIBRARY + file);
  }

  public static SourceKey ofFile(Path realPath) {
    return new SourceKey(FILE + realPath);
  }

  /** The name in the library's folder; empty for a file elsewhere. */
  public Optional<String> libraryFile() {
    return isOfLibrary() ? Optional.of(value.substring(LIBRARY.length())) : Optional.empty();
  }

  public boolean isOfLibrary() {
    return value.startsWith(LIBRARY);
  }
}
