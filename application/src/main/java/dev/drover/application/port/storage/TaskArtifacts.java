package dev.drover.application.port.storage;

import dev.drover.domain.task.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What attempts left to show how they ended: why they failed, or that they did what they should.
 * Throws {@link StorageUnavailable} when the storage can't serve the call now.
 */
public interface TaskArtifacts {

  /**
   * Keeps a file of an attempt, in the place of one with the same name. Nothing is kept for a task
   * that was deleted meanwhile.
   */
  void keep(TaskId task, Artifact artifact);

  /** Of all attempts, the last attempt's first. */
  List<Description> list(TaskId task);

  /** The file with this name of the last attempt that left one. */
  Optional<Artifact> find(TaskId task, String name);

  /**
   * The files with this name of any task, newest first.
   *
   * @param mostBytes larger ones are left out
   */
  List<Kept> newest(String name, long mostBytes, int atMost);

  /**
   * Deletes the artifacts from before {@code before}, and then until the rest has at most {@code
   * mostBytes}: the oldest of successes first, then the oldest of failures, so that successes never
   * crowd out what tells of a failure. Leaves what another transaction holds for the next time. May
   * be tried again safely.
   *
   * @return how many were deleted; fewer than {@code atMost} when there are no more
   */
  int prune(Instant before, long mostBytes, int atMost);

  /** What an artifact shows. */
  enum Shows {
    FAILURE("failure"),
    SUCCESS("success");

    private final String wireName;

    Shows(String wireName) {
      this.wireName = wireName;
    }

    public String wireName() {
      return wireName;
    }
  }

  /**
   * @param size in bytes
   */
  record Description(
      int attempt, Shows shows, String name, String contentType, long size, Instant createdAt) {}

  /** A file, and the task that left it. */
  record Kept(TaskId task, Artifact artifact) {}

  /** A file that was kept. */
  final class Artifact {
    private final Description description;
    private final byte[] content;

    public Artifact(Description description, byte[] content) {
      this.description = description;
      this.content = content.clone();
    }

    /** Creates an artifact with as many bytes as {@code content} has. */
    public static Artifact of(
        int attempt,
        Shows shows,
        String name,
        String contentType,
        byte[] content,
        Instant createdAt) {
      return new Artifact(
          new Description(attempt, shows, name, contentType, content.length, createdAt), content);
    }

    public Description description() {
      return description;
    }

    public byte[] content() {
      return content.clone();
    }
  }
}
