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
 * One server's claim on a home directory, held until it is closed or the process ends, however it
 * ends: the operating system gives the lock back.
 */
public final class HomeLock implements AutoCloseable {
  /**
   * What this process has claimed. The system's lock is the process's: it would be given back as
   * soon as anybody here closed the file once more.
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
   * Makes the directory where there is none, for its owner alone, and claims it.
   *
   * @throws HomeUnusable if another server has it, in this process or another, or it can't be
   *     written
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

  /** Whether a server has used this directory as its home, now or before. */
  public static boolean isHome(Path directory) {
    return Files.exists(directory.resolve(FILE));
  }

  /** One that is there already keeps its permissions: they may be somebody's decision. */
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
    // The process's umask may have taken away from the owner.
    Files.setPosixFilePermissions(home, OWNER_ONLY);
  }

  /** The same for every path to the directory. */
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

  /** Gives the home back. Closing it again does nothing. */
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
