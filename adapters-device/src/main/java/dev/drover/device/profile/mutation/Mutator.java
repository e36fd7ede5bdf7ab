package dev.drover.device.profile.mutation;

import dev.drover.device.hierarchy.Bounds;
import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import dev.drover.device.profile.AppProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Changes a screen in one way. Used once. */
final class Mutator {
  private static final List<String> OTHER_BUTTONS =
      List.of("Promote", "Insights", "Tips", "Gift", "Remix", "Statistik", "推广");
  private static final List<String> OTHER_NAMES =
      List.of("nora.bakes", "jun_ko", "the.third", "lia88", "otto.k");
  private static final List<String> MARKS = List.of("\u200e", "\u200f", "\u202a", "\u2068");

  /** A row is at least so much of the screen's width, and at most so much of its height. */
  private static final int ROW_WIDTH = 60;

  private static final int ROW_HEIGHT = 40;

  private final AppProfile profile;
  private final Draft draft;
  private final List<Part> targets;

  /** Those of which the page has one. Grids and lists have no other buttons between their cells. */
  private final List<Part> single;

  private final RandomGenerator random;

  /**
   * @param expected the elements of the screen that are looked for afterwards
   * @param cells those of them of which the page has several
   */
  Mutator(
      AppProfile profile,
      UiTree tree,
      List<UiNode> expected,
      List<UiNode> cells,
      RandomGenerator random) {
    this.profile = profile;
    this.draft = new Draft(tree);
    this.random = random;
    this.targets =
        draft.parts().stream()
            .filter(part -> expected.stream().anyMatch(part.origin.orElseThrow()::is))
            .toList();
    this.single =
        targets.stream()
            .filter(part -> cells.stream().noneMatch(part.origin.orElseThrow()::is))
            .toList();
  }

  /** Returns the changed screen; empty if this screen has nothing to change in this way. */
  Optional<ChangedScreen> apply(MutationKind kind) {
    return change(kind) ? Optional.of(draft.finished()) : Optional.empty();
  }

  private boolean change(MutationKind kind) {
    return switch (kind) {
      case SCALE -> scale();
      case DENSITY -> stretched(1.0, 0.75 + 0.55 * random.nextDouble());
      case ASPECT -> stretched(0.8 + 0.45 * random.nextDouble(), 1.0);
      case IDS_RENAMED -> ids(true);
      case IDS_GONE -> ids(false);
      case TEXT_TO_DESCRIPTION -> textToDescription();
      case DESCRIPTION_TO_TEXT -> descriptionToText();
      case TEXT_TO_CHILD -> textToChild();
      case WRAPPER -> wrapper();
      case CLICKABLE_TO_PARENT -> clickableToParent();
      case CLICKABLE_TO_CHILD -> clickableToChild();
      case SELECTED_TO_PARENT -> selectedToParent();
      case SELECTED_TO_CHILD -> selectedToChild();
      case BUTTON_INSERTED -> buttonInserted();
      case ROW_INSERTED -> rowInserted();
      case OTHER_ROWS -> otherRows();
      case BIDI_MARKS -> bidiMarks();
      case LANGUAGE -> language(100);
      case MIXED_LANGUAGE -> language(50);
    };
  }

  // ---- Geometry

  private boolean scale() {
    double factor = 0.44 + 1.1 * random.nextDouble();
    IntUnaryOperator scaled = pixels -> (int) Math.round(pixels * factor);
    place(scaled, scaled);
    return true;
  }

  /**
   * @param height the screen's height in relation to what it was
   * @param bars the height of what is at the top and at the bottom, likewise
   */
  private boolean stretched(double height, double bars) {
    double whole = draft.screen.bottom();
    double end = whole * height;
    double bar = whole * 0.22;
    place(
        pixels -> pixels,
        pixels -> {
          double placed;
          if (pixels < bar) {
            placed = pixels * bars;
          } else if (pixels > whole - bar) {
            placed = end - (whole - pixels) * bars;
          } else {
            placed = bar * bars + (pixels - bar) * (end - 2 * bar * bars) / (whole - 2 * bar);
          }
          return (int) Math.round(placed);
        });
    return true;
  }

  private void place(IntUnaryOperator x, IntUnaryOperator y) {
    draft
        .parts()
        .forEach(
            part ->
                part.bounds =
                    new Bounds(
                        x.applyAsInt(part.bounds.left()),
                        y.applyAsInt(part.bounds.top()),
                        x.applyAsInt(part.bounds.right()),
                        y.applyAsInt(part.bounds.bottom())));
  }

  // ---- Names

  private boolean ids(boolean renamed) {
    Map<String, String> names = new LinkedHashMap<>();
    boolean any = false;
    for (Part part : draft.parts()) {
      // What belongs to Android keeps its names.
      if (!part.id.isEmpty() && part.id.startsWith(part.packageName) && !isOfAndroid(part)) {
        String prefix = part.id.substring(0, part.id.indexOf('/') + 1);
        part.id =
            renamed
                ? names.computeIfAbsent(
                    part.id, _ -> prefix + "q" + Integer.toString(random.nextInt(46_656), 36))
                : "";
        any = true;
      }
    }
    return any;
  }

  private static boolean isOfAndroid(Part part) {
    return part.packageName.startsWith("com.android.")
        || part.packageName.startsWith("com.google.android.")
        || part.packageName.equals("android");
  }

  private boolean textToDescription() {
    return target(part -> !part.text.isEmpty() && !part.isField() && part.description.isEmpty())
        .map(
            part -> {
              part.description = part.text;
              part.text = "";
              return part;
            })
        .isPresent();
  }

  private boolean descriptionToText() {
    return target(part -> part.text.isEmpty() && !part.description.isEmpty() && !part.isField())
        .map(
            part -> {
              part.text = part.description;
              part.description = "";
              return part;
            })
        .isPresent();
  }

  private boolean textToChild() {
    return target(part -> !part.text.isEmpty() && !part.isField())
        .map(
            part -> {
              Part child = Part.plain("android.widget.TextView", part.packageName, part.bounds);
              child.text = part.text;
              part.text = "";
              part.add(child);
              return part;
            })
        .isPresent();
  }

  private boolean bidiMarks() {
    boolean any = false;
    for (Part part : draft.parts()) {
      if (random.nextInt(3) > 0) {
        any |= !part.text.isEmpty() || !part.description.isEmpty();
        part.text = marked(part.text);
        part.description = marked(part.description);
      }
    }
    return any;
  }

  private String marked(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int place =
        text.offsetByCodePoints(0, random.nextInt(text.codePointCount(0, text.length()) + 1));
    return MARKS.get(random.nextInt(MARKS.size()))
        + text.substring(0, place)
        + "\u200e"
        + text.substring(place);
  }

  // ---- Structure

  private boolean wrapper() {
    return target(part -> part.parent.isPresent()).map(this::wrapped).isPresent();
  }

  private Part wrapped(Part part) {
    Part wrapper = Part.plain("android.widget.FrameLayout", part.packageName, part.bounds);
    part.wrapIn(wrapper);
    return wrapper;
  }

  private boolean clickableToParent() {
    return control()
        .map(
            part -> {
              part.clickable = false;
              wrapped(part).clickable = true;
              return part;
            })
        .isPresent();
  }

  private boolean clickableToChild() {
    return control()
        .map(
            part -> {
              part.clickable = false;
              Part child = Part.plain("android.view.View", part.packageName, part.bounds);
              child.clickable = true;
              part.add(child);
              return part;
            })
        .isPresent();
  }

  private boolean selectedToParent() {
    return target(part -> part.selected && part.parent.isPresent())
        .map(
            part -> {
              part.selected = false;
              wrapped(part).selected = true;
              return part;
            })
        .isPresent();
  }

  private boolean selectedToChild() {
    return target(part -> part.selected)
        .map(
            part -> {
              part.selected = false;
              Part child = Part.plain("android.widget.ImageView", part.packageName, part.bounds);
              child.selected = true;
              part.add(child);
              return part;
            })
        .isPresent();
  }

  private boolean buttonInserted() {
    Optional<Part> found =
        control(single, targets.stream().filter(part -> !single.contains(part)).toList());
    if (found.isEmpty()) {
      return false;
    }
    Part control = found.get();
    Part row = control.parent.orElseThrow();
    List<Part> siblings =
        new ArrayList<>(
            row.children.stream()
                .filter(part -> part.bounds.sharesRowWith(control.bounds))
                .filter(part -> !part.bounds.isEmpty())
                .sorted(Comparator.comparingInt(part -> part.bounds.left()))
                .toList());
    int left = siblings.getFirst().bounds.left();
    int right = siblings.stream().mapToInt(part -> part.bounds.right()).max().orElseThrow();
    int free = (right - left) / (siblings.size() + 1);
    int place = random.nextInt(siblings.size() + 1);
    double smaller = (double) (right - left - free) / Math.max(1, right - left);
    int boundary = place == siblings.size() ? right : siblings.get(place).bounds.left();
    for (int i = 0; i < siblings.size(); i++) {
      Part part = siblings.get(i);
      int moved = i >= place ? free : 0;
      part.toWidth(
          left + moved + (int) ((part.bounds.left() - left) * smaller),
          left + moved + (int) ((part.bounds.right() - left) * smaller));
    }
    int start = left + (int) ((boundary - left) * smaller);
    Part button =
        Part.plain(
            control.type,
            control.packageName,
            new Bounds(start, control.bounds.top(), start + free, control.bounds.bottom()));
    button.clickable = true;
    String words = OTHER_BUTTONS.get(random.nextInt(OTHER_BUTTONS.size()));
    if (control.text.isEmpty()) {
      button.description = words;
    } else {
      button.text = words;
    }
    row.add(row.children.indexOf(control) + (place > siblings.indexOf(control) ? 1 : 0), button);
    return true;
  }

  private boolean rowInserted() {
    return row(_ -> true).map(row -> inserted(row, banner(row))).isPresent();
  }

  private Part banner(Part row) {
    int top = row.bounds.top();
    int height = Math.max(1, draft.screen.bottom() * (4 + random.nextInt(6)) / 100);
    int width = row.width();
    Part banner =
        Part.plain(
            "android.widget.LinearLayout",
            row.packageName,
            new Bounds(row.bounds.left(), top, row.bounds.right(), top + height));
    Part words =
        Part.plain(
            "android.widget.TextView",
            row.packageName,
            new Bounds(row.bounds.left(), top, row.bounds.left() + width * 2 / 3, top + height));
    words.text = "See how your account does this week";
    Part button =
        Part.plain(
            "android.widget.Button",
            row.packageName,
            new Bounds(row.bounds.left() + width * 2 / 3, top, row.bounds.right(), top + height));
    button.text = OTHER_BUTTONS.get(random.nextInt(OTHER_BUTTONS.size()));
    button.clickable = true;
    banner.add(words);
    banner.add(button);
    return banner;
  }

  /** Puts a part above another one, which makes way with all below it. */
  private static Part inserted(Part row, Part part) {
    Part above = row.parent.orElseThrow();
    int top = row.bounds.top();
    for (Part sibling : above.children) {
      if (sibling.bounds.top() >= top) {
        sibling.shiftDown(part.height());
      }
    }
    above.add(above.children.indexOf(row), part);
    return part;
  }

  private boolean otherRows() {
    // Others have no fields of their own on a page.
    return row(part -> !hasField(part)).map(this::repeated).isPresent();
  }

  /** Puts copies of a row below it, with others' names. */
  private Part repeated(Part row) {
    Part above = row.parent.orElseThrow();
    int copies = 1 + random.nextInt(3);
    int bottom = row.bounds.bottom();
    for (Part sibling : above.children) {
      if (sibling != row && sibling.bounds.top() >= bottom) {
        sibling.shiftDown(copies * row.height());
      }
    }
    for (int i = 1; i <= copies; i++) {
      Part copy = row.copy();
      copy.shiftDown(i * row.height());
      String name = OTHER_NAMES.get(random.nextInt(OTHER_NAMES.size()));
      copy.eachBelow(part -> rename(part, name));
      above.add(above.children.indexOf(row) + i, copy);
    }
    return row;
  }

  /** Gives names of users, which have no blanks, to others. */
  private static void rename(Part part, String name) {
    if (part.text.matches("@?[a-z][a-z0-9._]{2,}")) {
      part.text = (part.text.startsWith("@") ? "@" : "") + name;
    }
    if (part.description.matches("@?[a-z][a-z0-9._]{2,}")) {
      part.description = name;
    }
  }

  /** Chooses an element that is looked for, or any where none is fit. */
  private Optional<Part> target(Predicate<Part> fit) {
    List<Part> some = targets.stream().filter(fit).toList();
    if (some.isEmpty()) {
      some = draft.parts().stream().filter(part -> !part.bounds.isEmpty()).filter(fit).toList();
    }
    return some.isEmpty() ? Optional.empty() : Optional.of(some.get(random.nextInt(some.size())));
  }

  /** Chooses what a tap on an element that is looked for hits. */
  private Optional<Part> control() {
    return control(targets, List.of());
  }

  private Optional<Part> control(List<Part> some, List<Part> butNot) {
    List<Part> controls = new ArrayList<>();
    for (Part target : some) {
      Optional<Part> at = Optional.of(target);
      while (at.isPresent() && !at.get().clickable) {
        at = at.get().parent;
      }
      at.filter(part -> part.parent.isPresent() && !isLarge(part) && !part.isField())
          .filter(part -> !butNot.contains(part))
          .ifPresent(controls::add);
    }
    return controls.isEmpty()
        ? Optional.empty()
        : Optional.of(controls.get(random.nextInt(controls.size())));
  }

  private boolean isLarge(Part part) {
    return 100L * part.width() * part.height() > 40L * draft.screen.right() * draft.screen.bottom();
  }

  private static boolean hasField(Part part) {
    return part.isField() || part.children.stream().anyMatch(Mutator::hasField);
  }

  /** Chooses a row in the page, with an element that is looked for. */
  private Optional<Part> row(Predicate<Part> fit) {
    List<Part> rows = new ArrayList<>();
    for (Part target : targets) {
      Optional<Part> at = Optional.of(target);
      while (at.isPresent() && 100 * at.get().width() < ROW_WIDTH * draft.screen.right()) {
        at = at.get().parent;
      }
      at.filter(part -> part.parent.isPresent())
          .filter(part -> 100 * part.height() <= ROW_HEIGHT * draft.screen.bottom())
          // Neither bars at the top nor at the bottom are rows.
          .filter(part -> 100 * part.bounds.centerY() > 10 * draft.screen.bottom())
          .filter(part -> 100 * part.bounds.centerY() < 85 * draft.screen.bottom())
          .filter(fit)
          .ifPresent(rows::add);
    }
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(random.nextInt(rows.size())));
  }

  // ---- Language

  private boolean language(int percent) {
    List<String> others =
        profile.locales().stream().filter(locale -> !locale.equals(profile.locale())).toList();
    if (others.isEmpty()) {
      return false;
    }
    Map<String, String> theirs = profile.labels(others.get(random.nextInt(others.size())));
    boolean any = false;
    for (Part part : draft.parts()) {
      if (random.nextInt(100) < percent && !part.isField()) {
        List<String> labels = part.origin.map(this::labelsOf).orElse(List.of());
        for (String label : labels) {
          String before = part.text + part.description;
          part.text = translated(part.text, label, theirs);
          part.description = translated(part.description, label, theirs);
          if (!before.equals(part.text + part.description)) {
            any = true;
            break;
          }
        }
      }
    }
    return any;
  }

  private List<String> labelsOf(UiNode node) {
    return labelsByNode.getOrDefault(node, List.of());
  }

  private IdentityHashMap<UiNode, List<String>> labelsByNode = new IdentityHashMap<>();

  /**
   * @param labels for each element that is looked for, the labels by which it is, by identity
   */
  Mutator naming(IdentityHashMap<UiNode, List<String>> labels) {
    labelsByNode = labels;
    return this;
  }

  private String translated(String text, String label, Map<String, String> theirs) {
    String other = theirs.getOrDefault(label, "");
    if (text.isEmpty() || other.isEmpty()) {
      return text;
    }
    return profile
        .wordsOf(label, text)
        .map(
            words ->
                text.substring(0, words.start())
                    + LabelSample.of(other.replace("{}", "1"), random)
                    + text.substring(words.end()))
        .orElse(text);
  }
}
