package dev.drover.persistence.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Files of secrets, which nobody but their owner can read. */
public final class OwnerOnlyFile {
  private static final Set<PosixFilePermission> OWNER =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  /** No key file is longer, in bytes. */
  private static final int LARGEST = 16 * 1024;

  private OwnerOnlyFile() {}

  /**
   * Makes a file that only its owner can read and write (mode 0600).
   *
   * @throws java.nio.file.FileAlreadyExistsException if it exists; it is left as it is
   */
  public static void create(Path file, String content) throws IOException {
    FileAttribute<?>[] ownerOnly =
        isPosix(file)
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
            : new FileAttribute<?>[0];
    try (var channel =
        Files.newByteChannel(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
      ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it can't be read, or is far too long for a key
   */
  public static String read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("it is not a file");
    }
    try (var content = Files.newInputStream(file)) {
      byte[] bytes = content.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IOException("it is too long for a key");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /**
   * What others than the owner may do with it.
   *
   * @return their permissions, such as {@code r--r-----}; empty if they have none, or if the file
   *     system knows no such permissions
   */
  public static Optional<String> openToOthers(Path file) throws IOException {
    if (!isPosix(file)) {
      return Optional.empty();
    }
    Set<PosixFilePermission> granted = Files.getPosixFilePermissions(file);
    EnumSet<PosixFilePermission> others =
        EnumSet.range(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_EXECUTE);
    others.retainAll(granted);
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(PosixFilePermissions.toString(granted));
  }

  /** Takes every permission from others than the owner. */
  public static void close(Path file) throws IOException {
    Files.setPosixFilePermissions(file, OWNER);
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
