package dev.drover.persistence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One server's claim on a home directory, held until it is closed or the process ends, however it
 * ends: the operating system gives the lock back.
 */
public final class HomeLock implements AutoCloseable {
  private final FileChannel channel;

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Makes the directory where there is none, and claims it.
   *
   * @throws PostgresUnusable if another server has it, or it can't be written
   */
  public static HomeLock acquire(Path home) {
    Path file = home.resolve("drover.lock");
    try {
      Files.createDirectories(home);
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        String owner = read(channel);
        channel.close();
        throw new PostgresUnusable(
            "another Drover server"
                + (owner.isBlank() ? "" : " (process " + owner + ")")
                + " is running on "
                + home
                + "; stop it first, or start this one with another --home");
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
      return new HomeLock(channel);
    } catch (IOException failed) {
      throw new PostgresUnusable(
          "the home directory " + home + " can't be used: " + failed.getMessage(), failed);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      return null;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(32);
    channel.read(content, 0);
    return new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII).strip();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failed) {
      throw new PostgresUnusable("the lock on the home directory can't be given back", failed);
    }
  }
}
