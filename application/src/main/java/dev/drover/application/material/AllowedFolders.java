package dev.drover.application.material;

import dev.drover.domain.account.Username;
import dev.drover.domain.material.FolderMaterials;
import dev.drover.domain.material.MediaFile;
import dev.drover.domain.material.MediaType;
import dev.drover.domain.material.Spintax;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folders on the server from which scripts may take files, and nothing else: whatever a path
 * says, the real file behind it lies below one of them, is an ordinary file, and holds what may be
 * posted. Whatever is refused throws {@link MaterialMissing}, whose message tells no path that the
 * client has not given.
 */
public final class AllowedFolders {
  private static final String CAPTION = "caption.txt";
  private static final String SOUND_NAMES = "sound_names.txt";
  private static final String SOUND_URLS = "sound_urls.txt";

  /** More than a caption or a list of sounds ever has. */
  private static final int LARGEST_TEXT_BYTES = 1024 * 1024;

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int MOST_NAMED = 3;

  private static final String ALLOWED = "the folders that scripts may take files from";

  private final List<Path> roots;
  private final Path uploads;
  private final long largestBytes;

  /**
   * @param roots absolute; one that does not exist now may come later
   * @param uploads absolute; pictures for comments may lie there as well; made if there is none
   * @throws UncheckedIOException if the folder for uploads can't be made
   */
  public AllowedFolders(List<Path> roots, Path uploads, long largestBytes) {
    this.roots = roots.stream().map(Path::normalize).toList();
    this.uploads = uploads.normalize();
    this.largestBytes = largestBytes;
    try {
      Files.createDirectories(this.uploads);
    } catch (IOException failed) {
      throw new UncheckedIOException(
          "the folder " + uploads + " can't be made: " + failed.getMessage(), failed);
    }
  }

  /**
   * What is in a folder.
   *
   * @param leftOut files that can't be posted, each with the reason
   */
  record Contents(Path folder, FolderMaterials materials, List<String> leftOut) {
    Contents {
      leftOut = List.copyOf(leftOut);
    }

    /** For the end of a message; empty when nothing was left out. */
    String remark() {
      if (leftOut.isEmpty()) {
        return "";
      }
      String named = String.join("; ", leftOut.subList(0, Math.min(MOST_NAMED, leftOut.size())));
      return " (left out: "
          + named
          + (leftOut.size() > MOST_NAMED ? "; and " + (leftOut.size() - MOST_NAMED) + " more" : "")
          + ")";
    }
  }

  /** An existing folder, by its real path. */
  Path folder(String given) {
    Path real = resolve(given, roots, roots);
    if (!Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
      throw new MaterialMissing(
          "\"" + given + "\" is no folder; name the folder that holds the files");
    }
    return real;
  }

  /** A file for a post. */
  MediaFile file(String given) {
    return media(resolve(given, roots, roots), given);
  }

  /** A picture for a comment. */
  MediaFile picture(String given) {
    List<Path> allowed = new ArrayList<>(roots);
    allowed.addFirst(uploads);
    MediaFile picture = media(resolve(given, List.of(uploads), allowed), given);
    if (picture.type().isVideo()) {
      throw new MaterialMissing(
          "\"" + given + "\" is a video; a comment takes a JPEG or PNG, name one");
    }
    return picture;
  }

  /**
   * Finds a file of any content, to be sent to a phone as it is.
   *
   * @param given a path, absolute or within one of the folders
   * @return its real path
   * @throws MaterialMissing if there is none, or it must not be taken
   */
  public Path anyFile(String given) {
    List<Path> allowed = new ArrayList<>(roots);
    allowed.add(uploads);
    Path real = resolve(given, allowed, allowed);
    requireOrdinary(real, given, largestBytes);
    return real;
  }

  /**
   * Reads a file to its end.
   *
   * @return the SHA-256 of its content, in hexadecimal
   */
  static String sha256(MediaFile file) {
    try (InputStream bytes = Files.newInputStream(file.path(), LinkOption.NOFOLLOW_LINKS)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int length = bytes.read(buffer); length >= 0; length = bytes.read(buffer)) {
        digest.update(buffer, 0, length);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException failed) {
      throw new MaterialMissing("\"" + file.name() + "\" can't be read");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /** The {@code @username} folder within a folder. */
  Optional<Path> ownFolder(Path folder, Username username) {
    return ownFolders(folder).entrySet().stream()
        .filter(own -> own.getKey().equals(username))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** All the {@code @username} folders within a folder; wherever they lead. */
  Map<Username, Path> ownFolders(Path folder) {
    Map<Username, Path> own = new LinkedHashMap<>();
    for (Path entry : entries(folder)) {
      String name = entry.getFileName().toString();
      if (name.startsWith("@") && Files.isDirectory(entry)) {
        username(name).ifPresent(user -> own.put(user, entry));
      }
    }
    return own;
  }

  private static Optional<Username> username(String name) {
    try {
      return Optional.of(Username.parse(name));
    } catch (IllegalArgumentException nobody) {
      return Optional.empty();
    }
  }

  /** What a post can be made of in a folder; folders within it are not looked into. */
  Contents read(Path given) {
    return read(given, Optional.empty());
  }

  /**
   * What a post can be made of in a user's own folder.
   *
   * @param shared the folder that holds it, whose caption and sounds serve where the user's has
   *     none
   */
  Contents readOwn(Path given, Path shared) {
    return read(given, Optional.of(shared));
  }

  private Contents read(Path given, Optional<Path> shared) {
    Path folder = real(given, given.getFileName().toString(), roots);
    Map<Path, MediaFile> files = new LinkedHashMap<>();
    List<String> leftOut = new ArrayList<>();
    for (Path entry : entries(folder)) {
      String name = entry.getFileName().toString();
      if (name.startsWith(".") || isText(name) || Files.isDirectory(entry)) {
        continue;
      }
      try {
        MediaFile file = media(real(entry, name, roots), name);
        files.putIfAbsent(file.path(), file);
      } catch (MaterialMissing refused) {
        leftOut.add(refused.reason());
      }
    }
    return new Contents(
        folder,
        new FolderMaterials(
            List.copyOf(files.values()),
            caption(with(folder, shared, CAPTION)),
            sounds(with(folder, shared, SOUND_URLS, SOUND_NAMES))),
        leftOut);
  }

  /** The folder whose texts count: its own where it has any of them, even an empty one. */
  private static Path with(Path own, Optional<Path> shared, String... texts) {
    return Arrays.stream(texts)
            .anyMatch(name -> Files.exists(own.resolve(name), LinkOption.NOFOLLOW_LINKS))
        ? own
        : shared.orElse(own);
  }

  private static boolean isText(String name) {
    return name.equals(CAPTION) || name.equals(SOUND_NAMES) || name.equals(SOUND_URLS);
  }

  private static List<Path> entries(Path folder) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (IOException | java.nio.file.DirectoryIteratorException failed) {
      throw new MaterialMissing(
          "the folder \""
              + folder.getFileName()
              + "\" can't be read; let the server's user read it");
    }
    entries.sort(null);
    return entries;
  }

  private Optional<String> caption(Path folder) {
    Optional<String> caption = text(folder, CAPTION).filter(text -> !text.isBlank());
    try {
      caption.ifPresent(Spintax::parse);
    } catch (IllegalArgumentException refused) {
      throw new MaterialMissing("the folder's " + CAPTION + " " + refused.getMessage());
    }
    return caption.map(String::strip);
  }

  /** Addresses, where there are any; else names. */
  private List<String> sounds(Path folder) {
    List<String> urls = lines(folder, SOUND_URLS);
    for (String url : urls) {
      if (!url.startsWith("https://")) {
        throw new MaterialMissing(
            "the folder's "
                + SOUND_URLS
                + " has the line \""
                + url
                + "\"; each line must be an https:// address (names belong into "
                + SOUND_NAMES
                + ")");
      }
    }
    return urls.isEmpty() ? lines(folder, SOUND_NAMES) : urls;
  }

  private List<String> lines(Path folder, String name) {
    return text(folder, name).map(FolderMaterials::lines).orElse(List.of());
  }

  private Optional<String> text(Path folder, String name) {
    Path path = folder.resolve(name);
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    Path real = real(path, name, roots);
    requireOrdinary(real, name, LARGEST_TEXT_BYTES);
    try (InputStream bytes = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.readNBytes(LARGEST_TEXT_BYTES)))
              .toString();
      return Optional.of(text.startsWith("\ufeff") ? text.substring(1) : text);
    } catch (CharacterCodingException other) {
      throw new MaterialMissing("\"" + name + "\" is not UTF-8 text; save it as UTF-8");
    } catch (IOException failed) {
      throw new MaterialMissing("\"" + name + "\" can't be read; let the server's user read it");
    }
  }

  private Path resolve(String given, List<Path> bases, List<Path> allowed) {
    Path path;
    try {
      path = Path.of(given);
    } catch (InvalidPathException malformed) {
      throw new MaterialMissing("\"" + given + "\" can't be the path of a file; correct it");
    }
    boolean outside = true;
    for (Path base : bases) {
      // An absolute path stays what it is.
      Path candidate = base.resolve(path);
      if (isWithin(candidate.normalize(), allowed)) {
        outside = false;
        if (Files.exists(candidate, LinkOption.NOFOLLOW_LINKS)) {
          return real(candidate, given, allowed);
        }
      }
    }
    if (outside) {
      // Whether there is anything is not looked at.
      throw outside(given);
    }
    throw new MaterialMissing(
        "there is no \"" + given + "\" in " + ALLOWED + "; put it there, or correct the name");
  }

  /** Where symbolic links and {@code ..} really lead. */
  private static Path real(Path path, String given, List<Path> allowed) {
    Path real;
    try {
      real = path.toRealPath();
    } catch (IOException failed) {
      throw new MaterialMissing(
          "\""
              + given
              + "\" leads nowhere, or can't be read; correct it, or let the server's user read it");
    }
    if (allowed.stream().flatMap(root -> realRoot(root).stream()).noneMatch(real::startsWith)) {
      throw outside(given);
    }
    return real;
  }

  private static MaterialMissing outside(String given) {
    return new MaterialMissing(
        "\""
            + given
            + "\" lies outside of "
            + ALLOWED
            + "; put it there, or add its folder to the allowed material folders in the server's"
            + " configuration");
  }

  private static boolean isWithin(Path path, List<Path> allowed) {
    return allowed.stream()
        .anyMatch(
            root -> path.startsWith(root) || realRoot(root).filter(path::startsWith).isPresent());
  }

  private static Optional<Path> realRoot(Path root) {
    try {
      return Optional.of(root.toRealPath());
    } catch (IOException notThere) {
      return Optional.empty();
    }
  }

  private MediaFile media(Path real, String name) {
    requireOrdinary(real, name, largestBytes);
    try (InputStream bytes = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
      return MediaType.ofContent(bytes.readNBytes(MediaType.HEAD_BYTES))
          .map(type -> new MediaFile(real, name, type))
          .orElseThrow(
              () ->
                  new MaterialMissing(
                      "\"" + name + "\" is neither an MP4, a JPEG nor a PNG; convert it"));
    } catch (IOException failed) {
      throw new MaterialMissing("\"" + name + "\" can't be read; let the server's user read it");
    }
  }

  /** Before it is opened: opening a pipe would wait for its other end. */
  private static void requireOrdinary(Path real, String name, long mostBytes) {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException failed) {
      throw new MaterialMissing("\"" + name + "\" can't be read; let the server's user read it");
    }
    if (!attributes.isRegularFile()) {
      throw new MaterialMissing("\"" + name + "\" is no ordinary file; put the file itself there");
    }
    if (attributes.size() > mostBytes) {
      throw new MaterialMissing(
          "\""
              + name
              + "\" is larger than "
              + mostBytes / (1024 * 1024)
              + " MiB; shrink it, or raise the limit in the server's configuration");
    }
  }
}
