package dev.drover.device.profile.mutation;

/** A way to change a screen. Those of one family change the same side of it. */
sealed interface Change permits Geometry, Identifiers, Wording, Nesting, Insertion, Translation {

  /** Changes the screen; returns false if it has nothing to change in this way. */
  boolean on(Canvas canvas);
}
