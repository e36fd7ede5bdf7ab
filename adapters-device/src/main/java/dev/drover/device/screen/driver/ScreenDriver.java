package dev.drover.device.screen.driver;

import dev.drover.device.hierarchy.UiTree;

/** A way to read a phone's screen, and to touch it. Used by one thread. */
sealed interface ScreenDriver permits StockDriver, AgentDriver {

  /**
   * Reads the screen.
   *
   * @param calm is called once when something on the screen moves and keeps it from being read
   * @throws DriverFailed if it can't be read in this way
   */
  UiTree read(Runnable calm) throws DriverFailed;

  /**
   * Taps a place, in pixels. A tap that may have been done is never repeated.
   *
   * @throws DriverFailed if it was not, or may not have been
   */
  void tap(int x, int y) throws DriverFailed;
}
