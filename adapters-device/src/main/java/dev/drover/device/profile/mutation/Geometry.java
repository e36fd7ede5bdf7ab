package dev.drover.device.profile.mutation;

import dev.drover.device.hierarchy.Bounds;
import java.util.function.IntUnaryOperator;

/** Other resolutions and proportions. */
enum Geometry implements Change {
  SCALE {
    @Override
    public boolean on(Canvas canvas) {
      double factor = 0.44 + 1.1 * canvas.random.nextDouble();
      IntUnaryOperator scaled = pixels -> (int) Math.round(pixels * factor);
      place(canvas, scaled, scaled);
      return true;
    }
  },
  DENSITY {
    @Override
    public boolean on(Canvas canvas) {
      return stretched(canvas, 1.0, 0.75 + 0.55 * canvas.random.nextDouble());
    }
  },
  ASPECT {
    @Override
    public boolean on(Canvas canvas) {
      return stretched(canvas, 0.8 + 0.45 * canvas.random.nextDouble(), 1.0);
    }
  };

  /**
   * @param height the screen's height in relation to what it was
   * @param bars the height of what is at the top and at the bottom, likewise
   */
  private static boolean stretched(Canvas canvas, double height, double bars) {
    double whole = canvas.draft.screen.bottom();
    double end = whole * height;
    double bar = whole * 0.22;
    place(
        canvas,
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

  private static void place(Canvas canvas, IntUnaryOperator x, IntUnaryOperator y) {
    canvas
        .draft
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
}
