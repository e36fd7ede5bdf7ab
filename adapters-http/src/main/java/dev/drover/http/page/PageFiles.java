package dev.drover.http.page;

import dev.drover.http.file.Content;
import java.util.Optional;

/** The files of a page. Safe for use by any thread. */
sealed interface PageFiles permits ClassPathPage, FolderPage {
  /** The file that every address of the page shows. */
  String INDEX = "index.html";

  /** Finds a file; empty if there is none, or none of a served type. */
  Optional<Content> find(FilePath path);
}
