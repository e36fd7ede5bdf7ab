package dev.drover.application.port.meter;

/** Measures failures of background loops. It must neither block nor throw. */
public interface LoopMeter {

  /**
   * A step of a loop has failed; the loop goes on.
   *
   * @param loop its name
   */
  void failed(String loop);
}
