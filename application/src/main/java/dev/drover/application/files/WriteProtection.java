package dev.drover.application.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Whether somebody else could change what a path leads to. Every folder on the way counts, and
 * every symbolic link and where it leads: whoever can write a folder can put another file in the
 * place of what is there.
 */
public final class WriteProtection {
  private static final int ROOT = 0;
  private static final int STICKY = 0b001_000_000_000;
  private static final int MOST_LINKS = 40;

  private WriteProtection() {}

  /**
   * Looks for somebody else who could change {@code path}: the owner of the file or of a folder on
   * the way that is neither this process's user nor root, or write permission for the group or for
   * all. A folder with the sticky bit, such as {@code /tmp}, may be written by all: its entries are
   * their owners' alone.
   *
   * @return who can write what, such as {@code /srv/plugins can be written by others (rwxrwxrwx)};
   *     empty if nobody else can, or if the file system knows no such permissions
   * @throws IOException if the path does not exist or can't be looked at; the message says which
   *     part
   */
  public static Optional<String> breach(Path path) throws IOException {
    Path absolute = path.toAbsolutePath();
    if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return Optional.empty();
    }
    return new Walk().breach(absolute);
  }

  /**
   * Looks like {@link #breach} for somebody else who could change {@code path}, for a warning: a
   * path that can't be looked at is a finding, too.
   */
  public static Optional<String> doubt(Path path) {
    try {
      return breach(path);
    } catch (IOException unknown) {
      return Optional.of("it can't be told who can write it (" + unknown + ")");
    }
  }

  /**
   * Looks like {@link #breach} for somebody else who could change something in a folder, at any
   * depth. Where a symbolic link leads is looked at as well, but not what is below it.
   *
   * @throws IOException if an entry can't be looked at
   */
  public static Optional<String> breachBelow(Path folder) throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return Optional.empty();
    }
    Walk walk = new Walk();
    List<Path> left = new ArrayList<>(List.of(folder.toAbsolutePath()));
    while (!left.isEmpty()) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(left.removeLast())) {
        for (Path entry : entries) {
          Optional<String> found =
              Files.isSymbolicLink(entry) ? breach(entry) : walk.breachOf(entry);
          if (found.isPresent()) {
            return found;
          }
          if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            left.add(entry);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Resolves a path part by part, as the operating system does, and looks at each. */
  private static final class Walk {
    private final int me;
    private final Deque<Path> left = new ArrayDeque<>();
    private int links;

    Walk() throws IOException {
      me = self();
    }

    Optional<String> breach(Path absolute) throws IOException {
      Path at = absolute.getRoot();
      push(absolute);
      Optional<String> found = breachOf(at);
      while (found.isEmpty() && !left.isEmpty()) {
        Path part = left.pop();
        String name = part.toString();
        if (name.isEmpty() || name.equals(".")) {
          continue;
        }
        if (name.equals("..")) {
          at = Optional.ofNullable(at.getParent()).orElse(at);
          continue;
        }
        Path next = at.resolve(part);
        found = breachOf(next);
        if (Files.isSymbolicLink(next)) {
          links++;
          if (links > MOST_LINKS) {
            throw new FileSystemException(next + ": too many symbolic links");
          }
          Path target = Files.readSymbolicLink(next);
          at = target.isAbsolute() ? target.getRoot() : at;
          push(target);
        } else {
          at = next;
        }
      }
      return found;
    }

    private void push(Path path) {
      for (int i = path.getNameCount() - 1; i >= 0; i--) {
        left.push(path.getName(i));
      }
    }

    private Optional<String> breachOf(Path entry) throws IOException {
      PosixFileAttributes attributes =
          Files.readAttributes(entry, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      int owner = number(entry, "unix:uid");
      if (owner != me && owner != ROOT) {
        return Optional.of(entry + " belongs to the user " + attributes.owner().getName());
      }
      if (attributes.isSymbolicLink()) {
        // Its permissions mean nothing; where it leads is looked at next.
        return Optional.empty();
      }
      boolean open =
          attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
              || attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE);
      if (!open || (attributes.isDirectory() && isSticky(entry))) {
        return Optional.empty();
      }
      return Optional.of(
          entry
              + " can be written by others ("
              + PosixFilePermissions.toString(attributes.permissions())
              + ")");
    }

    private static boolean isSticky(Path folder) throws IOException {
      return (number(folder, "unix:mode") & STICKY) != 0;
    }

    private static int number(Path entry, String attribute) throws IOException {
      return (Integer) Files.getAttribute(entry, attribute, LinkOption.NOFOLLOW_LINKS);
    }

    /** The user that this process's files belong to. */
    private static int self() throws IOException {
      Path probe = Files.createTempFile("drover", ".owner");
      try {
        return number(probe, "unix:uid");
      } finally {
        Files.delete(probe);
      }
    }
  }
}
