package dev.drover.device.screen.driver;

import dev.drover.device.hierarchy.UiTree;

/** A way to read a phone's screen and to tap on it. Used by one thread. */
sealed interface ScreenDriver permits StockDriver, AgentDriver {

  /**
   * Reads the screen.
   *
   * @param calm called once if the screen can't be read because something on it moves
   * @throws DriverFailed if the screen can't be read in this way
   */
  UiTree read(Runnable calm) throws DriverFailed;

  /**
   * Taps a place, in pixels. A tap that may have been carried out is never repeated.
   *
   * @throws DriverFailed if the tap was not carried out, or may not have been
   */
  void tap(int x, int y) throws DriverFailed;
}
