package dev.drover.device.profile.mutation;

/** Which of several elements in each other, all of one size, says what. */
enum Nesting implements Change {
  WRAPPER {
    @Override
    public boolean on(Canvas canvas) {
      return canvas.target(part -> part.parent.isPresent()).map(Nesting::wrapped).isPresent();
    }
  },
  CLICKABLE_TO_PARENT {
    @Override
    public boolean on(Canvas canvas) {
      return canvas
          .control()
          .map(
              part -> {
                part.clickable = false;
                wrapped(part).clickable = true;
                return part;
              })
          .isPresent();
    }
  },
  CLICKABLE_TO_CHILD {
    @Override
    public boolean on(Canvas canvas) {
      return canvas
          .control()
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
  },
  SELECTED_TO_PARENT {
    @Override
    public boolean on(Canvas canvas) {
      return canvas
          .target(part -> part.selected && part.parent.isPresent())
          .map(
              part -> {
                part.selected = false;
                wrapped(part).selected = true;
                return part;
              })
          .isPresent();
    }
  },
  SELECTED_TO_CHILD {
    @Override
    public boolean on(Canvas canvas) {
      return canvas
          .target(part -> part.selected)
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
  };

  private static Part wrapped(Part part) {
    Part wrapper = Part.plain("android.widget.FrameLayout", part.packageName, part.bounds);
    part.wrapIn(wrapper);
    return wrapper;
  }
}
