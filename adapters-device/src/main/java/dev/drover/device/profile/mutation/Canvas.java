package dev.drover.device.profile.mutation;

import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.hierarchy.UiTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * A screen that is to be changed in one way, and the choice of what is changed on it. Used once.
 */
final class Canvas {
  /** A row is at least so much of the screen's width, and at most so much of its height. */
  private static final int ROW_WIDTH = 60;

  private static final int ROW_HEIGHT = 40;

  final Draft draft;
  final RandomGenerator random;

  /** What is looked for afterwards. */
  private final List<Part> targets;

  /** Those of which the page has one. Grids and lists have no other buttons between their cells. */
  private final List<Part> single;

  /**
   * @param expected the elements of the screen that are looked for afterwards
   * @param cells those of them of which the page has several
   */
  Canvas(UiTree tree, List<UiNode> expected, List<UiNode> cells, RandomGenerator random) {
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

  /** Chooses an element that is looked for, or any where none is fit. */
  Optional<Part> target(Predicate<Part> fit) {
    List<Part> some = targets.stream().filter(fit).toList();
    if (some.isEmpty()) {
      some = draft.parts().stream().filter(part -> !part.bounds.isEmpty()).filter(fit).toList();
    }
    return some.isEmpty() ? Optional.empty() : Optional.of(some.get(random.nextInt(some.size())));
  }

  /** Chooses what a tap on an element that is looked for hits. */
  Optional<Part> control() {
    return control(targets, List.of());
  }

  /** Chooses such a control of which the page has one. */
  Optional<Part> singleControl() {
    return control(single, targets.stream().filter(part -> !single.contains(part)).toList());
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

  /** Chooses a row in the page, with an element that is looked for. */
  Optional<Part> row(Predicate<Part> fit) {
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
}
