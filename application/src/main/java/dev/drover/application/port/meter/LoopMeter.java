package dev.drover.application.port.meter;

/** Is told of what goes wrong in the background, to measure it. It must neither block nor throw. */
public interface LoopMeter {

  /**
   * A step of a loop has failed; the loop goes on.
   *
   * @param loop its name
   */
  void failed(String loop);
}
