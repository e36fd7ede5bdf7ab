package dev.drover.http.page;

import dev.drover.http.file.Content;
import dev.drover.http.file.Webjar;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The libraries that the page uses, from their jars on the class path. Only those of the list are
 * served: {@code /lib/uplot/dist/uPlot.esm.js} is {@code dist/uPlot.esm.js} of the library uplot.
 */
final class Libraries {
  private final Map<String, PageFiles> byName = new HashMap<>();

  Libraries() {
    add("htm", "org.mvnpm", "htm", "_static/htm");
    add("uplot", "org.webjars.npm", "uplot", "webjars/uplot");
  }

  private void add(String name, String group, String artifact, String place) {
    Webjar.find(group, artifact, place)
        .ifPresent(found -> byName.put(name, new ClassPathPage(found.folder())));
  }

  /**
   * @param path after {@code /lib/}
   */
  Optional<Content> find(String path) {
    int slash = path.indexOf('/');
    return slash < 0
        ? Optional.empty()
        : Optional.ofNullable(byName.get(path.substring(0, slash)))
            .flatMap(library -> FilePath.parse(path.substring(slash + 1)).flatMap(library::find));
  }
}
