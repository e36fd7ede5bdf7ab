package dev.drover.device.profile.mutation;

import java.util.List;

/** Where words are said, and with what marks in them. */
enum Wording implements Change {
  TEXT_TO_DESCRIPTION {
    @Override
    public boolean on(Canvas canvas) {
      return canvas
          .target(part -> !part.text.isEmpty() && !part.isField() && part.description.isEmpty())
          .map(
              part -> {
                part.description = part.text;
                part.text = "";
                return part;
              })
          .isPresent();
    }
  },
  DESCRIPTION_TO_TEXT {
    @Override
    public boolean on(Canvas canvas) {
      return canvas
          .target(part -> part.text.isEmpty() && !part.description.isEmpty() && !part.isField())
          .map(
              part -> {
                part.text = part.description;
                part.description = "";
                return part;
              })
          .isPresent();
    }
  },
  TEXT_TO_CHILD {
    @Override
    public boolean on(Canvas canvas) {
      return canvas
          .target(part -> !part.text.isEmpty() && !part.isField())
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
  },
  BIDI_MARKS {
    @Override
    public boolean on(Canvas canvas) {
      boolean any = false;
      for (Part part : canvas.draft.parts()) {
        if (canvas.random.nextInt(3) > 0) {
          any |= !part.text.isEmpty() || !part.description.isEmpty();
          part.text = marked(canvas, part.text);
          part.description = marked(canvas, part.description);
        }
      }
      return any;
    }
  };

  private static final List<String> MARKS = List.of("\u200e", "\u200f", "\u202a", "\u2068");

  private static String marked(Canvas canvas, String text) {
    if (text.isEmpty()) {
      return text;
    }
    int place =
        text.offsetByCodePoints(
            0, canvas.random.nextInt(text.codePointCount(0, text.length()) + 1));
    return MARKS.get(canvas.random.nextInt(MARKS.size()))
        + text.substring(0, place)
        + "\u200e"
        + text.substring(place);
  }
}
