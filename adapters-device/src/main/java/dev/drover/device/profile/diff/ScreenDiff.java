package dev.drover.device.profile.diff;

import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.profile.AppProfile;
import dev.drover.device.profile.diff.ScreenSet.Found;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a profile finds on the screens of an old and of a new version of an app.
 *
 * @param lines one for each element that is found in either, in the order of the profile
 * @param oldScreens how many screens of the old version were read
 * @param leftOut the files that are no screens, with the reasons
 */
public record ScreenDiff(List<Line> lines, int oldScreens, int newScreens, List<String> leftOut) {
  /** A place that differs by less, in thousandths of the screen, is the same place. */
  private static final int SAME_PLACE = 60;

  private static final int LONGEST_WORDS = 60;

  public ScreenDiff {
    lines = List.copyOf(lines);
    leftOut = List.copyOf(leftOut);
  }

  /** What became of an element. */
  public enum Change {
    /** Found in the old version only. */
    LOST,
    /** Found in both, but it is another kind of thing, or elsewhere. */
    MOVED,
    /** Found in both, with other words. */
    REWORDED,
    /** Found in the new version only. */
    NEW,
    /** Found in both, and alike. */
    SAME
  }

  /**
   * The result for one element.
   *
   * @param screens the files that were compared
   * @param details what is different, in plain words
   */
  public record Line(String element, Change change, String screens, List<String> details) {
    public Line {
      details = List.copyOf(details);
    }
  }

  /**
   * Compares two folders of saved screens. An element is compared on the first two screens of one
   * file name, else on the first that have it.
   *
   * @param argument what stands for {@code {}} in the profile's texts; without it, elements with an
   *     argument are left out
   * @throws IOException if a folder can't be read; the message says why
   */
  public static ScreenDiff of(
      AppProfile profile, Path oldFolder, Path newFolder, Optional<String> argument)
      throws IOException {
    ScreenSet before = ScreenSet.read(oldFolder, profile, argument);
    ScreenSet after = ScreenSet.read(newFolder, profile, argument);
    List<Line> lines = new ArrayList<>();
    for (String element : profile.elementNames()) {
      Map<String, Found> then = before.found().getOrDefault(element, Map.of());
      Map<String, Found> now = after.found().getOrDefault(element, Map.of());
      if (!then.isEmpty() || !now.isEmpty()) {
        lines.add(line(element, then, now));
      }
    }
    List<String> leftOut = new ArrayList<>();
    before.leftOut().forEach(reason -> leftOut.add("old: " + reason));
    after.leftOut().forEach(reason -> leftOut.add("new: " + reason));
    return new ScreenDiff(lines, before.screens(), after.screens(), leftOut);
  }

  private static Line line(String element, Map<String, Found> then, Map<String, Found> now) {
    if (now.isEmpty()) {
      return onOneSide(element, Change.LOST, then);
    }
    if (then.isEmpty()) {
      return onOneSide(element, Change.NEW, now);
    }
    Optional<String> common = then.keySet().stream().filter(now::containsKey).findFirst();
    String oldFile = common.orElseGet(() -> then.keySet().iterator().next());
    String newFile = common.orElseGet(() -> now.keySet().iterator().next());
    Found old = then.values().iterator().next();
    Found fresh = now.values().iterator().next();
    old = Optional.ofNullable(then.get(oldFile)).orElse(old);
    fresh = Optional.ofNullable(now.get(newFile)).orElse(fresh);
    List<String> moved = moved(old, fresh);
    List<String> words = words(old.node(), fresh.node());
    List<String> details = new ArrayList<>(moved);
    details.addAll(words);
    if (!old.candidate().equals(fresh.candidate())) {
      details.add("found by " + fresh.candidate() + ", before by " + old.candidate());
    }
    Change change =
        !moved.isEmpty() ? Change.MOVED : words.isEmpty() ? Change.SAME : Change.REWORDED;
    return new Line(
        element, change, oldFile.equals(newFile) ? oldFile : oldFile + ", " + newFile, details);
  }

  private static Line onOneSide(String element, Change change, Map<String, Found> there) {
    Map.Entry<String, Found> first = there.entrySet().iterator().next();
    return new Line(
        element,
        change,
        first.getKey(),
        List.of(first.getValue().node().describe() + " by " + first.getValue().candidate()));
  }

  private static List<String> moved(Found old, Found fresh) {
    List<String> moved = new ArrayList<>();
    different("class", old.node().type(), fresh.node().type()).ifPresent(moved::add);
    different("id", id(old.node()), id(fresh.node())).ifPresent(moved::add);
    if (Math.abs(old.x() - fresh.x()) > SAME_PLACE || Math.abs(old.y() - fresh.y()) > SAME_PLACE) {
      moved.add("place: " + place(old) + " -> " + place(fresh));
    }
    return moved;
  }

  private static List<String> words(UiNode old, UiNode fresh) {
    List<String> words = new ArrayList<>();
    different("text", shown(old.text()), shown(fresh.text())).ifPresent(words::add);
    different("description", shown(old.description()), shown(fresh.description()))
        .ifPresent(words::add);
    return words;
  }

  private static Optional<String> different(String what, String old, String fresh) {
    return old.equals(fresh)
        ? Optional.empty()
        : Optional.of(what + ": \"" + old + "\" -> \"" + fresh + "\"");
  }

  /** Ids with their package differ between clones. */
  private static String id(UiNode node) {
    return shown(node.id().substring(node.id().lastIndexOf('/') + 1));
  }

  /** Numbers change from screen to screen, and say nothing of the version. */
  private static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(LONGEST_WORDS)
        .forEach(
            point -> {
              if (Character.isDigit(point)) {
                if (shown.isEmpty() || shown.charAt(shown.length() - 1) != '#') {
                  shown.append('#');
                }
              } else {
                shown.appendCodePoint(
                    Character.isISOControl(point) || isHidden(point) ? '?' : point);
              }
            });
    return shown.toString();
  }

  private static boolean isHidden(int point) {
    return Character.getType(point) == Character.FORMAT;
  }

  private static String place(Found found) {
    return found.x() / 10 + "% from the left, " + found.y() / 10 + "% from the top";
  }

  /** Returns how many elements changed in this way. */
  public long count(Change change) {
    return lines.stream().filter(line -> line.change() == change).count();
  }
}
