package dev.drover.virtualphone.app;

/** Where a finger moves. */
public enum Direction {
  UP,
  DOWN,
  LEFT,
  RIGHT
}
