package dev.drover.http.page;

import dev.drover.http.file.ClassPathFile;
import dev.drover.http.file.Content;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Files of the class path. Each is kept in memory once it was asked for. */
final class ClassPathPage implements PageFiles {
  private final String root;
  private final Map<String, Content> known = new ConcurrentHashMap<>();

  /**
   * @param root with slashes around it
   */
  ClassPathPage(String root) {
    this.root = root;
  }

  @Override
  public Optional<Content> find(FilePath path) {
    Optional<Content> before = Optional.ofNullable(known.get(path.value()));
    if (before.isPresent()) {
      return before;
    }
    Optional<Content> found =
        ClassPathFile.find(root + path.value()).map(bytes -> Content.of(path.mediaType(), bytes));
    found.ifPresent(content -> known.put(path.value(), content));
    return found;
  }
}
