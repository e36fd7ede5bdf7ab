package dev.drover.virtualphone.system;

import dev.drover.virtualphone.config.Timing;
import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.fault.Faults;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The index of media files that galleries read. A scan adds files some time after it was requested.
 * Safe for use by any thread.
 */
public final class MediaStore {
  private static final int FIRST_ID = 31;

  private final PhoneFiles files;
  private final Clock clock;
  private final Timing timing;
  private final Faults faults;
  private final List<Scan> scans = new ArrayList<>();
  private final SortedMap<Integer, MediaFile> rows = new TreeMap<>();
  private int nextId = FIRST_ID;

  private record Scan(String path, Instant ends) {}

  public MediaStore(PhoneFiles files, Clock clock, Timing timing, Faults faults) {
    this.files = files;
    this.clock = clock;
    this.timing = timing;
    this.faults = faults;
  }

  /** Starts to scan a file, or all files below a directory. */
  public synchronized void scan(String path) {
    if (faults.strike(Fault.Kind.SCAN_NEVER, path).isEmpty()) {
      scans.add(new Scan(PhoneFiles.publicPath(path), clock.instant().plus(timing.mediaScan())));
    }
  }

  /** Returns the indexed files, by row id. */
  public synchronized List<MediaFile> all() {
    settle();
    return List.copyOf(rows.values());
  }

  /** Returns the indexed files as galleries show them, newest first. */
  public List<MediaFile> newestFirst() {
    return all().stream()
        .sorted(
            Comparator.comparing(MediaFile::modified).thenComparingInt(MediaFile::id).reversed())
        .toList();
  }

  /** Returns the file of a {@code content://media/...} address. */
  public Optional<MediaFile> byUri(String uri) {
    return all().stream()
        .filter(file -> uri.matches("content://media/.*/" + file.id()))
        .findFirst();
  }

  /** The content of an indexed file, unless it was deleted since. */
  public Optional<byte[]> content(MediaFile file) {
    return files.read(file.path());
  }

  /** Deletes a row and its file, as the provider does. */
  public synchronized void delete(MediaFile file) {
    rows.remove(file.id());
    files.delete(file.path());
  }

  /** Carries out the scans that are due. Also called before files change. */
  public synchronized void settle() {
    for (Scan scan : List.copyOf(scans)) {
      if (!clock.instant().isBefore(scan.ends())) {
        scans.remove(scan);
        carryOut(scan);
      }
    }
  }

  private void carryOut(Scan scan) {
    rows.values().removeIf(row -> files.read(row.path()).isEmpty());
    for (String path : files.filesBelow(scan.path())) {
      MediaFile.Kind.of(path).ifPresent(kind -> add(path, kind));
    }
  }

  private void add(String path, MediaFile.Kind kind) {
    Optional<Integer> known =
        rows.values().stream()
            .filter(row -> row.path().equals(path))
            .map(MediaFile::id)
            .findFirst();
    int id = known.orElse(nextId);
    if (known.isEmpty()) {
      nextId++;
    }
    Instant modified = files.entry(path).map(PhoneFiles.Entry::modified).orElse(clock.instant());
    files
        .read(path)
        .ifPresent(content -> rows.put(id, MediaFile.of(id, path, kind, content, modified)));
  }
}
