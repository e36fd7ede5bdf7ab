package dev.drover.http.page;

import dev.drover.http.file.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Files of a folder, read anew each time. A link that leads out of the folder is no file of it. */
final class FolderPage implements PageFiles {
  /** The largest file, in bytes; it is read into memory. */
  private static final long LARGEST = 16L * 1024 * 1024;

  private final Path folder;

  FolderPage(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<Content> find(FilePath path) {
    Path file = folder.resolve(path.value());
    try {
      if (!Files.exists(file)
          || !file.toRealPath().startsWith(folder.toRealPath())
          || !Files.isRegularFile(file.toRealPath(), LinkOption.NOFOLLOW_LINKS)
          || Files.size(file) > LARGEST) {
        return Optional.empty();
      }
      return Optional.of(Content.of(path.mediaType(), Files.readAllBytes(file)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
