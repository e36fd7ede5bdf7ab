package dev.drover.device.words;

import dev.drover.device.adb.PhoneSession;
import dev.drover.device.adb.SafeText;
import dev.drover.device.adb.ShellCommand;
import dev.drover.device.adb.ShellResult;
import dev.drover.device.profile.AppProfile;
import dev.drover.domain.app.PackageName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the strings of an app on a phone, and finds those that are a profile's labels: a string
 * whose text in a known language is a label's is the same label in every other language. Reads the
 * tables only, in portions, and keeps no file. Used by one thread.
 */
public final class AppWords {
  /** Split packages of an app: one a language, density and feature. */
  private static final int MOST_PACKAGES = 60;

  private static final Pattern PATH = Pattern.compile("package:(/[^\\p{Cntrl}]{1,500}\\.apk)");
  private static final Pattern SIZE = Pattern.compile("\\d{1,12}");

  /** The most bytes of all tables together. */
  private static final long MOST_BYTES = 256L * 1024 * 1024;

  private static final int BLOCK = 64 * 1024;

  /** A portion is one command's output, which has a limit. */
  private static final int PORTION_BLOCKS = 128;

  private static final Duration COMMAND = Duration.ofSeconds(20);
  private static final Duration PORTION = Duration.ofSeconds(60);

  /** The longest time for all of it. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** The most strings that are labels; more are no labels. */
  private static final int MOST_RESOURCES = 20_000;

  private final PhoneSession phone;
  private final InstantSource clock;
  private final Instant end;
  private long read;

  public AppWords(PhoneSession phone, InstantSource clock) {
    this.phone = phone;
    this.clock = clock;
    this.end = clock.instant().plus(LONGEST);
  }

  /**
   * What an app calls the labels in one language.
   *
   * @param labels the words by the labels' names
   * @param tables how many of the app's packages have a table
   * @param speaks whether a table has any string in that language
   */
  public record Found(Map<String, Wordings> labels, int tables, boolean speaks) {
    public Found {
      labels = Map.copyOf(labels);
    }
  }

  /**
   * The wordings of one label.
   *
   * @param known the texts in the known language by which it was found
   * @param words its texts in the wanted language, those of most strings first; several where
   *     strings that are the same in the known language differ in the wanted one
   */
  public record Wordings(Set<String> known, List<String> words) {
    public Wordings {
      known = Set.copyOf(known);
      words = List.copyOf(words);
    }
  }

  /**
   * Reads an app's words.
   *
   * @param known the labels in a language that the app is known to have, by name
   * @param knownTag that language, such as {@code en}
   * @param wantedTag the language whose words are asked for, such as {@code de} or {@code pt-BR}
   * @return empty if the app is not installed
   * @throws TableUnreadable if no table can be read, or one goes beyond a limit
   * @throws dev.drover.device.adb.PhoneLost if the phone is gone or does not answer
   */
  public Optional<Found> read(
      PackageName app, Map<String, String> known, String knownTag, String wantedTag)
      throws TableUnreadable {
    List<String> paths = paths(app);
    if (paths.isEmpty()) {
      return Optional.empty();
    }
    List<ResourceTable> tables = new ArrayList<>();
    for (String path : paths) {
      table(path).ifPresent(tables::add);
    }
    if (tables.isEmpty()) {
      throw new TableUnreadable("none of its " + paths.size() + " packages has a string table");
    }
    TableLocale knownLocale = TableLocale.ofTag(knownTag);
    TableLocale wanted = TableLocale.ofTag(wantedTag);
    Map<Integer, Map<String, String>> labelled = new HashMap<>();
    Map<String, Predicate<String>> labels = new LinkedHashMap<>();
    known.forEach((name, words) -> labels.put(name, exactly(words)));
    for (ResourceTable table : tables) {
      // Strings without a language are in the language of the app's makers.
      labelled(
          table,
          locale -> locale.language().isEmpty() || locale.speaks(knownLocale),
          labels,
          labelled);
    }
    return Optional.of(translated(tables, wanted, labelled));
  }

  /**
   * A string must be the words of a label and no more, in the same case: POST is not Post, and what
   * a label leaves open is nothing that it says.
   */
  private static Predicate<String> exactly(String words) {
    return AppProfile.wordings("(?-i:" + words.replace(".*", "") + ")");
  }

  private static void labelled(
      ResourceTable table,
      Predicate<TableLocale> locales,
      Map<String, Predicate<String>> labels,
      Map<Integer, Map<String, String>> labelled)
      throws TableUnreadable {
    Map<Integer, Map<String, String>> byString = new HashMap<>();
    table.each(
        locales,
        (resource, string) -> {
          Map<String, String> meant = byString.get(string);
          if (meant == null) {
            meant = meaning(table.string(string), labels);
            byString.put(string, meant);
          }
          if (!meant.isEmpty()) {
            if (labelled.size() >= MOST_RESOURCES) {
              throw new TableUnreadable("more than " + MOST_RESOURCES + " strings are labels");
            }
            labelled.computeIfAbsent(resource, _ -> new LinkedHashMap<>()).putAll(meant);
          }
        });
  }

  /** Returns the labels that a text is, and the text. */
  private static Map<String, String> meaning(
      Optional<String> text, Map<String, Predicate<String>> labels) {
    if (text.flatMap(Word::of).isEmpty()) {
      return Map.of();
    }
    String word = text.flatMap(Word::of).orElseThrow();
    Map<String, String> meant = new LinkedHashMap<>();
    labels.forEach(
        (name, isLabel) -> {
          if (isLabel.test(word)) {
            meant.put(name, word);
          }
        });
    return meant.isEmpty() ? Map.of() : meant;
  }

  private static Found translated(
      List<ResourceTable> tables, TableLocale wanted, Map<Integer, Map<String, String>> labelled)
      throws TableUnreadable {
    Map<String, Map<String, Integer>> counted = new LinkedHashMap<>();
    Map<String, Set<String>> known = new LinkedHashMap<>();
    boolean[] speaks = {false};
    for (ResourceTable table : tables) {
      table.each(
          locale -> locale.speaks(wanted),
          (resource, string) -> {
            speaks[0] = true;
            Map<String, String> labels = labelled.getOrDefault(resource, Map.of());
            Optional<String> word =
                labels.isEmpty() ? Optional.empty() : table.string(string).flatMap(Word::of);
            if (word.isPresent()) {
              labels.forEach(
                  (label, said) -> {
                    counted
                        .computeIfAbsent(label, _ -> new LinkedHashMap<>())
                        .merge(word.get(), 1, Integer::sum);
                    known.computeIfAbsent(label, _ -> new TreeSet<>()).add(said);
                  });
            }
          });
    }
    Map<String, Wordings> found = new LinkedHashMap<>();
    counted.forEach(
        (label, words) ->
            found.put(
                label,
                new Wordings(
                    known.getOrDefault(label, Set.of()),
                    words.entrySet().stream()
                        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                        .map(Map.Entry::getKey)
                        .toList())));
    return new Found(found, tables.size(), speaks[0]);
  }

  /** The paths of the app's packages on the phone; they are used on the phone alone. */
  private List<String> paths(PackageName app) throws TableUnreadable {
    List<String> paths = new ArrayList<>();
    for (String line :
        phone
            .shell(ShellCommand.of("pm", "path", app.value()), COMMAND)
            .output()
            .lines()
            .toList()) {
      Matcher path = PATH.matcher(line.strip());
      if (path.matches()) {
        paths.add(path.group(1));
      }
      if (paths.size() > MOST_PACKAGES) {
        throw new TableUnreadable("it has more than " + MOST_PACKAGES + " packages");
      }
    }
    return paths;
  }

  private Optional<ResourceTable> table(String path) throws TableUnreadable {
    try {
      Optional<byte[]> table =
          ZippedTable.of(size(path), (from, length) -> portions(path, from, length));
      return table.isPresent() ? Optional.of(ResourceTable.of(table.get())) : Optional.empty();
    } catch (TableUnreadable unreadable) {
      throw new TableUnreadable(
          SafeText.line(path.substring(path.lastIndexOf('/') + 1), 100)
              + " can't be read: "
              + unreadable.getMessage());
    }
  }

  private long size(String path) throws TableUnreadable {
    ShellResult size = phone.shell(ShellCommand.of("stat", "-c", "%s", path), COMMAND);
    String said = size.output().strip();
    if (size.exitCode() != 0 || !SIZE.matcher(said).matches()) {
      throw new TableUnreadable(
          "the phone tells no size: " + SafeText.line(said + size.errors(), 200));
    }
    return Long.parseLong(said);
  }

  private byte[] portions(String path, long from, int length) throws TableUnreadable {
    byte[] whole = new byte[length];
    int done = 0;
    while (done < length) {
      long block = (from + done) / BLOCK;
      int skipped = (int) (from + done - block * BLOCK);
      int wanted = Math.min(length - done, PORTION_BLOCKS * BLOCK - skipped);
      int blocks = (skipped + wanted + BLOCK - 1) / BLOCK;
      byte[] portion = portion(path, block, blocks);
      if (portion.length < skipped + wanted || portion.length > blocks * BLOCK) {
        throw new TableUnreadable(
            "the phone sent " + portion.length + " bytes in the place of " + (skipped + wanted));
      }
      System.arraycopy(portion, skipped, whole, done, wanted);
      done += wanted;
    }
    return whole;
  }

  private byte[] portion(String path, long block, int blocks) throws TableUnreadable {
    if (clock.instant().isAfter(end)) {
      throw new TableUnreadable("it took longer than " + LONGEST.toMinutes() + " minutes");
    }
    read += (long) blocks * BLOCK;
    if (read > MOST_BYTES) {
      throw new TableUnreadable("its tables have more than " + MOST_BYTES + " bytes");
    }
    return phone.exec(
        ShellCommand.of("dd", "if=" + path, "bs=" + BLOCK, "skip=" + block, "count=" + blocks)
            .withoutErrors(),
        PORTION);
  }
}
