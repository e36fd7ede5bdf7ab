package dev.drover.device.planted;

/** Nothing sleeps. */
public final class FlowThatSleeps {
  private FlowThatSleeps() {}

  public static void rest() throws InterruptedException {
    Thread.sleep(1);
  }
}
