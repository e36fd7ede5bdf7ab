package dev.drover.domain.material;

import java.util.List;

/** Where a post's files come from. */
public sealed interface MaterialSource {

  /** The material library: unused materials with all of these tags. */
  record Library(List<String> tags) implements MaterialSource {
    public Library {
      tags = List.copyOf(tags);
    }
  }

  /** A folder on the server. */
  record LocalFolder(String path) implements MaterialSource {
    public LocalFolder {
      if (path.isBlank()) {
        throw new IllegalArgumentException("a folder has a path");
      }
    }
  }

  /** These files only, in this order: names in the library, or paths on the server. */
  record Listed(List<String> names) implements MaterialSource {
    public Listed {
      names = List.copyOf(names);
      if (names.isEmpty()) {
        throw new IllegalArgumentException("a list of materials names at least one");
      }
    }
  }
}
