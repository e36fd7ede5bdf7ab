package dev.drover.bootstrap.server;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes what SIGINT and SIGTERM do to this process. */
final class EndingSignals {
  private static final Logger log = LoggerFactory.getLogger(EndingSignals.class);

  /** These numbers are the same on all systems that have the signals. */
  private static final int SIGINT = 2;

  private static final int SIGTERM = 15;

  private EndingSignals() {}

  /**
   * Makes the next SIGINT or SIGTERM end the process at once, by the operating system's default
   * action. The virtual machine runs its shutdown hooks at the first signal and ignores later ones.
   */
  @SuppressWarnings("restricted") // One function of the C library, whose signature is settled.
  static void endAtOnce() {
    try {
      Linker linker = Linker.nativeLinker();
      MethodHandle signal =
          linker.downcallHandle(
              linker.defaultLookup().find("signal").orElseThrow(),
              FunctionDescriptor.of(
                  ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
      for (int number : new int[] {SIGINT, SIGTERM}) {
        MemorySegment _ = (MemorySegment) signal.invokeExact(number, MemorySegment.NULL);
      }
    } catch (Throwable notHere) {
      log.warn(
          "a second signal can't end the process on this system; kill the process instead",
          notHere);
    }
  }
}
