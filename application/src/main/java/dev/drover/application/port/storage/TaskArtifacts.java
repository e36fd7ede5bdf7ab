package dev.drover.application.port.storage;

import dev.drover.domain.task.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What attempts left to find out why they failed. Throws {@link StorageUnavailable} when the
 * storage can't serve the call now.
 */
public interface TaskArtifacts {

  /**
   * Keeps a file of an attempt, in the place of one with the same name. Nothing is kept for a task
   * that was deleted meanwhile.
   */
  void keep(TaskId task, int attempt, String name, String contentType, byte[] content, Instant now);

  /** Of all attempts, the last attempt's first. */
  List<Description> list(TaskId task);

  /** The file with this name of the last attempt that left one. */
  Optional<Artifact> find(TaskId task, String name);

  /**
   * Deletes the oldest artifacts: those from before {@code before}, and those that, with all newer
   * ones, are larger than {@code mostBytes}. Leaves what another transaction holds for the next
   * time. May be tried again safely.
   *
   * @return how many were deleted; fewer than {@code atMost} when there are no more
   */
  int prune(Instant before, long mostBytes, int atMost);

  /**
   * @param size in bytes
   */
  record Description(int attempt, String name, String contentType, long size, Instant createdAt) {}

  /** A file that was kept. */
  final class Artifact {
    private final Description description;
    private final byte[] content;

    public Artifact(Description description, byte[] content) {
      this.description = description;
      this.content = content.clone();
    }

    public Description description() {
      return description;
    }

    public byte[] content() {
      return content.clone();
    }
  }
}
