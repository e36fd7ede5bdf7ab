package dev.drover.device.profile.mutation;

import dev.drover.device.hierarchy.Bounds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What apps and other users add to a page. */
enum Insertion implements Change {
  BUTTON {
    @Override
    public boolean on(Canvas canvas) {
      Optional<Part> found = canvas.singleControl();
      if (found.isEmpty()) {
        return false;
      }
      Part control = found.get();
      Part row = control.parent.orElseThrow();
      List<Part> siblings =
          new ArrayList<>(
              row.children.stream()
                  .filter(part -> part == control || isBeside(part, control))
                  .filter(part -> !part.bounds.isEmpty())
                  .sorted(Comparator.comparingInt(part -> part.bounds.left()))
                  .toList());
      int left = siblings.getFirst().bounds.left();
      int right = siblings.stream().mapToInt(part -> part.bounds.right()).max().orElseThrow();
      int free = (right - left) / (siblings.size() + 1);
      int place = canvas.random.nextInt(siblings.size() + 1);
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
      String words = OTHER_BUTTONS.get(canvas.random.nextInt(OTHER_BUTTONS.size()));
      if (control.text.isEmpty()) {
        button.description = words;
      } else {
        button.text = words;
      }
      row.add(row.children.indexOf(control) + (place > siblings.indexOf(control) ? 1 : 0), button);
      return true;
    }
  },
  ROW {
    @Override
    public boolean on(Canvas canvas) {
      return canvas.row(_ -> true).map(row -> inserted(row, banner(canvas, row))).isPresent();
    }
  },
  OTHER_ROWS {
    @Override
    public boolean on(Canvas canvas) {
      // Others have no fields of their own on a page.
      return canvas.row(part -> !hasField(part)).map(row -> repeated(canvas, row)).isPresent();
    }
  };

  private static final List<String> OTHER_BUTTONS =
      List.of("Promote", "Insights", "Tips", "Gift", "Remix", "Statistik", "推广");
  private static final List<String> OTHER_NAMES =
      List.of("nora.bakes", "jun_ko", "the.third", "lia88", "otto.k");

  private static Part banner(Canvas canvas, Part row) {
    int top = row.bounds.top();
    int height = Math.max(1, canvas.draft.screen.bottom() * (4 + canvas.random.nextInt(6)) / 100);
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
    button.text = OTHER_BUTTONS.get(canvas.random.nextInt(OTHER_BUTTONS.size()));
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

  /** Puts copies of a row below it, with others' names. */
  private static Part repeated(Canvas canvas, Part row) {
    Part above = row.parent.orElseThrow();
    int copies = 1 + canvas.random.nextInt(3);
    int bottom = row.bounds.bottom();
    for (Part sibling : above.children) {
      if (sibling != row && sibling.bounds.top() >= bottom) {
        sibling.shiftDown(copies * row.height());
      }
    }
    for (int i = 1; i <= copies; i++) {
      Part copy = row.copy();
      copy.shiftDown(i * row.height());
      String name = OTHER_NAMES.get(canvas.random.nextInt(OTHER_NAMES.size()));
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

  /**
   * Returns whether a part is in a control's row. What the control lies on, such as a video that
   * fills the screen, is behind the row, and makes no room for another button.
   */
  private static boolean isBeside(Part part, Part control) {
    return part.bounds.sharesRowWith(control.bounds) && !holds(part.bounds, control.bounds);
  }

  private static boolean holds(Bounds outer, Bounds inner) {
    return outer.left() <= inner.left()
        && outer.top() <= inner.top()
        && outer.right() >= inner.right()
        && outer.bottom() >= inner.bottom();
  }

  private static boolean hasField(Part part) {
    return part.isField() || part.children.stream().anyMatch(Insertion::hasField);
  }
}
