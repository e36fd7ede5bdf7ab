package dev.drover.device.adb.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.Set;

/**
 * Opens a file by its real path without following links. Otherwise, someone could replace the file
 * or one of its folders by a link after the file was chosen, and have any file of the server sent
 * to a phone.
 */
public final class UnlinkedFile {
  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private UnlinkedFile() {}

  /**
   * @param real absolute and without links, as it was when the file was chosen
   * @throws IOException if it can't be read, or is no ordinary file at this very path any more
   */
  public static InputStream open(Path real) throws IOException {
    try (DirectoryStream<Path> root = Files.newDirectoryStream(real.getRoot())) {
      if (root instanceof SecureDirectoryStream<Path> secure) {
        return Channels.newInputStream(open(secure, real, 0));
      }
    } catch (AccessDeniedException aFolderThatMayOnlyBePassed) {
      return checked(real);
    }
    return checked(real);
  }

  /**
   * Opens each folder relative to the open folder above it, so that none can be replaced in
   * between.
   */
  private static SeekableByteChannel open(SecureDirectoryStream<Path> folder, Path real, int depth)
      throws IOException {
    Path name = real.getName(depth);
    if (depth < real.getNameCount() - 1) {
      try (SecureDirectoryStream<Path> next =
          folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
        return open(next, real, depth + 1);
      }
    }
    BasicFileAttributeView view =
        folder.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    requireOrdinary(view.readAttributes().isRegularFile(), real);
    return folder.newByteChannel(name, READ);
  }

  /** Checks before and after opening, on systems where folders can't be opened one by one. */
  private static InputStream checked(Path real) throws IOException {
    requireUnlinked(real);
    SeekableByteChannel channel = Files.newByteChannel(real, READ);
    try {
      requireUnlinked(real);
      return Channels.newInputStream(channel);
    } catch (IOException exchanged) {
      channel.close();
      throw exchanged;
    }
  }

  private static void requireUnlinked(Path real) throws IOException {
    requireOrdinary(
        Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS) && real.toRealPath().equals(real),
        real);
  }

  private static void requireOrdinary(boolean ordinary, Path real) throws IOException {
    if (!ordinary) {
      throw new FileSystemException(real.toString(), null, "is no ordinary file any more");
    }
  }
}
