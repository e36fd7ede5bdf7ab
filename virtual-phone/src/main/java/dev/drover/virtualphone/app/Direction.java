package dev.drover.virtualphone.app;

/** The direction in which a finger moves. */
public enum Direction {
  UP,
  DOWN,
  LEFT,
  RIGHT
}
