package dev.drover.virtualphone.fault;

import java.io.IOException;

/** Carries out a fault that has struck a command. */
@FunctionalInterface
public interface FaultExecutor {
  /** One byte in this many is flipped. */
  int GARBLED_STEP = 11;

  void apply(Fault fault) throws IOException;

  /**
   * Carries out the faults that strike a command at this moment.
   *
   * @return whether its answer is to be garbled
   */
  default boolean strike(Faults faults, String command, Fault.Moment moment) throws IOException {
    boolean garbled = false;
    for (Fault fault : faults.onCommand(command, moment)) {
      if (fault.kind() == Fault.Kind.GARBLE) {
        garbled = true;
      } else {
        apply(fault);
      }
    }
    return garbled;
  }

  /** Flips some of the bytes. */
  static void garble(byte[] bytes) {
    for (int i = 0; i < bytes.length; i += GARBLED_STEP) {
      bytes[i] ^= 0x55;
    }
  }
}
