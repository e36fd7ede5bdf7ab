package dev.drover.virtualphone.app;

import dev.drover.virtualphone.config.AppVersion;
import dev.drover.virtualphone.fault.Fault;
import dev.drover.virtualphone.fault.Faults;
import dev.drover.virtualphone.paint.View;
import dev.drover.virtualphone.paint.View.Bounds;
import java.util.Optional;

/**
 * The installed build of an app: where its elements are, which classes they have, and what their
 * ids are. The fault {@code moved} turns it into another build at once.
 */
final class AppBuild {
  /** Pages are laid out on a grid of this size, whatever the screen. */
  private static final int GRID_WIDTH = 1080;

  private static final int GRID_HEIGHT = 2400;

  /** The height of the bar that a moved build has at the top, on the grid. */
  private static final int NEW_BAR = 70;

  private final AppVersion version;
  private final int width;
  private final int height;
  private final Faults faults;

  AppBuild(AppVersion version, AppEnvironment environment) {
    this.version = version;
    this.width = environment.width();
    this.height = environment.height();
    this.faults = environment.faults();
  }

  private Optional<Fault> moved() {
    return faults.holding(Fault.Kind.MOVED);
  }

  /** The version's name as the package manager tells it. */
  String name(PagedApp.Versions names) {
    return switch (version) {
      case USUAL -> moved().isPresent() ? names.renamed() : names.usual();
      case RENAMED -> names.renamed();
      case MOVED -> names.moved();
    };
  }

  /** Whether elements stand elsewhere than in the usual build. */
  boolean isMoved() {
    return version == AppVersion.MOVED;
  }

  /** The screen that this build shows in the place of the usual one. */
  View built(View usual) {
    View built =
        switch (version) {
          case USUAL -> usual;
          case RENAMED -> usual.renamed(AppBuild::otherId, words -> words);
          case MOVED -> usual.ofOtherClasses();
        };
    return moved().map(fault -> renamed(built, fault)).orElse(built);
  }

  private static View renamed(View root, Fault moved) {
    return root.renamed(
        AppBuild::otherId,
        words -> moved.match().isEmpty() ? words : words.replace(moved.match(), moved.name()));
  }

  /** The id that another build gives to the same element. */
  private static String otherId(String id) {
    if (id.isEmpty()) {
      return id;
    }
    int number = Math.floorMod(id.hashCode() * 31 + 7, 26 * 26 * 26);
    return ""
        + (char) ('a' + number / 676)
        + (char) ('a' + number / 26 % 26)
        + (char) ('a' + number % 26);
  }

  /** The place on the screen of a rectangle on the grid. */
  Bounds at(int left, int top, int right, int bottom) {
    return new Bounds(
        left * width / GRID_WIDTH, down(top), right * width / GRID_WIDTH, down(bottom));
  }

  /** A moved build has a bar at the top; everything else moves closer together. */
  private int down(int grid) {
    int there = isMoved() ? NEW_BAR + grid * (GRID_HEIGHT - NEW_BAR) / GRID_HEIGHT : grid;
    return there * height / GRID_HEIGHT;
  }
}
