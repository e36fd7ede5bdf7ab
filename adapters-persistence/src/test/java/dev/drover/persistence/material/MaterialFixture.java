package dev.drover.persistence.material;

import dev.drover.application.port.storage.MaterialLibrary.LibraryMaterial;
import dev.drover.application.port.storage.MaterialLibrary.Upload;
import dev.drover.domain.material.MaterialLabels;
import dev.drover.domain.material.MaterialName;
import dev.drover.persistence.testing.QueueFixture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A material library on the disk, and uploads to it. */
final class MaterialFixture {
  static final Clock CLOCK = Clock.fixed(QueueFixture.NOW, ZoneOffset.UTC);
  static final long LARGEST = 1024L * 1024 * 1024;

  private MaterialFixture() {}

  /** A beginning, and zeros after it, of which none is ever held in memory. */
  static InputStream zerosAfter(byte[] head, long size) {
    return new InputStream() {
      private long at;

      @Override
      public int read() {
        return at == size ? -1 : at++ < head.length ? head[(int) at - 1] & 0xff : 0;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        if (at < head.length || at == size) {
          return super.read(into, offset, Math.min(length, 1));
        }
        int count = (int) Math.min(length, size - at);
        Arrays.fill(into, offset, offset + count, (byte) 0);
        at += count;
        return count;
      }
    };
  }

  static LibraryMaterial add(
      JooqMaterialLibrary library,
      String name,
      byte[] content,
      UnaryOperator<MaterialLabels> labels) {
    Upload upload =
        library.store(new MaterialName(name), new ByteArrayInputStream(content), labels);
    if (upload instanceof Upload.Kept kept) {
      return kept.material();
    }
    throw new AssertionError("not kept: " + upload);
  }

  static LibraryMaterial add(JooqMaterialLibrary library, String name, byte[] content) {
    return add(library, name, content, UnaryOperator.identity());
  }

  static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
