package dev.drover.http.page;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the files of the dashboard's page come from. */
public sealed interface PageSource {
  /** The page that comes with the program. */
  PageSource SHIPPED = new ClassPath("dashboard");

  /** No page. */
  PageSource NONE = new None();

  /**
   * A folder of the class path.
   *
   * @param folder without slashes around it
   */
  record ClassPath(String folder) implements PageSource {}

  /**
   * A folder whose files are read on each request, for whoever changes the page.
   *
   * @param folder with an {@code index.html}
   */
  record Folder(Path folder) implements PageSource {
    public Folder {
      if (!Files.isRegularFile(folder.resolve(PageFiles.INDEX))) {
        throw new IllegalArgumentException(
            "must be a folder with the dashboard's files, " + PageFiles.INDEX + " among them");
      }
    }
  }

  /** No page; nothing but the API is answered. */
  record None() implements PageSource {}
}
