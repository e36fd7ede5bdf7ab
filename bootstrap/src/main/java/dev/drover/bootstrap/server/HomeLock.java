package dev.drover.bootstrap.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One server's exclusive claim on a home directory. It ends when it is closed or when the process
 * ends in any way, because the operating system then releases the lock.
 */
public final class HomeLock implements AutoCloseable {
  /**
   * The homes that this process has claimed. The operating system's lock belongs to the process:
   * closing any other channel of the file would release it, so a second claim must not open the
   * file.
   */
  private static final Set<Object> OWN = ConcurrentHashMap.newKeySet();

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private static final String FILE = "drover.lock";

  private final FileChannel channel;
  private final Object home;

  private HomeLock(FileChannel channel, Object home) {
    this.channel = channel;
    this.home = home;
  }

  /**
   * Creates the directory if it does not exist, with access for its owner only, and claims it.
   *
   * @throws HomeUnusable if another server has claimed it, in this process or another, or it can't
   *     be written
   */
  public static HomeLock acquire(Path home) {
    try {
      make(home);
      Object identity = identity(home);
      if (!OWN.add(identity)) {
        throw taken(home, Long.toString(ProcessHandle.current().pid()));
      }
      try {
        return new HomeLock(claimed(home), identity);
      } catch (IOException | RuntimeException | Error failed) {
        OWN.remove(identity);
        throw failed;
      }
    } catch (IOException failed) {
      throw new HomeUnusable(
          "the home directory " + home + " can't be used: " + failed.getMessage(), failed);
    }
  }

  /** Returns whether a server has used this directory as its home, now or before. */
  public static boolean isHome(Path directory) {
    return Files.exists(directory.resolve(FILE));
  }

  /** An existing directory keeps its permissions, which may have been chosen. */
  private static void make(Path home) throws IOException {
    if (Files.isDirectory(home)) {
      return;
    }
    if (home.getParent() != null) {
      Files.createDirectories(home.getParent());
    }
    if (!home.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(home);
      return;
    }
    Files.createDirectories(home, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    // The process's umask may have removed permissions of the owner.
    Files.setPosixFilePermissions(home, OWNER_ONLY);
  }

  /** Returns an identity that is the same for every path to the directory. */
  private static Object identity(Path home) throws IOException {
    Path real = home.toRealPath();
    return Objects.requireNonNullElse(
        Files.readAttributes(real, BasicFileAttributes.class).fileKey(), real);
  }

  private static FileChannel claimed(Path home) throws IOException {
    FileChannel channel =
        FileChannel.open(
            home.resolve(FILE),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw taken(home, read(channel));
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
      return channel;
    } catch (IOException | RuntimeException | Error failed) {
      channel.close();
      throw failed;
    }
  }

  private static HomeUnusable taken(Path home, String owner) {
    return new HomeUnusable(
        "another Drover server"
            + (owner.isBlank() ? "" : " (process " + owner + ")")
            + " is running on "
            + home
            + "; stop it first, or start this one with another --home");
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(32);
    channel.read(content, 0);
    return new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII).strip();
  }

  /** Releases the home directory. Closing twice has no effect. */
  @Override
  public void close() {
    if (!channel.isOpen()) {
      return;
    }
    try {
      channel.close();
    } catch (IOException failed) {
      throw new HomeUnusable("the lock on the home directory can't be given back", failed);
    } finally {
      OWN.remove(home);
    }
  }
}
