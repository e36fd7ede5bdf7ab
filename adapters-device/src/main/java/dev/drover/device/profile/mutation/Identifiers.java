package dev.drover.device.profile.mutation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Resource ids, which a build of an app may rename or leave out. */
enum Identifiers implements Change {
  RENAMED {
    @Override
    public boolean on(Canvas canvas) {
      Map<String, String> names = new LinkedHashMap<>();
      return each(
          canvas,
          part -> {
            String prefix = part.id.substring(0, part.id.indexOf('/') + 1);
            part.id =
                names.computeIfAbsent(
                    part.id,
                    _ -> prefix + "q" + Integer.toString(canvas.random.nextInt(46_656), 36));
          });
    }
  },
  GONE {
    @Override
    public boolean on(Canvas canvas) {
      return each(canvas, part -> part.id = "");
    }
  };

  private static boolean each(Canvas canvas, Consumer<Part> change) {
    boolean any = false;
    for (Part part : canvas.draft.parts()) {
      // What belongs to Android keeps its names.
      if (!part.id.isEmpty() && part.id.startsWith(part.packageName) && !isOfAndroid(part)) {
        change.accept(part);
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
}
