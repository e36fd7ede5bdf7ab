package dev.drover.application.port.storage;

import dev.drover.domain.material.Material;
import dev.drover.domain.material.MaterialId;
import dev.drover.domain.material.MaterialLabels;
import dev.drover.domain.material.MaterialName;
import dev.drover.domain.task.TaskId;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The files that are there to be posted. Throws {@link StorageUnavailable} when the storage can't
 * serve the call now.
 */
public interface MaterialLibrary {

  /**
   * Keeps a file under a name, whole or not at all. New content takes the place of what had the
   * name before and counts as not yet posted; the same content again stays what it was.
   *
   * @param content read to its end, or until it is refused; not closed
   * @param labels from those that the name had before ({@link MaterialLabels#NONE} for a new name)
   *     to those that it gets
   * @throws UploadBroken if {@code content} fails before its end
   * @throws FolderUnusable if the file can't be written; nothing has changed
   */
  Upload store(MaterialName name, InputStream content, UnaryOperator<MaterialLabels> labels);

  /** How large a file may be. */
  long largestBytes();

  Optional<LibraryMaterial> find(MaterialId id);

  /** In the order of their ids. */
  MaterialPage list(MaterialFilter filter, int page, int pageSize);

  /**
   * A material's content, to be closed by the caller; it is as it was when it was opened, whatever
   * is uploaded meanwhile. Empty if there is no such material.
   *
   * @throws java.io.UncheckedIOException if the file can't be read
   */
  Optional<Content> open(MaterialId id);

  /**
   * Changes what is said about a material; empty if there is none.
   *
   * @param change may be called again when the storage has to begin anew
   */
  Optional<LibraryMaterial> change(MaterialId id, UnaryOperator<MaterialLabels> change);

  Deletion delete(MaterialId id);

  /** What came of an upload. */
  sealed interface Upload {
    record Kept(LibraryMaterial material) implements Upload {}

    /** There was nothing in it. */
    record Empty() implements Upload {}

    /** It is not of a {@link dev.drover.domain.material.MediaType}. */
    record OtherType() implements Upload {}

    /** It has more than {@link #largestBytes}. */
    record TooLarge() implements Upload {}

    /** What has the name now is being posted by a task. */
    record Held(TaskId task) implements Upload {}
  }

  /** What came of a deletion. */
  sealed interface Deletion {
    record Deleted() implements Deletion {}

    record NotFound() implements Deletion {}

    /** A task is posting it. */
    record Held(TaskId task) implements Deletion {}
  }

  /**
   * A material and who has posted it.
   *
   * @param usedBy usernames, and serials of phones that posted without an account
   */
  record LibraryMaterial(Material material, List<String> usedBy) {
    public LibraryMaterial {
      usedBy = List.copyOf(usedBy);
    }
  }

  /**
   * What to list; an empty field does not filter.
   *
   * @param used whether anybody has posted it
   * @param video videos, or images
   */
  record MaterialFilter(Optional<String> tag, Optional<Boolean> used, Optional<Boolean> video) {}

  /**
   * @param total materials that pass the filter, on all pages
   */
  record MaterialPage(List<LibraryMaterial> materials, long total) {
    public MaterialPage {
      materials = List.copyOf(materials);
    }
  }

  /** A material with its bytes. */
  record Content(Material material, InputStream bytes) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }

  /** An upload ended in its middle; nothing was kept. A retry is safe. */
  final class UploadBroken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UploadBroken(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * A file can't be written: the disk is full, say. Nothing was kept; a retry is safe, and helps
   * once what the message names is mended.
   */
  final class FolderUnusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FolderUnusable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
