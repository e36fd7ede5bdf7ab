package dev.drover.persistence.material;

import dev.drover.application.port.storage.MaterialLibrary.LibraryMaterial;
import dev.drover.application.port.storage.MaterialLibrary.Upload;
import dev.drover.domain.material.MaterialLabels;
import dev.drover.domain.material.MaterialName;
import dev.drover.domain.material.MaterialSource;
import dev.drover.domain.material.PostContent;
import dev.drover.domain.script.post.AddedSound;
import dev.drover.domain.script.post.Placement;
import dev.drover.domain.script.post.PostScript;
import dev.drover.domain.script.post.PostWay;
import dev.drover.persistence.testing.QueueFixture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Creates files to post, and scripts that post them. */
final class MaterialFixture {
  static final Clock CLOCK = Clock.fixed(QueueFixture.NOW, ZoneOffset.UTC);
  static final long LARGEST = 1024L * 1024 * 1024;

  private MaterialFixture() {}

  /** Returns a file that begins like a video and ends with the given text. */
  static byte[] video(String end) {
    return ("\0\0\0\u0018ftypmp42" + end).getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] png(String end) {
    return ("\u0089PNG\r\n\u001a\n" + end).getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] jpeg(String end) {
    return ("\u00ff\u00d8\u00ff\u00e0" + end).getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Returns a stream of the given size that begins with {@code head} and continues with zeros. It
   * is never held in memory.
   */
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

  static PostScript post(PostContent content, MaterialSource source) {
    return new PostScript(
        content,
        "",
        new PostWay.Share(),
        source,
        Duration.ZERO,
        new AddedSound.Untouched(),
        Duration.ZERO,
        Optional.empty(),
        Optional.empty(),
        false,
        Placement.REEL);
  }

  static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
