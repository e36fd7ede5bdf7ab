package dev.drover.virtualphone.system;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The phone's file system, in memory. {@code /storage/emulated/0} and {@code /mnt/sdcard} are
 * aliases of {@code /sdcard}.
 */
public final class PhoneFiles {
  private final Clock clock;
  private final SortedMap<String, Content> content = new TreeMap<>();

  private record Content(Optional<byte[]> bytes, Instant modified) {}

  /** A file or directory at a path. */
  public record Entry(boolean directory, int size, Instant modified) {}

  public PhoneFiles(Clock clock) {
    this.clock = clock;
    for (String directory :
        List.of(
            "/",
            "/sdcard",
            "/sdcard/Movies",
            "/sdcard/Pictures",
            "/sdcard/Download",
            "/sdcard/DCIM",
            "/data",
            "/data/local",
            "/data/local/tmp",
            "/system",
            "/system/bin",
            "/dev",
            "/storage")) {
      makeDirectory(directory);
    }
  }

  public synchronized Optional<Entry> entry(String path) {
    return Optional.ofNullable(content.get(canonical(path)))
        .map(
            found ->
                new Entry(
                    found.bytes().isEmpty(),
                    found.bytes().map(bytes -> bytes.length).orElse(4096),
                    found.modified()));
  }

  public synchronized Optional<byte[]> read(String path) {
    return Optional.ofNullable(content.get(canonical(path))).flatMap(Content::bytes);
  }

  /** Writes a file, and creates the directories that lead to it. */
  public synchronized void write(String path, byte[] bytes, Instant modified) {
    String target = canonical(path);
    makeParents(target);
    content.put(target, new Content(Optional.of(bytes.clone()), modified));
  }

  public void write(String path, byte[] bytes) {
    write(path, bytes, clock.instant());
  }

  public synchronized boolean isDirectory(String path) {
    return entry(path).map(Entry::directory).orElse(false);
  }

  public synchronized void makeDirectory(String path) {
    String target = canonical(path);
    makeParents(target);
    content.putIfAbsent(target, new Content(Optional.empty(), clock.instant()));
  }

  /** Sets a file's time to now; creates an empty file if it does not exist. */
  public void touch(String path) {
    touch(path, clock.instant());
  }

  /** Sets a file's or directory's time; creates an empty file if it does not exist. */
  public synchronized void touch(String path, Instant modified) {
    String target = canonical(path);
    Content present = content.get(target);
    if (present == null) {
      write(path, new byte[0], modified);
    } else {
      content.put(target, new Content(present.bytes(), modified));
    }
  }

  /** Deletes a path and everything below it; false when there is nothing. */
  public synchronized boolean delete(String path) {
    String target = canonical(path);
    boolean found = content.remove(target) != null;
    content.keySet().removeIf(below -> below.startsWith(target + "/"));
    return found;
  }

  /** The names in a directory. */
  public synchronized List<String> list(String path) {
    String target = canonical(path);
    String prefix = target.equals("/") ? "/" : target + "/";
    List<String> names = new ArrayList<>();
    for (String below : content.keySet()) {
      if (below.startsWith(prefix)
          && below.length() > prefix.length()
          && below.indexOf('/', prefix.length()) < 0) {
        names.add(below.substring(prefix.length()));
      }
    }
    return names;
  }

  /** The file at a path, or the files below a directory, by their public paths. */
  public synchronized List<String> filesBelow(String path) {
    String target = canonical(path);
    return content.entrySet().stream()
        .filter(entry -> entry.getValue().bytes().isPresent())
        .map(Map.Entry::getKey)
        .filter(file -> file.equals(target) || file.startsWith(target + "/"))
        .map(PhoneFiles::publicPath)
        .toList();
  }

  /** The path as the media store writes it: below {@code /storage/emulated/0} where possible. */
  static String publicPath(String path) {
    String target = canonical(path);
    return target.equals("/sdcard") || target.startsWith("/sdcard/")
        ? "/storage/emulated/0" + target.substring("/sdcard".length())
        : target;
  }

  private void makeParents(String path) {
    int slash = path.lastIndexOf('/');
    if (slash > 0) {
      makeDirectory(path.substring(0, slash));
    }
  }

  /**
   * Normalizes a path: absolute, without {@code .}, {@code ..} and doubled slashes, and without
   * aliases.
   */
  private static String canonical(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/")) {
      if (part.equals("..")) {
        if (!parts.isEmpty()) {
          parts.removeLast();
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    String joined = "/" + String.join("/", parts);
    for (String alias : List.of("/storage/emulated/0", "/mnt/sdcard", "/storage/self/primary")) {
      if (joined.equals(alias) || joined.startsWith(alias + "/")) {
        return "/sdcard" + joined.substring(alias.length());
      }
    }
    return joined;
  }
}
