package dev.drover.application.port.meter;

/** Measures leases of phones. It must neither block nor throw. */
@FunctionalInterface
public interface LeaseMeter {

  /**
   * A lease was not opened.
   *
   * @param reason one of few, such as {@code leased}
   */
  void refused(String reason);
}
