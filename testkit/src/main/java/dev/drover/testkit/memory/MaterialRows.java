package dev.drover.testkit.memory;

import dev.drover.domain.material.Material;
import dev.drover.domain.material.SourceKey;
import dev.drover.domain.task.TaskId;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** The stored rows of materials and of their uses. */
final class MaterialRows {
  private MaterialRows() {}

  /** A file's content, which never changes. */
  static final class Bytes {
    private final byte[] bytes;

    Bytes(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    InputStream open() {
      return new ByteArrayInputStream(bytes);
    }
  }

  /**
   * @param file the unique name of this content
   */
  record MaterialRow(Material material, String file, Bytes bytes) {
    SourceKey key() {
      return SourceKey.ofLibrary(file);
    }
  }

  record UseKey(String source, String user) implements Comparable<UseKey> {
    private static final Comparator<UseKey> ORDER =
        Comparator.comparing(UseKey::source).thenComparing(UseKey::user);

    @Override
    public int compareTo(UseKey other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * @param place among the files of one post
   * @param sha256 of the content; empty where it is not known
   * @param usedAt empty while the attempt lasts
   */
  record UseRow(
      UseKey key,
      String name,
      TaskId task,
      int attempt,
      int place,
      Optional<String> sha256,
      Optional<Instant> usedAt) {
    UseRow usedAt(Instant time) {
      return new UseRow(key, name, task, attempt, place, sha256, Optional.of(time));
    }

    UseRow withContent(String content) {
      return new UseRow(key, name, task, attempt, place, Optional.of(content), usedAt);
    }

    UseRow by(String user) {
      return new UseRow(new UseKey(key.source(), user), name, task, attempt, place, sha256, usedAt);
    }
  }
}
